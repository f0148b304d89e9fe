"""What a language model must give (语言模型接口): a completion, or nothing; who calls it does without."""

from typing import Protocol


class LanguageModel(Protocol):
    """A chat endpoint: late, broken or silent ones give None and never raise."""

    def complete(self, system: str, user: str) -> str | None:
        """Return the model's text for an instruction and its data, or None where there is none in time."""
