"""A call that is refused for its token: the token is revoked, or it is not."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest
from telegram.error import InvalidToken

from bot.doubting import PAUSE_SECONDS, Doubt
from tests.telegram import faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram.ext import ExtBot

    from tests.telegram import Server


class Doubter:
    """Settles doubts in the background; its pauses end when a test lets them."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.may_go_on = asyncio.Event()
        self.doubt = Doubt(self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await self.may_go_on.wait()

    @contextlib.contextmanager
    def at_work(self, bot: ExtBot[None]) -> Iterator[asyncio.Task[None]]:
        task = asyncio.create_task(self.doubt.settle(bot))
        yield task
        task.cancel()


async def test_without_a_doubt_nobody_is_asked(server: Server, bot: ExtBot[None]) -> None:
    with Doubter().at_work(bot):
        before = len(server.calls)
        await bot.delete_webhook()
        assert [call.method for call in server.calls[before:]] == ["deleteWebhook"]


async def test_a_revoked_token_ends_it(server: Server, bot: ExtBot[None]) -> None:
    doubter = Doubter()
    with doubter.at_work(bot) as task:
        server.token = "1:revoked"
        doubter.doubt.arise()
        with pytest.raises(InvalidToken):
            await asyncio.wait_for(task, 10)


@pytest.mark.parametrize("fault", [None, faults.bad_gateway()], ids=["known", "nobody can tell"])
async def test_a_doubt_that_comes_to_nothing_ends_nothing_and_the_next_one_has_time(
    server: Server, bot: ExtBot[None], fault: faults.Fault | None
) -> None:
    doubter = Doubter()
    if fault:
        server.faults.next_calls("getMe", fault)
    with doubter.at_work(bot) as task:
        before = len(server.sent("getMe"))
        doubter.doubt.arise()
        await server.until(lambda: len(server.sent("getMe")) > before or None, "a question who it is")
        doubter.doubt.arise()
        async with asyncio.timeout(10):
            while not doubter.pauses:
                await asyncio.sleep(0)
        assert doubter.pauses == [PAUSE_SECONDS]
        assert len(server.sent("getMe")) == before + 1
        doubter.may_go_on.set()
        await server.until(lambda: len(server.sent("getMe")) == before + 2 or None, "the next one")
        assert not task.done()
