"""Plain text and Markdown (纯文本): decoded, otherwise unchanged, so that spans are positions in the file."""

import codecs
import re

from ingest.errors import EmptyFile, ForeignFile

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
HAN = re.compile(r"[\u4e00-\u9fff]")
MIN_HAN = 20


def read_text(name: str, data: bytes) -> str:
    """Return the decoded text of a .txt or .md file: UTF-8, UTF-16 or GB18030 (which holds GBK and GB 2312).

    Raises EmptyFile for a file without characters, ForeignFile for bytes that are no Chinese text.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise EmptyFile(name, "the file is empty; nothing to read")
    text = _decode(name, data)
    if not text.strip():
        raise EmptyFile(name, "the file holds only blanks; nothing to read")
    demand_chinese(name, text)
    return text


def demand_chinese(name: str, text: str) -> None:
    """Raise ForeignFile for a text that holds no Chinese."""
    if len(HAN.findall(text)) < MIN_HAN:
        raise ForeignFile(name, "no Chinese text in it; jixiao reads Chinese self-evaluation reports")


def _decode(name: str, data: bytes) -> str:
    encoding = next((e for mark, e in BOMS if data.startswith(mark)), None)
    encodings = (encoding,) if encoding else (("utf-8", "gb18030") if b"\0" not in data else ())
    for candidate in encodings:
        try:
            return data.decode(candidate)
        except UnicodeDecodeError:
            continue
    raise ForeignFile(name, "neither UTF-8, UTF-16 nor GB18030 text; convert it or give the original document")
