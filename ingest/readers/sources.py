"""Paths to inputs (输入清单): files, folders and zip archives become named byte strings, in a stable order."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.errors import FileTooLarge, ForeignFile, IngestError, UnreadableFile

MAX_FILE = 100 * 1024 * 1024
MAX_ARCHIVE_FILES = 10_000
MAX_UNPACKED = 2 * 1024 * 1024 * 1024
SUFFIXES = (
    ".txt", ".md", ".docx", ".docm", ".doc", ".wps", ".pdf", ".xlsx", ".xlsm", ".xls", ".et", ".html", ".htm", ".mht", ".mhtml", ".rtf",
)
UTF8_NAMES = 0x800
"""The flag of a zip entry whose name is UTF-8; other names are in the code page of who packed it, in China GBK."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input: its path as reported (`archive.zip!inner` inside an archive) and its bytes, or why there are none."""

    path: str
    data: bytes = b""
    error: IngestError | None = None

    @property
    def name(self) -> str:
        """Return the file's own name without folders."""
        return PurePosixPath(self.path.rpartition("!")[2]).name


def sources(paths: list[Path]) -> Iterator[Source]:
    """Yield the inputs under the paths; a folder gives its readable kinds, a file named outright is always tried."""
    for path in paths:
        if path.is_dir():
            wanted = (*SUFFIXES, ".zip")
            files = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in wanted and not _hidden(p, path))
            if not files:
                yield Source(str(path), error=UnreadableFile(str(path), f"no report in this folder (looked for {', '.join(wanted)})"))
            for file in files:
                yield from _file(file)
        else:
            yield from _file(path)


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _file(path: Path) -> Iterator[Source]:
    name = str(path.resolve())
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise FileTooLarge(name, size, MAX_FILE)
        data = path.read_bytes()
    except OSError as problem:
        yield Source(name, error=UnreadableFile(name, problem.strerror or str(problem)))
        return
    except IngestError as problem:
        yield Source(name, error=problem)
        return
    yield from unpacked(Source(name, data))


def unpacked(source: Source) -> Iterator[Source]:
    """Yield the reports in a zip archive, or the source itself when it is none."""
    if source.error is None and source.data.startswith(b"PK\x03\x04") and source.name.lower().endswith(".zip"):
        yield from _archive(source.path, source.data)
    else:
        yield source


def _archive(name: str, data: bytes) -> Iterator[Source]:
    """Yield the files of a zip archive; nothing is written to disk, so its paths cannot lead anywhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = sorted((e for e in archive.infolist() if not e.is_dir()), key=entry_name)
            if len(entries) > MAX_ARCHIVE_FILES:
                raise ForeignFile(name, f"{len(entries)} files in one archive, over the limit of {MAX_ARCHIVE_FILES}")
            unpacked = sum(e.file_size for e in entries)
            if unpacked > MAX_UNPACKED:
                raise ForeignFile(name, f"it unpacks to {unpacked >> 20} MiB, over the limit of {MAX_UNPACKED >> 20}; split it")
            for entry in entries:
                suffix = PurePosixPath(entry_name(entry)).suffix.lower()
                if suffix == ".zip":
                    path = f"{name}!{entry_name(entry)}"
                    yield Source(path, error=ForeignFile(path, "an archive inside an archive; unpack it first"))
                elif suffix in SUFFIXES:
                    yield _entry(name, archive, entry)
    except IngestError as problem:
        yield Source(name, error=problem)
    except zipfile.BadZipFile as problem:
        yield Source(name, error=ForeignFile(name, f"a damaged zip archive: {problem}"))


def entry_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; one not marked as UTF-8 was read as code page 437 and is GBK where its bytes allow."""
    if entry.flag_bits & UTF8_NAMES:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _entry(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Source:
    """Read one entry up to the limit, whatever size its header claims."""
    path = f"{name}!{entry_name(entry)}"
    if entry.flag_bits & 1:
        return Source(path, error=ForeignFile(path, "password-protected; unlock it first"))
    try:
        with archive.open(entry) as stream:
            data = stream.read(MAX_FILE + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as problem:
        return Source(path, error=ForeignFile(path, f"damaged inside the archive: {problem}"))
    if len(data) > MAX_FILE:
        return Source(path, error=FileTooLarge(path, len(data), MAX_FILE))
    return Source(path, data)
