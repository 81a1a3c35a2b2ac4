"""What an operator can do about a store that fails."""

from __future__ import annotations

import errno
from socket import gaierror

from bot.faults import in_a_line

_REMEDIES = (
    ("is not a database", "stop the bot and put a backup in its place, or move the file away to begin a new one"),
    ("malformed", "stop the bot and put a backup in its place, or move the file away to begin a new one"),
    ("disk is full", "make room on its disk"),
    ("disk I/O error", "make room on its disk, or see whether the disk is sound"),
    ("readonly database", "let the bot's account write the file and its folder"),
    ("unable to open database file", "let the bot's account write the file and its folder"),
    ("password authentication failed", "mend the password in DATABASE_URL"),
)
_OF_SYSTEM = {
    errno.ENOSPC: "make room on its disk",
    errno.EDQUOT: "make room on its disk",
    errno.EACCES: "let the bot's account write there, or name another DATA_DIR",
    errno.EPERM: "let the bot's account write there, or name another DATA_DIR",
    errno.EROFS: "name a DATA_DIR that can be written",
    errno.EEXIST: "a file stands where the folder should be; move it away, or name another DATA_DIR",
    errno.ENOTDIR: "a file stands where the folder should be; move it away, or name another DATA_DIR",
    errno.ECONNREFUSED: "start the database, or mend its address in DATABASE_URL",
}


_NO_SUCH_HOST = "see to the network, or mend the host in DATABASE_URL"


def told(error: BaseException) -> str:
    """Tell in a line what a database said, and what can be done. Leaves out the statement and what was in it."""
    said = getattr(error, "orig", None)
    cause = said if isinstance(said, Exception) else error
    line = in_a_line(cause)
    remedy = _remedy(cause, line)
    return f"{line}; {remedy}" if remedy else line


def _remedy(cause: BaseException, line: str) -> str:
    for words, remedy in _REMEDIES:
        if words in line:
            return remedy
    if isinstance(cause, gaierror):
        return _NO_SUCH_HOST
    number = cause.errno if isinstance(cause, OSError) else None
    return _OF_SYSTEM.get(number, "") if number is not None else ""
