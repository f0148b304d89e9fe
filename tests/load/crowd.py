"""Fifty users at once (并发测试): they ask, search, look and upload on a served home; errors and latencies are counted.

`python tests/load/crowd.py --url http://127.0.0.1:8000 --key KEY [--users 50] [--seconds 20] [--backup HOME]`. With `--backup` the home
is backed up meanwhile and restored into a new one, whose exports (fact table and graph) must equal those of the home at that moment.
Prints one JSON line; exit code 1 where a request failed.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

import httpx

from api.backup import packed, restore
from api.exporting import export
from api.formats import Format
from api.settings import Settings
from api.store import Store

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / ".jixiao-test-cache" / "models"
FORMS: tuple[Format, ...] = ("csv", "ttl")
QUESTIONS = (
    "哪些局报告了知识产权质押融资数据？",
    "2023年食品抽检合格率最高的是哪个局？",
    "各局2023年罚没款共多少？",
    "新城区教育局的主要职责是什么？",
)
WORDS = ("食品抽检", "教师招聘", "知识产权", "预算执行", "群众满意度")
PATHS = ("/api/v1/reports", "/api/v1/departments", "/api/v1/regions", "/api/v1/audit", "/api/v1/spending", "/api/v1/status")


class Crowd:
    """What the users saw: latencies by kind of request, and what went wrong."""

    def __init__(self, url: str, key: str, seconds: float) -> None:
        self.url = url
        self.key = key
        self.until = time.monotonic() + seconds
        self.times: dict[str, list[float]] = defaultdict(list)
        self.wrong: list[str] = []
        self._lock = threading.Lock()

    def user(self, number: int) -> None:
        """Act until the time is up; every tenth user uploads."""
        dice = random.Random(number)
        text = next((ROOT / "samples").glob("09_*")).read_text(encoding="utf-8")
        with httpx.Client(base_url=self.url, timeout=120) as client:
            while time.monotonic() < self.until:
                if number % 10 == 0:
                    files = [("files", (f"{number}.txt", f"{text}\n补充说明：第{dice.randrange(3)}稿。\n".encode()))]
                    self._timed(client, "upload", "POST", "/api/v1/reports", files=files, headers={"X-API-Key": self.key})
                    time.sleep(1)
                elif number % 2:
                    self._timed(client, "ask", "POST", "/api/v1/ask", json={"question": dice.choice(QUESTIONS)})
                elif number % 3:
                    self._timed(client, "search", "GET", "/api/v1/search", params={"q": dice.choice(WORDS)})
                else:
                    self._timed(client, "look", "GET", dice.choice(PATHS))

    def _timed(self, client: httpx.Client, kind: str, method: str, path: str, **request: object) -> None:
        began = time.monotonic()
        try:
            answer = client.request(method, path, **request)  # type: ignore[arg-type]
            fault = None if answer.status_code < 400 or (kind == "upload" and answer.status_code == 429) else answer.text[:200]
        except httpx.HTTPError as problem:
            fault = repr(problem)
        with self._lock:
            self.times[kind].append(time.monotonic() - began)
            if fault:
                self.wrong.append(f"{method} {path}: {fault}")

    def figures(self) -> dict[str, dict[str, float]]:
        """Return count, median and p95 in milliseconds of each kind."""
        found = {}
        for kind, times in sorted(self.times.items()):
            times.sort()
            at = {"p50": times[len(times) // 2], "p95": times[int(0.95 * (len(times) - 1))]}
            found[kind] = {"count": len(times), **{name: round(value * 1e3) for name, value in at.items()}}
        return found


def restored_equal(home: Path) -> bool:
    """Back the home up while it is written to, restore it into a new one, and compare the exports of both, of the same moment."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:  # the new home's engine ends a moment later
        kept = Path(place, "kept.tar.gz")
        with Store(Settings(_env_file=None, home=home)) as store, store.writing():
            _, data = packed(store)
            before = exports(store, Path(place, "before"))
        kept.write_bytes(data)
        with Store(Settings(_env_file=None, home=Path(place, "new"), model_cache=MODELS)) as store:
            list(restore(store, kept))
            return exports(store, Path(place, "after")) == before


def exports(store: Store, folder: Path) -> list[bytes]:
    """Return the fact table and the graph of a store."""
    for form in FORMS:
        export(store, form, folder / f"all.{form}")
    return [(folder / f"all.{form}").read_bytes() for form in FORMS]


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--backup", type=Path)
    chosen = parser.parse_args()
    crowd = Crowd(chosen.url, chosen.key, chosen.seconds)
    users = [threading.Thread(target=crowd.user, args=(number,)) for number in range(chosen.users)]
    for user in users:
        user.start()
    equal = restored_equal(chosen.backup) if chosen.backup else None
    for user in users:
        user.join()
    result = {"users": chosen.users, "errors": crowd.wrong[:20], "figures": crowd.figures(), "backup_equal": equal}
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 1 if crowd.wrong or equal is False else 0


if __name__ == "__main__":
    sys.exit(main())
