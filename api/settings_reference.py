"""The reference of all settings as Markdown (配置手册), written from the settings themselves: `python -m api.settings_reference`."""

import sys

from pydantic import SecretStr

from api.settings import Settings

HEAD = """# Settings 配置

Environment variables, or the same names in a file `.env`. Written by `python -m api.settings_reference`; a test keeps it true.

| name | default | meaning |
|---|---|---|
"""


def reference() -> str:
    """Return the reference: a row a setting, in the order of the settings."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        shown = "" if default in (None, "", ()) else str(default).lower() if isinstance(default, bool) else str(default)
        rows.append(f"| `JIXIAO_{name.upper()}` | {f'`{shown}`' if shown else 'empty'} | {field.description} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(reference())
