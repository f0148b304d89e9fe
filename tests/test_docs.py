"""What the READMEs say is what there is: settings, commands, make targets, links (文档与实现一致)."""

import re
from pathlib import Path

import pytest
import typer
from pydantic import SecretStr

from api.cli import app
from api.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh.md")
ABSENT = {"README.md": r"Not there yet: (.+)", "README.zh.md": r"尚未提供：(.+)"}
EMPTY = {"README.md": "empty", "README.zh.md": "空"}

pytestmark = pytest.mark.parametrize("readme", READMES)


def text_of(readme: str) -> str:
    """Return a README's text."""
    return (ROOT / readme).read_text(encoding="utf-8")


def rows(readme: str, pattern: str) -> dict[str, str]:
    """Return the table rows whose first cell is code that matches the pattern: the match's first group → the row."""
    found = re.findall(rf"^(\| `{pattern}[^|]*\|.*)$", text_of(readme), flags=re.MULTILINE)
    return {match[1]: match[0] for match in found}


def printed(default: object) -> str:
    """Return a setting's default as a README prints it, empty where there is none."""
    value = default.get_secret_value() if isinstance(default, SecretStr) else default
    if value in (None, "", ()):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def commands() -> set[str]:
    """Return the names of the console's commands."""
    group = typer.main.get_command(app)
    return set(getattr(group, "commands"))  # noqa: B009 - typer's group type differs between releases


def test_every_setting_has_its_row_with_its_default(readme: str) -> None:
    documented = rows(readme, r"(JIXIAO_[A-Z_]+)`")
    assert set(documented) == {f"JIXIAO_{name.upper()}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        assert documented[f"JIXIAO_{name.upper()}"].split("|")[2].strip() == (printed(field.default) or EMPTY[readme])


def test_every_setting_carries_its_help(readme: str) -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_every_command_has_its_row(readme: str) -> None:
    assert set(rows(readme, r"([a-z]+)(?: [^`]*)?`")) == commands()


def test_what_is_called_absent_is_absent(readme: str) -> None:
    line = re.search(ABSENT[readme], text_of(readme))
    assert line is not None
    assert set(re.findall(r"`([a-z]+)`", line[1])) & commands() == set()


def test_make_targets_exist(readme: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"`?\bmake ([a-z]+)", text_of(readme))) <= targets


def test_links_lead_somewhere(readme: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text_of(readme)) if not link.startswith("http")]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_readme_counts_the_samples(readme: str) -> None:
    count = sum(p.suffix in {".txt", ".md"} for p in (ROOT / "samples").iterdir())
    assert {13: {"README.md": "thirteen reports", "README.zh.md": "十三份报告"}}[count][readme] in text_of(readme)
