"""No question is lost: stuck behind one slow chat, told to stop, in a chat that has moved."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.bursts import all_answered, answered
from tests.e2e.kept import rows
from tests.e2e.talks import Talk
from tests.telegram import DEADLINE, Server, faults, updates

if TYPE_CHECKING:
    from pathlib import Path

    from faq import Entry, Faq
    from tests.e2e.conftest import Launch

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def entry(birds: Faq) -> Entry:
    return birds.by_id["red-parrots"]


def in_store(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/kept/journal.sqlite3"}


async def test_one_stuck_chat_is_kept_and_150_others_are_answered(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry, tmp_path: Path
) -> None:
    settings = in_store(tmp_path)
    program = await launch(telegram, **settings)
    stuck = Talk(telegram, birds)
    telegram.faults.next_calls("sendMessage", faults.too_many_requests(7200), chat_id=stuck.chat["id"])
    stuck.say(entry.title)
    assert not (await telegram.call("sendMessage", chat_id=stuck.chat["id"])).ok
    talks = [Talk(telegram, birds) for _ in range(150)]
    for talk in talks:
        talk.say(entry.title)
    await all_answered(talks)
    await telegram.polled()
    assert telegram.queue.pending == []
    await program.stop()  # others were kept as well, where the machine is slow, and are done by now
    (kept,) = (await rows(settings["DATABASE_URL"]))["parked"]
    assert entry.title in kept["update"]
    assert stuck.said()[1:] == []
    assert "1 updates are not answered yet" in program.log

    again = await launch(telegram, **settings)
    assert (await stuck.hear()).answers(entry)
    await stuck.silent_since(2)
    await again.stop()  # what was asked behind the stuck one may have been kept as well
    assert (await rows(settings["DATABASE_URL"]))["parked"] == []
    assert set(answered(talks)) == {1}


async def test_told_to_stop_while_answers_hang(telegram: Server, launch: Launch, birds: Faq, entry: Entry) -> None:
    program = await launch(telegram)
    talks = [Talk(telegram, birds) for _ in range(5)]
    for talk in talks[:-1]:  # by chat: which of the calls arrives first is not settled
        telegram.faults.next_calls("sendMessage", faults.hold(asyncio.Event()), chat_id=talk.chat["id"])
    for talk in talks:
        talk.say(entry.title)
    await talks[-1].hear()
    await program.stop()
    assert "4 updates are not answered yet" in program.log
    assert len(telegram.queue.pending) == 5, "what was answered stands behind what was not"

    await launch(telegram)
    await all_answered(talks)
    await telegram.polled()
    assert set(answered(talks)) == {1}
    assert telegram.queue.pending == []


async def test_a_button_pressed_before_the_kill_is_not_pressed_again(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry, tmp_path: Path
) -> None:
    settings = in_store(tmp_path)
    program = await launch(telegram, **settings)
    talk, slow = Talk(telegram, birds), Talk(telegram, birds)
    said = await talk.ask(entry.title)
    telegram.faults.next_calls("sendMessage", faults.hold(asyncio.Event()), chat_id=slow.chat["id"])
    slow.say(entry.title)  # holds the window: what follows is done, and not confirmed
    await telegram.until(lambda: not telegram.faults.plans or None, "the slow call")
    await talk.press(said, said.thumbs[0])
    await talk.silent_since(1)
    program.process.kill()
    await program.ended()
    before = len(telegram.sent("answerCallbackQuery"))

    await launch(telegram, **settings)
    assert (await slow.hear()).answers(entry)
    await telegram.polled()
    assert len(telegram.sent("answerCallbackQuery")) == before
    assert [row["up"] for row in (await rows(settings["DATABASE_URL"]))["votes"]] == [True]


async def being_read(pipe: Path) -> int:
    """Open a pipe for writing as soon as somebody reads from it, and waits for what is never written."""
    async with asyncio.timeout(DEADLINE):
        while True:
            with suppress(OSError):
                return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            await asyncio.sleep(0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes that stand in a folder")
async def test_told_to_stop_while_it_starts(telegram: Server, launch: Launch, tmp_path: Path) -> None:
    settings = tmp_path / ".env"
    os.mkfifo(settings)
    program = await launch(telegram, polling=False)
    pipe = await being_read(settings)
    program.terminate()
    assert await program.ended() == 0
    os.close(pipe)
    assert program.log == ""


async def test_a_second_signal_ends_at_once(telegram: Server, launch: Launch, birds: Faq, entry: Entry) -> None:
    program = await launch(telegram)
    telegram.faults.next_calls("sendMessage", faults.hold(asyncio.Event()))
    Talk(telegram, birds).say(entry.title)
    await telegram.until(lambda: not telegram.faults.plans or None, "an answer under way")
    program.terminate()
    await program.logged("stopping")
    program.terminate()
    assert await program.ended() == -signal.SIGTERM
    assert len(telegram.queue.pending) == 1


async def test_a_group_that_became_a_supergroup_gets_its_answer_there(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry
) -> None:
    await launch(telegram)
    old, new = Talk(telegram, birds, updates.group()), Talk(telegram, birds, updates.supergroup())
    telegram.chats.known[new.chat["id"]] = new.chat
    moved: dict[str, Any] = {"migrate_to_chat_id": new.chat["id"]}
    grown = faults.refuse(400, "group chat was upgraded to a supergroup chat", moved)
    telegram.faults.next_calls("sendMessage", grown, chat_id=old.chat["id"])
    old.say(f"/ask {entry.title}")
    assert not (await telegram.call("sendMessage", chat_id=old.chat["id"])).ok
    said = await new.hear()
    assert said.answers(entry)
    assert said.replies_to is None
