"""What may be said of a failure to the outside (对外措辞): no place on this machine, no host, no login, nothing that cannot be written."""

import re

from sqlalchemy.exc import SQLAlchemyError

from api.disk import is_full
from graph.errors import EngineError, GraphUnavailable

SILENT = (GraphUnavailable, EngineError, SQLAlchemyError)
"""Their own words name hosts, logins and files: the log has them, the caller is told to come again."""

AGAIN = "come again in a moment; /readyz says what is missing"
NO_ROOM = "free some space on the service's data directory; nothing half written stays"
_PLACE = re.compile(r"(?<![\w/:.])/(?!(?:readyz|healthz|docs)\b)(?:[^\s/:'\"]+/)*([^\s/:'\"]+)")


def discreet(text: str) -> str:
    """Return a text with each absolute path reduced to its last part, and nothing that UTF-8 cannot write."""
    return _PLACE.sub(r"\1", text).encode("utf-8", "replace").decode()


def told(error: Exception) -> str:
    """Return a domain error's words for the outside."""
    if is_full(error):
        return NO_ROOM
    return AGAIN if isinstance(error, SILENT) else discreet(str(error))
