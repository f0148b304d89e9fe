"""What can go wrong between a file and its bundle (入库错误).

IngestError
├── UnreadableFile      the operating system does not give the bytes
├── EmptyFile           there is nothing in it
├── ForeignFile         it is not a report jixiao can read, and why
├── FileTooLarge        it is over the limit
├── InvalidBundle       what was extracted breaks a shape of the ontology
├── BundleDamaged       a stored bundle does not match its own hash
├── UnknownReport       no live report has this id or name
└── HomeBusy            another process is writing to this home
"""


class IngestError(Exception):
    """One input failed; `path` names it and `reason` says why and what to do, in one line."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class UnreadableFile(IngestError):
    """The operating system does not give the bytes (无法读取)."""


class EmptyFile(IngestError):
    """There is nothing in the file (空文件)."""


class ForeignFile(IngestError):
    """The file is of a kind, or about a thing, that jixiao does not read (不是可识别的报告)."""


class FileTooLarge(IngestError):
    """The file is over the limit (文件过大)."""

    def __init__(self, path: str, size: int, limit: int) -> None:
        super().__init__(path, f"{size} bytes, over the limit of {limit}; split it or raise the limit")
        self.size = size
        self.limit = limit


class InvalidBundle(IngestError):
    """What was extracted breaks a shape of the ontology: a defect of jixiao, and nothing was stored (事实包不合规)."""


class BundleDamaged(IngestError):
    """A stored bundle does not match its own hash (事实包损坏)."""


class UnknownReport(IngestError):
    """No live report has this id or file name (没有这份报告)."""


class HomeBusy(IngestError):
    """Another process is writing to this home (另一进程正在写入)."""
