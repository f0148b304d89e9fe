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
TOLD = (".ofd", ".rar", ".7z")
"""Kinds that are no input but may hold a report: they are passed on, so that their error says what to do."""

MAX_NESTED = 3
"""Archives inside archives are opened so deep."""

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
            files = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in (*wanted, *TOLD) and not _hidden(p, path))
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
    """Yield the reports in a zip archive and in those inside it, or the source itself when it is none."""
    if source.error is None and source.data.startswith(b"PK\x03\x04") and source.name.lower().endswith(".zip"):
        yield from _archive(source, Allowance())
    else:
        yield source


@dataclass
class Allowance:
    """What an archive may still unpack to, with all the archives inside it."""

    files: int = MAX_ARCHIVE_FILES
    unpacked: int = MAX_UNPACKED
    depth: int = MAX_NESTED

    def take(self, name: str, entries: list[zipfile.ZipInfo]) -> None:
        """Count an archive's entries; raises ForeignFile when they are too many or too large."""
        self.files -= len(entries)
        self.unpacked -= sum(e.file_size for e in entries)
        if self.files < 0:
            raise ForeignFile(name, f"over {MAX_ARCHIVE_FILES} files in one archive; split it")
        if self.unpacked < 0:
            raise ForeignFile(name, f"it unpacks to over {MAX_UNPACKED >> 20} MiB; split it")


def _archive(source: Source, allowance: Allowance) -> Iterator[Source]:
    """Yield the files of a zip archive; nothing is written to disk, so its paths cannot lead anywhere."""
    name = source.path
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            entries = sorted((e for e in archive.infolist() if not e.is_dir()), key=entry_name)
            allowance.take(name, entries)
            wanted = [e for e in entries if PurePosixPath(entry_name(e)).suffix.lower() in (*SUFFIXES, *TOLD, ".zip")]
            if not wanted:
                raise ForeignFile(name, f"no report in this archive (looked for {', '.join((*SUFFIXES, '.zip'))})")
            for entry in wanted:
                inner = _entry(name, archive, entry)
                if inner.error is not None or not inner.name.lower().endswith(".zip"):
                    yield inner
                elif not allowance.depth:
                    reason = f"archives inside archives, over {MAX_NESTED} deep; unpack it first"
                    yield Source(inner.path, error=ForeignFile(inner.path, reason))
                else:
                    allowance.depth -= 1
                    yield from _archive(inner, allowance)
                    allowance.depth += 1
    except IngestError as problem:
        yield Source(name, error=problem)
    except (zipfile.BadZipFile, ValueError) as problem:
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
