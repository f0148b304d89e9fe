"""Legacy Office and WPS files (.doc, .wps, .xls, .et): LibreOffice turns them into .docx or .xlsx, which is then read."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ingest.errors import ForeignFile
from ingest.readers.compose import Composer
from ingest.readers.office import read_office
from ingest.readers.workbook import read_workbook

LIMIT_S = 90
LOCKED = "password-protected; save it without a password first"
BOOK = b"\x09\x08\x10\x00\x00\x06\x05\x00"
"""How the globals of an Excel 97 workbook begin: BOF, its length, BIFF8, globals ([MS-XLS] 2.4.21)."""

FILE_PASS = 0x2F


def read_legacy(data: bytes) -> Composer:
    """Return the composed text and tables of an OLE document; raises ForeignFile, saying what to install where it must."""
    if "WordDocument".encode("utf-16-le") in data:
        if _locked_word(data):
            raise ForeignFile("", LOCKED)
        return read_office(modernised(data, "doc", "docx"), "docx")
    if _locked_workbook(data):
        raise ForeignFile("", LOCKED)
    if office_program() is None:
        return read_office(data, "xls")  # without the cells' number formats: 0.95 where the sheet shows 95%
    return read_workbook(modernised(data, "xls", "xlsx"))


def office_program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def modernised(data: bytes, old: str, new: str) -> bytes:
    """Return the bytes of a legacy file in today's format; raises ForeignFile, saying what to install where LibreOffice is missing."""
    office = office_program()
    if office is None:
        install = "install LibreOffice (Debian, Ubuntu: apt-get install libreoffice-writer)"
        raise ForeignFile("", f"a legacy .doc or .wps document; {install} or save it as .docx")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"report.{old}")
        source.write_bytes(data)
        command = [
            office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to", new, "--outdir", folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=LIMIT_S, check=True)
            return Path(folder, f"report.{new}").read_bytes()
        except (subprocess.SubprocessError, OSError) as problem:
            raise ForeignFile("", "a legacy document that LibreOffice cannot convert; it is damaged or password-protected") from problem


def _locked_word(data: bytes) -> bool:
    """Tell whether a Word 97 document is encrypted: bit 0x0100 of the flags at offset 10 of its FIB ([MS-DOC] 2.5.2)."""
    at = data.find(b"\xec\xa5")
    return at % 512 == 0 and len(data) > at + 12 and bool(int.from_bytes(data[at + 10 : at + 12], "little") & 0x0100)


def _locked_workbook(data: bytes) -> bool:
    """Tell whether an Excel 97 workbook is encrypted: a FilePass record stands right behind its beginning ([MS-XLS] 2.4.117)."""
    at = data.find(BOOK)
    if at < 0:
        return False
    first = at + 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    return int.from_bytes(data[first : first + 2], "little") == FILE_PASS
