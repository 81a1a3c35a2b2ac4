"""The FAQ is edited while the bot runs: what is right is taken, what is broken is told, and the old one goes on."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from contextlib import aclosing
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.preparing import PreparingError
from bot.watching import edits
from faq import FaqError
from faq.editions import version_of
from faq.giving_back import give_back

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
    from pathlib import Path

    from bot.preparing import Content
    from bot.service import Serving
    from faq import Answerer, Phrases

MOST_TOLD = 10
"""Mistakes that are told in a message; the log has them all."""

STOPPING = "the bot is being stopped"

_LOG = logging.getLogger(__name__)


class Taken(StrEnum):
    """What became of the files when they were loaded again."""

    CHANGED = "changed"
    """They have no mistakes, and are answered from."""
    UNCHANGED = "unchanged"
    """They are what is answered from already."""
    BROKEN = "broken"
    """They have mistakes; the old FAQ goes on."""
    FAILED = "failed"
    """They could not be loaded for a reason that does not lie in them; the old FAQ goes on."""


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What came of a reload.

    Parameters
    ----------
    mistakes
        Each as ``FILE:LINE: what is wrong; what to do``, or the one reason why it failed; empty if all went well.
    entries
        How many entries there are in the FAQ that is answered from now.
    version
        Its version.
    seconds
        How long it took.
    """

    outcome: Taken
    entries: int
    version: str
    seconds: float
    mistakes: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """What came of it in one line, without the mistakes."""
        match self.outcome:
            case Taken.CHANGED:
                return f"FAQ reloaded: {self.entries} entries, version {self.version}, {self.seconds:.1f} s"
            case Taken.UNCHANGED:
                return f"The FAQ is the same as before: {self.entries} entries, version {self.version}"
            case Taken.BROKEN:
                return f"The FAQ has mistakes and was not taken; the old one (version {self.version}) goes on:"
            case Taken.FAILED:
                return f"The FAQ could not be loaded; the old one (version {self.version}) goes on:"

    def __str__(self) -> str:
        """What came of it, with as many mistakes as a message holds."""
        more = len(self.mistakes) - MOST_TOLD
        rest = [f"and {more} more, see the log"] if more > 0 else []
        return "\n".join([self.summary, *self.mistakes[:MOST_TOLD], *rest])


async def _nobody(_: str) -> None:
    """Tell nobody."""


_MENDED = "No mistakes any more. "
"""Begins what is told of the first good reload after mistakes."""


class Reloading:
    """Keeps a bot at work up to date with the folder of its FAQ.

    Parameters
    ----------
    serving
        The bot at work.
    content
        Where its FAQ lies.
    tell
        Tells the admins of a broken edit, and of the first good one after it. May take its time.
    present
        Called with the bot's new texts when they have changed.
    count
        Told how each reload ended.
    """

    def __init__(
        self,
        serving: Serving,
        content: Content,
        *,
        tell: Callable[[str], Awaitable[None]] = _nobody,
        present: Callable[[Phrases], None] = lambda _: None,
        count: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._serving = serving
        self._content = content
        self._tell = tell
        self._present = present
        self._count = count
        self._in_turn = asyncio.Lock()
        self._next: asyncio.Task[Reloaded] | None = None
        self._begun: set[asyncio.Task[Any]] = set()
        self._told: tuple[str, ...] = ()
        self._closed = False

    async def watch(self, told: Callable[[Path], AsyncGenerator[None]] = edits) -> None:
        """Take every edit of the files, for ever. With it ends all that goes on here.

        Parameters
        ----------
        told
            Comes whenever the files of a folder are to be loaded again.
        """
        try:
            async with aclosing(told(self._content.folder)) as edited:
                async for _ in edited:
                    await self.reload()
        finally:
            self._closed = True
            for task in self._begun:
                task.cancel()
            await asyncio.gather(*self._begun, return_exceptions=True)

    def request(self) -> None:
        """Reload soon, whether or not anything was seen to change; the log tells what came of it."""
        self._begin(self._asked())

    async def reload(self) -> Reloaded:
        """Answer from the files as they lie there now, if they have no mistakes. Never raises.

        One reload at a time: whoever asks while one is under way waits for the next, and shares it.
        """
        if self._closed:
            return self._result(Taken.FAILED, 0.0, STOPPING)
        if self._next is None:
            self._next = self._begin(self._reload_in_turn())
        reloading = self._next
        await asyncio.wait((reloading,))
        return self._result(Taken.FAILED, 0.0, STOPPING) if reloading.cancelled() else reloading.result()

    async def _asked(self) -> None:
        done = await self.reload()
        if done.outcome is Taken.UNCHANGED:
            _LOG.info(done.summary)

    async def _reload_in_turn(self) -> Reloaded:
        async with self._in_turn:
            self._next = None
            done = await self._reload()
        self._count(done.outcome)
        self._log(done)
        self._tell_admins(done)
        return done

    async def _reload(self) -> Reloaded:
        began = time.perf_counter()
        outcome, mistakes = Taken.UNCHANGED, list[str]()
        try:
            if await asyncio.to_thread(version_of, self._content.folder) != self._version:
                self._learn(await self._content.prepared())
                await asyncio.to_thread(give_back)
                outcome = Taken.CHANGED
        except FaqError as error:
            outcome, mistakes = Taken.BROKEN, list(map(str, error.mistakes))
        except PreparingError as error:
            outcome, mistakes = Taken.FAILED, [str(error)]
        except Exception as error:  # noqa: BLE001 (a mistake of the program's own must not end the watch)
            _LOG.exception("An edit of the FAQ brought an error that nobody expected.")
            outcome, mistakes = Taken.FAILED, [type(error).__name__]
        return self._result(outcome, time.perf_counter() - began, *mistakes)

    def _learn(self, answerer: Answerer) -> None:
        before = self._serving.now.phrases
        self._serving.learn(answerer)
        gc.collect(1)
        gc.freeze()  # to look through it for garbage again and again would hold up answers
        if answerer.faq.phrases != before:
            self._present(answerer.faq.phrases)

    @property
    def _version(self) -> str:
        return self._serving.now.answerer.faq.version

    def _result(self, outcome: Taken, seconds: float, *mistakes: str) -> Reloaded:
        faq = self._serving.now.answerer.faq
        return Reloaded(outcome, len(faq.entries), faq.version, seconds, mistakes)

    def _log(self, done: Reloaded) -> None:
        if done.mistakes:
            for line in (done.summary, *done.mistakes):
                _LOG.error(line)
        elif self._told:
            _LOG.info("%s%s", _MENDED, done.summary)
        else:
            _LOG.log(logging.INFO if done.outcome is Taken.CHANGED else logging.DEBUG, done.summary)

    def _tell_admins(self, done: Reloaded) -> None:
        """Tell of mistakes that have not been told yet, and once that there are none any more."""
        if done.mistakes == self._told:
            return
        self._told = done.mistakes
        text = str(done) if done.mistakes else f"{_MENDED}{done}"
        self._begin(self._tell_safely(text))

    async def _tell_safely(self, text: str) -> None:
        try:
            await self._tell(text)
        except Exception:  # noqa: BLE001 (whoever cannot be told must not end the watch)
            _LOG.exception("The admins could not be told what became of the FAQ.")

    def _begin(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)
        return task
