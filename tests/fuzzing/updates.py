"""Updates: bodies of requests, or samples of which some values are replaced, taken in and answered as by a webhook."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from telegram.ext import ApplicationBuilder

from bot.admin import Desk
from bot.handlers import install
from bot.health import HealthReport, Status
from bot.inbox import Inbox
from bot.intake import Intake, read_update
from bot.journal import Journal
from bot.metrics import Metrics
from bot.parking import Parking
from bot.reloading import Reloaded, Taken
from bot.service import Service, Serving
from bot.store import Shelter, State
from bot.web.webhook import read_body
from tests.bot.handlers.conftest import CatAnswerer
from tests.fuzzing import odd
from tests.fuzzing.choices import Choices
from tests.fuzzing.wire import Wire
from tests.telegram import ME, TOKEN, formatted, updates

JSON = dict[str, Any]

ADA, BOB = updates.person("Ada"), updates.person("Bob")
PRIVATE, GROUP, FORUM = updates.private(ADA), updates.supergroup(), updates.forum()
MENTION = f"@{ME['username']}"
SECONDS = 10.0
"""How long an update may take to be done; none takes so long unless it hangs."""

ANSWERER = CatAnswerer()
HEALTHY = HealthReport(Status.OK, 0.1, "1", 6, "1", 1.0, State.OK, State.OFF)

_BUTTON = [[{"text": "Milk", "callback_data": "pick:milk:0"}, {"text": "Topics", "callback_data": "topics::0"}]]
_OWN = updates.message(PRIVATE, ME, "Which one?", reply_markup={"inline_keyboard": _BUTTON})
_SAID = updates.message(GROUP, BOB, "do cats purr?")

SAMPLES: tuple[JSON, ...] = (
    updates.new_message(updates.message(PRIVATE, ADA, "do cats purr?")),
    updates.new_message(updates.message(PRIVATE, ADA, "/start milk")),
    updates.new_message(updates.message(PRIVATE, ADA, "/privacy delete")),
    updates.new_message(updates.message(PRIVATE, ADA, "/stats 7")),
    updates.new_message(updates.photo(PRIVATE, ADA, "purr?", media_group_id="1")),
    updates.new_message(updates.voice(PRIVATE, ADA)),
    updates.new_message(updates.message(GROUP, ADA, f"{MENTION} what sound is that?")),
    updates.new_message(updates.message(GROUP, ADA, MENTION, reply_to=_SAID)),
    updates.new_message(updates.message(GROUP, ADA, "and milk?", reply_to=updates.message(GROUP, ME, "No."))),
    updates.new_message(updates.message(FORUM, ADA, "/ask milk", topic=updates.topic_opened(FORUM, BOB))),
    updates.new_message(updates.message(GROUP, ADA, formatted(f"<b>{MENTION}</b> <code>milk</code>"))),
    updates.new_message(updates.by_anonymous_admin(GROUP, f"{MENTION} milk?")),
    updates.new_message(updates.message(GROUP, ADA, migrate_to_chat_id=-1001)),
    updates.new_message(updates.message(GROUP, ADA, f"{MENTION} x", quote={"text": "milk", "position": 0})),
    updates.edited_message(updates.edited(updates.message(PRIVATE, ADA, "prr?"), "purr?")),
    updates.channel_post(updates.message(updates.channel(), None, "milk?")),
    updates.guest_message(updates.supergroup(), ADA, f"{MENTION} milk?"),
    updates.callback_query(ADA, _OWN, "pick:milk:0"),
    updates.callback_query(ADA, updates.inaccessible(_OWN), "up:milk:0"),
    updates.callback_query(ADA, None, "topics::0", inline_message_id="1"),
    updates.inline_query(ADA, "purr"),
    updates.membership(GROUP, ADA, ME, "left", "member"),
    updates.bot_joined(GROUP, ADA, ME),
    {"poll": {"id": "1"}},
    {"from_the_future": {"message": updates.message(PRIVATE, ADA, "milk?")}},
)


def corpus() -> list[bytes]:
    """What to begin with: the samples as bodies, and each of them with nothing replaced."""
    bodies = [b"\x00" + json.dumps({"update_id": 7} | sample).encode() for sample in SAMPLES]
    return bodies + [bytes((1, number)) for number in range(len(SAMPLES))]


def fuzz(data: bytes) -> None:
    """Hand an update in, and see that it is done.

    Raises
    ------
    AssertionError
        When an exception came up that nobody expected.
    TimeoutError
        When the update is never done.
    """
    raw = update_of(data)
    if raw is not None:
        asyncio.run(Bot().take(raw))


def update_of(data: bytes) -> JSON | None:
    """The update that the bytes are, or decide on; None where they are none."""
    choices = Choices(data)
    return read_body(json.dumps(_spoilt(choices)).encode() if choices.below(4) else choices.rest())


def _spoilt(choices: Choices) -> JSON:
    """A sample in which values are replaced, taken out, or put where nothing was."""
    update: JSON = json.loads(json.dumps({"update_id": 7} | choices.pick(SAMPLES)))
    while choices and update:
        places = _places(update)
        holder, key = choices.pick(places)
        change = choices.below(8)
        if change == 0:
            holder.pop(key)
        elif change == 1 and isinstance(holder, dict):
            holder[choices.pick(("text", "caption", "entities", "sender_chat", "via_bot", "quote", "future", ""))] = (
                odd.value(choices)
            )
        elif change == 2:
            # A part of the update where another one should be, itself perhaps.
            other, name = choices.pick(places)
            if name in (other if isinstance(other, dict) else range(len(other))):
                holder[key] = json.loads(json.dumps(other[name]))
        else:
            holder[key] = odd.value(choices)
    return update


def _places(value: Any) -> list[tuple[Any, Any]]:
    """All keys and places in a value, each with what holds it, outermost first."""
    found: list[tuple[Any, Any]] = []
    open_ = [value]
    while open_:
        holder = open_.pop(0)
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        found += [(holder, key) for key in keys]
        open_ += [holder[key] for key in keys if isinstance(holder[key], (dict, list))]
    return found


class Bot:
    """The bot at work on the cats, with a Telegram that takes everything.

    Parameters
    ----------
    shelter
        Where it keeps what it remembers.
    """

    def __init__(self, shelter: Shelter | None = None) -> None:
        builder = ApplicationBuilder().token(TOKEN).updater(None).job_queue(None)
        self._application = builder.request(Wire()).get_updates_request(Wire()).build()
        self._shelter = shelter or Shelter(None)
        self._metrics = Metrics()

    async def take(self, raw: JSON) -> None:
        """Take an update in, and wait until it is done."""
        await self._application.initialize()
        bot = self._application.bot
        update = read_update(raw, bot)
        if update is not None:
            service = Service.of(bot, ANSWERER, Journal(self._shelter), self._metrics)
            install(self._application, Serving(service), Desk(frozenset({ADA["id"]}), _nothing_new, lambda: HEALTHY))
            inbox = Inbox()
            Intake(self._application.process_update, Parking(self._shelter), self._metrics, inbox).take(update)
            async with asyncio.timeout(SECONDS):
                await inbox.settled(update.update_id)
        await self._application.shutdown()
        faults = self._metrics.registry.get_sample_value("backwalk_unanswered_total", {"reason": "fault"})
        assert not faults, "an exception was not expected"


async def _nothing_new() -> Reloaded:
    return Reloaded(Taken.UNCHANGED, entries=6, version="1", seconds=0.1)
