"""The console's habits: options every command takes, one JSON document or readable text, one line an error (命令行约定)."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, ParamSpec

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from api.disk import is_away, is_full
from api.errors import ApiError
from api.settings import Settings
from api.store import Store
from api.views import plain
from graph.errors import GraphError
from ingest.errors import IngestError
from search.errors import SearchError

P = ParamSpec("P")
HomeOption = Annotated[Path | None, typer.Option("--home", help="the data directory; default: JIXIAO_HOME, else ./.jixiao")]
JsonOption = Annotated[bool, typer.Option("--json", help="print exactly one JSON document")]
FAILURES = (ApiError, IngestError, GraphError, SearchError, SQLAlchemyError)


def settings_for(home: Path | None) -> Settings:
    """Return the settings, with the home given on the command line in place of the configured one."""
    settings = Settings()
    return settings.model_copy(update={"home": home}) if home else settings


@contextmanager
def opened(home: Path | None) -> Iterator[Store]:
    """Open the home for one command."""
    with Store(settings_for(home)) as store:
        yield store


def guarded(command: Callable[P, int | None]) -> Callable[P, None]:
    """Turn domain errors into one line on stderr and exit code 1; a command's own return value is its exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except (SQLAlchemyError, OSError) as problem:
            if is_full(problem):
                fail("the disk is full; free some space and run this again, nothing half written stays")
            elif isinstance(problem, SQLAlchemyError):
                fail(f"the home's catalogue does not answer: {getattr(problem, 'orig', None) or problem}; see docs/operations.md")
            elif is_away(problem):
                fail(f"{problem.filename or 'the data directory'}: {problem.strerror}")
            else:
                raise
            code = 1
        except FAILURES as problem:
            fail(str(problem))
            code = 1
        except ValidationError as problem:
            first = problem.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            fail(f"{'JIXIAO_' + name.upper() if problem.title == 'Settings' else name}: {first['msg']}")
            code = 2
        raise typer.Exit(code or 0)

    return run


def fail(message: str) -> None:
    """Print one error line on stderr."""
    typer.echo("jixiao: " + " ".join(message.split()), err=True)


def show(data: Any, as_json: bool, readable: Callable[[Any], str]) -> None:
    """Print data as one JSON document, or as readable text."""
    typer.echo(json.dumps(plain(data), ensure_ascii=False, indent=2 if sys.stdout.isatty() else None) if as_json else readable(data))


def configure_logging() -> None:
    """Log warnings to stderr as key=value lines."""
    form = "time=%(asctime)s level=%(levelname)s process=%(process)d logger=%(name)s %(message)s"
    logging.basicConfig(level=logging.WARNING, format=form, datefmt="%Y-%m-%dT%H:%M:%S%z", stream=sys.stderr)
