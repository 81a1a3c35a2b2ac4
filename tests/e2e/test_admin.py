"""Admins ask the real program how it is doing, and are told of a broken edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e import birds as small
from tests.e2e.talks import Talk, seen
from tests.telegram import updates

if TYPE_CHECKING:
    from pathlib import Path

    from faq import Faq
    from tests.e2e.conftest import Launch
    from tests.telegram import Server

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_admin_sees_how_the_bot_is_doing(
    telegram: Server, launch: Launch, birds: Faq, tmp_path: Path, database_url: str
) -> None:
    folder = small.write(tmp_path / "faq")
    ada = updates.person("Ada")
    admin, somebody = Talk(telegram, birds, user=ada), Talk(telegram, birds)
    program = await launch(telegram, FAQ_DIR=str(folder), ADMIN_IDS=str(ada["id"]), DATABASE_URL=database_url)

    assert (await somebody.ask("food for red parrots")).answers(birds.by_id["red-parrots"])
    await somebody.ask("how high is the moon on tuesdays")
    await telegram.polled()  # both are noted: chats do not wait for each other
    health = (await admin.ask("/health")).text
    assert health.startswith("ok\n")
    assert f"{len(birds.entries)} entries" in health
    missed = (await admin.ask("/missed")).text
    assert "how high is the moon on tuesdays" in missed
    admin.say("/stats 7")
    picture = seen(await telegram.call("sendPhoto", chat_id=admin.chat["id"]))
    assert "2 questions" in picture.message["caption"]
    assert "is the same as before" in (await admin.ask("/reload")).text

    for command in ("/health", "/missed", "/stats", "/reload"):
        told = await somebody.ask(command)
        assert told.says(birds.phrases.help, bot=telegram.username)

    entries = folder / "entries.yaml"
    whole = entries.read_text("utf-8")
    entries.write_text("- id: odd\n  answr: x\n", "utf-8")
    broken = (await admin.hear()).text
    assert "was not taken" in broken
    assert "entries.yaml:2: " in broken
    entries.write_text(whole, "utf-8")
    assert "No mistakes any more" in (await admin.hear()).text
    await program.stop()
    assert str(ada["id"]) not in program.log
    assert "moon" not in program.log
