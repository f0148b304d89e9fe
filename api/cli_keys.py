"""Commands for API keys (密钥管理)."""

from typing import Annotated

import typer

from api.console import HomeOption, JsonOption, fail, guarded, settings_for, show
from api.keys import KeyRing, Role

keys = typer.Typer(name="key", help="密钥：API keys for writing over HTTP.", no_args_is_help=True)


def _ring(home: HomeOption) -> KeyRing:
    folder = settings_for(home).home
    folder.mkdir(parents=True, exist_ok=True)
    return KeyRing(folder)


@keys.command("add")
@guarded
def add(
    role: Annotated[Role, typer.Option(help="reader reads, editor also writes, admin also manages")] = "reader",
    label: Annotated[str, typer.Option(help="whose key it is")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """新建：make a key; it is shown this once."""
    show({"key": _ring(home).add(role, label), "role": role}, as_json, lambda d: str(d["key"]))


@keys.command("list")
@guarded
def listing(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """列出：the keys, without their secrets."""
    show({"keys": _ring(home).keys()}, as_json, lambda d: "\n".join(f"{k.key_id}  {k.role:7} {k.label}" for k in d["keys"]) or "no keys")


@keys.command("remove")
@guarded
def remove(key_id: str, home: HomeOption = None, as_json: JsonOption = False) -> int:
    """删除：a key stops working at once."""
    if not _ring(home).remove(key_id):
        fail(f"{key_id}: no such key; `jixiao key list` lists them")
        return 1
    show({"removed": key_id}, as_json, lambda d: f"removed {d['removed']}")
    return 0
