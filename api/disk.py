"""What a failing disk looks like (磁盘故障), whoever met it: the system, or SQLite."""

import errno
import sqlite3

from sqlalchemy.exc import SQLAlchemyError

LEAST_FREE = 64 * 2**20
"""Bytes free below which ingest would soon fail."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_SQLITE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)
_AWAY = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.ESTALE, errno.EMFILE, errno.ENFILE)


def is_full(problem: BaseException) -> bool:
    """Return whether a failure means that nothing more can be written: a full disk, a quota, a limit of the file's size."""
    if isinstance(problem, SQLAlchemyError):
        return getattr(getattr(problem, "orig", None), "sqlite_errorcode", None) in _FULL_SQLITE
    return isinstance(problem, OSError) and problem.errno in _FULL


def is_away(problem: OSError) -> bool:
    """Return whether a failure means that the data directory cannot be used now: its rights, its device, no more open files."""
    return problem.errno in _AWAY
