"""getUpdates, as the real client library calls it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram import Bot
from telegram.error import Conflict

from tests.telegram import TOKEN, updates

if TYPE_CHECKING:
    from tests.telegram import Server


def say(server: Server, text: str = "x") -> int:
    ada = updates.person()
    return server.push(updates.new_message(updates.message(updates.private(ada), ada, text)))


async def numbers(bot: Bot, offset: int | None = None, limit: int = 100, wait: int = 0) -> list[int]:
    received = await bot.get_updates(offset=offset, limit=limit, timeout=wait)
    return [update.update_id for update in received]


async def test_updates_stay_until_a_higher_offset_confirms_them(bot: Bot, server: Server) -> None:
    first, second, third = say(server), say(server), say(server)
    assert await numbers(bot) == [first, second, third]
    assert await numbers(bot, offset=first) == [first, second, third]
    assert await numbers(bot, offset=second) == [second, third]
    assert await numbers(bot, offset=first) == [second, third]
    assert await numbers(bot, offset=third + 1) == []
    assert server.queue.confirmed(third)


async def test_a_limit_keeps_the_rest_for_later(bot: Bot, server: Server) -> None:
    first, second = say(server), say(server)
    assert await numbers(bot, limit=1) == [first]
    assert await numbers(bot, offset=second, limit=1) == [second]


async def test_a_negative_offset_forgets_all_but_the_last(bot: Bot, server: Server) -> None:
    numbered = [say(server) for _ in range(5)]
    assert await numbers(bot, offset=-2) == numbered[-2:]
    assert await numbers(bot) == numbered[-2:]


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, server: Server) -> None:
    poll = asyncio.create_task(numbers(bot, wait=30))
    await server.polled()
    number = say(server)
    assert await poll == [number]


async def test_a_long_poll_without_updates_ends_empty(bot: Bot) -> None:
    assert await numbers(bot, wait=1) == []


async def test_the_second_poller_ends_the_first(bot: Bot, server: Server) -> None:
    first = asyncio.create_task(numbers(bot, wait=30))
    await server.polled()
    async with Bot(TOKEN, f"{server.url}/bot") as rival:
        second = asyncio.create_task(numbers(rival, wait=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one"):
            await first
        await server.polled()
        number = say(server)
        assert await second == [number]


async def test_a_poller_that_went_away_is_no_rival(bot: Bot, server: Server) -> None:
    gone = asyncio.create_task(numbers(bot, wait=30))
    await server.polled()
    gone.cancel()
    await server.until(lambda: not server.queue.polling or None, "the end of the poll")
    number = say(server)
    assert await numbers(bot) == [number]


async def test_only_the_kinds_that_were_asked_for_come(bot: Bot, server: Server) -> None:
    ada = updates.person()
    await bot.get_updates(allowed_updates=["inline_query"])
    say(server)
    number = server.push(updates.inline_query(ada, "why"))
    assert await numbers(bot) == [number]
    assert len(server.queue.dropped) == 1
    await bot.get_updates(offset=number + 1, allowed_updates=[])
    number = say(server)
    assert await numbers(bot) == [number]


async def test_a_webhook_and_polling_exclude_each_other(bot: Bot, server: Server) -> None:
    poll = asyncio.create_task(numbers(bot, wait=30))
    await server.polled()
    await bot.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    say(server)
    await bot.delete_webhook(drop_pending_updates=True)
    assert await numbers(bot) == []
    assert (await bot.get_webhook_info()).url == ""
