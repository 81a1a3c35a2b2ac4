"""The library's application, without its list of everybody who has ever written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import Application

if TYPE_CHECKING:
    from telegram.ext import Job


class ForgetfulApplication(Application[Any, Any, Any, Any, Any, Any]):
    """An application that keeps nothing between starts, and so need not note what would have to be kept.

    The library notes the number of each chat and each person all the same, and lets go of them only when it writes
    them somewhere: memory would grow for as long as new people come.
    """

    __slots__ = ()

    def _mark_for_persistence_update(self, *, update: object | None = None, job: Job[Any] | None = None) -> None:
        pass
