"""The trail of writes (写操作日志): who changed what, a JSON line each, appended to `writes.jsonl` in the home."""

import json
import time
from pathlib import Path


def note(home: Path, action: str, what: str, who: str) -> None:
    """Append one write: the time in seconds, the action, what it was done to, and the key id or `cli` that did it."""
    line = json.dumps({"time": round(time.time(), 3), "action": action, "what": what, "who": who}, ensure_ascii=False)
    with (home / "writes.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
