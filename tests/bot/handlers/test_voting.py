"""Thumbs, and what comes after a thumb down."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.addressing import Where
from bot.callbacks import topic_key
from bot.handlers.voting import CANDIDATES, candidates
from bot.journal import MEANT, MORE, OFFER, VOTE, Journal
from bot.service import Handled, Service
from bot.store import Shelter, Store, tallies, votes
from faq import Entry, Match, Outcome, Reply
from tests.bot import samples
from tests.bot.handlers.conftest import CatAnswerer, Desk
from tests.telegram import ME, faults, updates

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from tests.telegram import Server

JSON = dict[str, Any]

ADA, BOB = updates.person("Ada"), updates.person("Bob")
CHAT = updates.private(ADA)
GROUP = updates.supergroup()
PHRASES = samples.phrases()
NOISE = "what is that noise"
NOISE_IDS = ("why-purr", "choking", "meow", "hello", "gone", "milk", "claws")
OFFERED = [samples.MEOW.title, samples.MILK.title, samples.CLAWS.title]


class UnsureAnswerer(CatAnswerer):
    """Answers a noise with purring, though it may be anything."""

    def reply(self, question: str) -> Reply:
        if "noise" not in question:
            return super().reply(question)
        gone = Entry("gone", ("Gone?",), "Gone.")
        known = [self.faq.by_id.get(name, gone) for name in NOISE_IDS]
        return Reply(question, Outcome.ANSWER, tuple(Match(entry, 0.8, entry.title) for entry in known))


def desk_with(server: Server, bot: ExtBot[None], store: Store | None) -> Desk:
    return Desk(server, Service.of(bot, UnsureAnswerer(), Journal(Shelter(store), "secret")))


@pytest.fixture
def desk(server: Server, bot: ExtBot[None], store: Store) -> Desk:
    return desk_with(server, bot, store)


async def counted(store: Store) -> dict[tuple[str, str], tuple[int, int]]:
    """Votes up and down, by entry and phrasing."""
    found = await store.read(lambda connection: votes.counted_since(connection, 0))
    return {(one.entry, one.phrasing): (one.up, one.down) for one in found}


async def meant(store: Store) -> list[tuple[str, str, int]]:
    """How often what was chosen after a thumb down, and where."""
    found = await store.read(lambda connection: tallies.since(connection, date(2000, 1, 1)))
    return [(one.chat, one.entry, one.times) for one in found if one.outcome == MEANT]


async def ask(desk: Desk, text: str, chat: JSON = CHAT) -> JSON:
    await desk.take(updates.new_message(updates.message(chat, ADA, text)))
    return dict(desk.last("sendMessage").result)


async def press(desk: Desk, message: JSON, data: str, user: JSON = ADA) -> str:
    """Press a button on a message as it stands in the chat now, and give the notice."""
    now = desk.server.chats.messages[message["chat"]["id"], message["message_id"]]
    await desk.take(updates.callback_query(user, dict(now), data))
    return str(desk.sent("answerCallbackQuery")[-1].params.get("text", ""))


def buttons(message: JSON) -> list[tuple[str, str]]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [(button["text"], button["callback_data"]) for row in rows for button in row]


def labels(message: JSON) -> list[str]:
    return [text for text, _ in buttons(message)]


def now(desk: Desk, message: JSON) -> JSON:
    return desk.server.chats.messages[message["chat"]["id"], message["message_id"]]


@pytest.mark.parametrize(("chat", "text"), [(CHAT, "purr?"), (GROUP, "/ask purr?")])
async def test_a_vote_is_counted_changed_and_taken_back(desk: Desk, store: Store, chat: JSON, text: str) -> None:
    message = await ask(desk, text, chat)
    assert buttons(message)[:2] == [("👍", "up:why-purr:0"), ("👎", "down:why-purr:0")]
    assert await press(desk, message, "up:why-purr:0") == PHRASES.notice_vote
    assert await counted(store) == {("why-purr", "purr"): (1, 0)}
    assert (await press(desk, message, "down:why-purr:0")).startswith(PHRASES.notice_vote_changed)
    assert await counted(store) == {("why-purr", "purr"): (0, 1)}
    assert await press(desk, message, "down:why-purr:0") == PHRASES.notice_vote_taken_back
    assert await counted(store) == {}


async def test_what_became_of_votes_is_counted_for_the_operator(desk: Desk) -> None:
    message = await ask(desk, "purr?")
    for data in ("up:why-purr:0", "down:why-purr:0", "down:why-purr:0"):
        await press(desk, message, data)
    value = desk.service.metrics.registry.get_sample_value
    for word in ("up", "down", "taken back"):
        assert value("backwalk_votes_total", {"vote": word}) == 1


async def test_everybody_in_a_group_has_a_vote(desk: Desk, store: Store) -> None:
    message = await ask(desk, "/ask purr?", GROUP)
    await press(desk, message, "up:why-purr:0")
    await press(desk, message, "up:why-purr:0", BOB)
    assert await counted(store) == {("why-purr", "purr"): (2, 0)}


@pytest.mark.parametrize("chat", [CHAT, GROUP], ids=["private", "group"])
@pytest.mark.parametrize(
    "text", ["/ask it chokes", "/ask hello", "/ask what sound?", "/ask Eiffel", "/ask", "/topics", "/privacy", "/start"]
)
async def test_only_answers_have_thumbs(desk: Desk, chat: JSON, text: str) -> None:
    command, _, question = text.partition(" ")
    message = await ask(desk, f"{command}@{ME['username']} {question}", chat)
    keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
    assert not {"👍", "👎"} & {button["text"] for row in keyboard for button in row}


async def test_answers_that_buttons_lead_to_can_be_voted_on(desk: Desk, store: Store) -> None:
    first = await ask(desk, "purr?")
    await press(desk, first, "more:milk:0")
    await press(desk, dict(desk.last("sendMessage").result), "up:milk:0")
    picking = await ask(desk, "what was that sound?")
    await press(desk, picking, "pick:meow:0")
    await press(desk, picking, "up:meow:0")
    topics = await ask(desk, "/topics")
    await press(desk, topics, f"topic:{topic_key('Other questions')}:0")
    await press(desk, topics, "read:claws:0")
    await press(desk, topics, "up:claws:0")
    linked = await ask(desk, "/start why-purr")
    await press(desk, linked, "up:why-purr:0")
    assert set(await counted(store)) == {("milk", ""), ("meow", ""), ("claws", ""), ("why-purr", "")}


async def test_in_private_a_thumb_down_asks_what_was_meant(desk: Desk, store: Store) -> None:
    message = await ask(desk, NOISE)
    assert await press(desk, message, "down:why-purr:0") == PHRASES.notice_vote
    offer = dict(desk.last("sendMessage").result)
    assert offer["text"] == PHRASES.meant
    assert offer["reply_to_message"]["message_id"] == message["message_id"]
    assert labels(offer) == [*OFFERED, PHRASES.button_topics]
    await press(desk, offer, "meant:meow:0")
    answer = dict(desk.last("sendMessage").result)
    assert answer["text"].startswith(samples.MEOW.title)
    shown = await desk.service.journal.answered_by(CHAT["id"], answer["message_id"])
    assert shown is not None
    assert (shown.outcome, shown.entry, shown.others) == (MEANT, "meow", ("milk", "claws"))
    assert await meant(store) == [(Where.PRIVATE, "meow", 1)]


async def test_the_offer_leads_to_the_topics_as_well(desk: Desk) -> None:
    message = await ask(desk, NOISE)
    await press(desk, message, "down:why-purr:0")
    offer = dict(desk.last("sendMessage").result)
    await press(desk, offer, "topics::0")
    assert now(desk, offer)["text"] == "Which topic?"


async def test_without_candidates_the_topics_are_offered_in_private(desk: Desk) -> None:
    message = await ask(desk, "milk?")
    await press(desk, message, "down:milk:0")
    offer = dict(desk.last("sendMessage").result)
    assert offer["text"] == PHRASES.not_meant
    assert labels(offer) == ["Sounds & signs", "Food", "Other questions"]


async def test_nobody_who_chose_an_answer_is_asked_what_was_meant(desk: Desk) -> None:
    linked = await ask(desk, "/start why-purr")
    before = len(desk.sent("sendMessage"))
    assert await press(desk, linked, "down:why-purr:0") == PHRASES.notice_vote
    topics = await ask(desk, f"/topics@{ME['username']}", GROUP)
    await press(desk, topics, f"topic:{topic_key('Food')}:0")
    await press(desk, topics, "read:milk:0")
    assert await press(desk, topics, "down:milk:0") == PHRASES.notice_vote
    assert len(desk.sent("sendMessage")) == before + 1
    assert desk.sent("editMessageReplyMarkup") == []


async def test_pressing_again_and_again_floods_nothing(desk: Desk) -> None:
    for chat, text in ((CHAT, NOISE), (GROUP, f"/ask {NOISE}"), (CHAT, "milk?")):
        message = await ask(desk, text, chat)
        entry = "milk" if "milk" in text else "why-purr"
        before = len(desk.sent("sendMessage", "editMessageReplyMarkup"))
        for _ in range(3):
            await press(desk, message, f"down:{entry}:0")
            await press(desk, message, f"up:{entry}:0")
        assert len(desk.sent("sendMessage", "editMessageReplyMarkup")) == before + 1


async def test_in_a_group_the_candidates_come_up_below_the_answer(desk: Desk) -> None:
    message = await ask(desk, f"/ask {NOISE}", GROUP)
    notice = await press(desk, message, "down:why-purr:0", BOB)
    assert notice == f"{PHRASES.notice_vote} {PHRASES.notice_meant}"
    assert labels(now(desk, message)) == ["👍", "👎", *OFFERED]
    assert now(desk, message)["text"] == message["text"]
    assert await press(desk, message, "down:why-purr:0") == notice
    assert len(desk.sent("editMessageReplyMarkup")) == 1


async def test_in_a_group_the_chosen_one_takes_the_place_of_the_answer(desk: Desk) -> None:
    message = await ask(desk, f"/ask {NOISE}", GROUP)
    await press(desk, message, "down:why-purr:0")
    await press(desk, message, "meant:milk:0", BOB)
    assert now(desk, message)["text"].startswith(samples.MILK.title)
    assert labels(now(desk, message)) == ["👍", "👎"]
    assert len(desk.sent("sendMessage")) == 1
    await press(desk, message, "down:milk:0")
    assert labels(now(desk, message))[2:] == [samples.PURR.title, samples.MEOW.title, samples.CLAWS.title]


async def test_a_choice_that_comes_twice_is_counted_once(desk: Desk, store: Store) -> None:
    message = await ask(desk, f"/ask {NOISE}", GROUP)
    await press(desk, message, "down:why-purr:0")
    as_it_was = dict(now(desk, message))
    for _ in range(2):
        await desk.take(updates.callback_query(BOB, as_it_was, "meant:milk:0"))
    assert await meant(store) == [(Where.GROUP, "milk", 1)]


async def test_without_candidates_a_group_hears_nothing(desk: Desk) -> None:
    message = await ask(desk, "/ask milk?", GROUP)
    assert await press(desk, message, "down:milk:0") == f"{PHRASES.notice_vote} {PHRASES.notice_not_meant}"
    assert desk.sent("editMessageReplyMarkup") == []
    assert len(desk.sent("sendMessage")) == 1


async def test_an_edit_replaces_the_answer_with_all_its_buttons(desk: Desk, store: Store) -> None:
    asked = updates.message(GROUP, ADA, f"/ask {NOISE}")
    await desk.take(updates.new_message(asked))
    message = dict(desk.last("sendMessage").result)
    await press(desk, message, "down:why-purr:0")
    await desk.take(updates.edited_message(updates.edited(asked, f"/ask {NOISE}!")))
    assert labels(now(desk, message)) == ["👍", "👎"]
    await desk.take(updates.edited_message(updates.edited(asked, "/ask milk?")))
    assert buttons(now(desk, message)) == [("👍", "up:milk:0"), ("👎", "down:milk:0")]
    await press(desk, message, "up:milk:0")
    assert await counted(store) == {("milk", "milk"): (1, 0)}


async def test_a_thumb_that_is_not_on_the_message_is_stale(desk: Desk, store: Store) -> None:
    message = await ask(desk, "purr?")
    for data in ("up:milk:0", "down:milk:0", "meant:milk:0", "up::0", "up:why-purr:1"):
        assert await press(desk, message, data) == PHRASES.notice_stale
    assert await counted(store) == {}


async def test_what_has_gone_from_the_faq_cannot_be_voted_on(desk: Desk, store: Store) -> None:
    message = await ask(desk, "purr?")
    now(desk, message)["reply_markup"] = {"inline_keyboard": [[{"text": "👍", "callback_data": "up:gone:0"}]]}
    assert await press(desk, message, "up:gone:0") == PHRASES.notice_stale
    assert await counted(store) == {}


async def test_a_press_too_old_to_be_acknowledged_counts_all_the_same(desk: Desk, store: Store) -> None:
    message = await ask(desk, "purr?")
    desk.server.faults.next_calls("answerCallbackQuery", faults.refuse(400, "query is too old"))
    await press(desk, message, "up:why-purr:0")
    assert await counted(store) == {("why-purr", "purr"): (1, 0)}


async def test_buttons_that_are_there_already_are_no_error(desk: Desk) -> None:
    message = await ask(desk, f"/ask {NOISE}", GROUP)
    as_it_was = dict(now(desk, message))
    for user in (ADA, BOB):
        taken = await desk.take(updates.callback_query(user, as_it_was, "down:why-purr:0"))
        assert taken == Handled("button", "down")


async def test_a_forgotten_answer_can_be_voted_on_and_is_known_again(desk: Desk, store: Store) -> None:
    message = await ask(desk, "purr?")
    await desk.service.journal.forget_chat(ADA["id"], CHAT["id"])
    await press(desk, message, "up:why-purr:0")
    known = await desk.service.journal.answered_by(CHAT["id"], message["message_id"])
    assert known is not None
    assert known.outcome == VOTE
    await desk.service.journal.forget_chat(ADA["id"], CHAT["id"])
    assert await counted(store) == {}


async def test_what_the_bot_sent_at_a_press_is_remembered_to_be_forgotten(desk: Desk, store: Store) -> None:
    message = await ask(desk, NOISE)
    await press(desk, message, "more:milk:0")
    related = dict(desk.last("sendMessage").result)
    await press(desk, related, "up:milk:0")
    await press(desk, message, "down:why-purr:0")
    offer = dict(desk.last("sendMessage").result)
    found = [await desk.service.journal.answered_by(CHAT["id"], one["message_id"]) for one in (related, offer)]
    assert [one.outcome for one in found if one] == [MORE, OFFER]
    assert await desk.service.journal.forget_chat(ADA["id"], CHAT["id"])
    assert await counted(store) == {}


class TestWithoutAStoreThatWorks:
    """Answers and offers go on; the notice says that the vote is lost."""

    @pytest.fixture
    def desk(self, server: Server, bot: ExtBot[None], broken_store: Store) -> Desk:
        return desk_with(server, bot, broken_store)

    async def test_a_failing_store_is_told_of_and_not_in_the_way(self, desk: Desk) -> None:
        message = await ask(desk, NOISE)
        assert labels(message)[:2] == ["👍", "👎"]
        assert await press(desk, message, "up:why-purr:0") == PHRASES.notice_vote_lost
        assert await press(desk, message, "down:why-purr:0") == PHRASES.notice_vote_lost
        assert labels(dict(desk.last("sendMessage").result)) == [*OFFERED, PHRASES.button_topics]
        await press(desk, dict(desk.last("sendMessage").result), "meant:milk:0")
        assert dict(desk.last("sendMessage").result)["text"].startswith(samples.MILK.title)

    async def test_in_a_group_too(self, desk: Desk) -> None:
        message = await ask(desk, f"/ask {NOISE}", GROUP)
        notice = await press(desk, message, "down:why-purr:0")
        assert notice == f"{PHRASES.notice_vote_lost} {PHRASES.notice_meant}"
        await press(desk, message, "meant:milk:0")
        assert now(desk, message)["text"].startswith(samples.MILK.title)


async def test_without_a_store_there_are_no_thumbs(server: Server, bot: ExtBot[None]) -> None:
    desk = desk_with(server, bot, None)
    assert labels(await ask(desk, "purr?")) == [samples.MEOW.title, samples.MILK.title]
    assert labels(await ask(desk, "/ask purr?", GROUP)) == []


async def test_thumbs_that_outlive_the_store_say_that_the_vote_is_lost(server: Server, bot: ExtBot[None]) -> None:
    desk = desk_with(server, bot, None)
    message = await ask(desk, "purr?")
    now(desk, message)["reply_markup"]["inline_keyboard"].append([{"text": "👍", "callback_data": "up:why-purr:0"}])
    assert await press(desk, message, "up:why-purr:0") == PHRASES.notice_vote_lost


def test_candidates_are_plain_answers_of_this_faq_and_few() -> None:
    faq = samples.faq()
    assert [entry.id for entry in candidates(faq, NOISE_IDS, "why-purr")] == ["meow", "milk", "claws"]
    assert [entry.id for entry in candidates(faq, ("milk", "milk", "claws"), "claws")] == ["milk"]
    assert len(candidates(faq, ("why-purr", "meow", "milk", "claws"), "")) == CANDIDATES
