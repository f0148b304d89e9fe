"""Files, folders and archives become inputs; what cannot be read says why."""

import zipfile

import pytest

from ingest.errors import EmptyFile, ForeignFile
from ingest.readers.read import read
from ingest.readers.sources import sources

REPORT = "云溪县虚构教育局2023年度部门整体支出绩效自评报告\n一、部门概况\n负责全县教育工作，共有编制20名。\n"


def test_a_folder_gives_its_readable_files_in_order_and_an_archive_its_entries(tmp_path):
    (tmp_path / "b.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "a.md").write_text(REPORT, encoding="utf-8")
    (tmp_path / "note.xyz").write_text("x")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("../evil.txt", REPORT)
    found = list(sources([tmp_path]))
    assert [s.name for s in found] == ["a.md", "b.txt", "evil.txt"]
    assert not (tmp_path.parent / "evil.txt").exists()


def test_what_cannot_be_read_is_an_error_of_that_input_only(tmp_path):
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 damaged")
    found = list(sources([tmp_path / "missing.txt", tmp_path / "bad.zip", tmp_path / "nothing"]))
    assert [type(s.error).__name__ for s in found] == ["UnreadableFile", "ForeignFile", "UnreadableFile"]
    assert all("\n" not in str(s.error) for s in found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding_gives_the_same_text(encoding):
    assert read("a.txt", REPORT.encode(encoding)).text == REPORT


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b" \n\t", EmptyFile),
        (b"%PDF-1.7 ...", ForeignFile),
        (b"plain English text", ForeignFile),
        (b"\xff\x00\x80" * 40, ForeignFile),
    ],
)
def test_foreign_and_empty_files_say_so(data, error):
    with pytest.raises(error, match=r"^a\.txt: "):
        read("a.txt", data)
