"""One upload's job (任务), as it stands."""

from dataclasses import dataclass
from typing import Any, Literal

JobState = Literal["queued", "running", "done", "cancelled"]


@dataclass(frozen=True, slots=True)
class Job:
    """One upload: its state, how many files it holds, what became of each that is done, and how far the one in hand is."""

    job_id: str
    state: JobState
    total: int
    reports: tuple[dict[str, Any], ...]
    current: dict[str, str] | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "cancelled")
