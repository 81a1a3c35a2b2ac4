"""How the bot is let in by Telegram: whatever is in the way, but for a token that is refused, it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import InvalidToken

from bot.app import build
from bot.delivery import _connect
from bot.metrics import Metrics
from bot.retrying import Retrying
from bot.settings import Settings
from bot.throttle import Pacing
from tests.telegram import TOKEN, Server, faults
from tests.telegram.faults import Fault
from tests.telegram.refusals import Refusal

if TYPE_CHECKING:
    from telegram.ext import Application

    AnyApplication = Application[Any, Any, Any, Any, Any, Any]

PAGE = "<html><h1>It works!</h1></html>"
PASSES = [
    faults.refuse(409, "terminated by other getUpdates request"),
    faults.too_many_requests(1),
    faults.server_error(),
    faults.bad_gateway(),
    faults.cut_off(),
    Fault(Refusal(401, ""), page=PAGE),
    Fault(Refusal(404, ""), page=PAGE),
    Fault(Refusal(413, ""), page=PAGE),
    Fault(Refusal(200, ""), page=PAGE),
    Fault(Refusal(200, ""), page='{"ok":true,"result":{"id":'),
]


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses between the starts, which take no time."""
    noted: list[float] = []

    def pause_after(_: Exception, pause: float, __: object) -> float:
        noted.append(pause)
        return 0.0

    monkeypatch.setattr("bot.delivery.pause_after", pause_after)
    monkeypatch.setattr("bot.retrying.PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr("bot.retrying.FLOOD_TRIES", 0)
    return noted


@pytest.fixture
def application(server: Server) -> AnyApplication:
    return build(Settings(bot_api_url=server.url), TOKEN, Pacing(Retrying(Metrics())))


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook"])
@pytest.mark.parametrize(
    "fault", PASSES, ids=lambda fault: f"{fault.refusal or 'cut off'}{' page' if fault.page else ''}"
)
async def test_what_passes_is_waited_for(
    server: Server, application: AnyApplication, pauses: list[float], method: str, fault: Fault
) -> None:
    times = 1 if fault.refusal and fault.refusal.status == 429 else 3  # is waited out for real
    server.faults.next_calls(method, fault, times=times)
    await _connect(application, asks=True)
    assert pauses == [1, 2, 4][:times]
    assert server.sent("deleteWebhook")[-1].ok
    await application.bot.shutdown()


@pytest.mark.parametrize("status", [401, 404])
async def test_a_token_that_is_refused_ends_it(
    server: Server, application: AnyApplication, pauses: list[float], status: int
) -> None:
    server.faults.next_calls("getMe", faults.refuse(status, "Unauthorized"))
    with pytest.raises(InvalidToken):
        await _connect(application, asks=True)
    assert pauses == []
    await application.bot.shutdown()


async def test_a_token_that_is_revoked_between_two_calls_ends_it(
    server: Server, application: AnyApplication, pauses: list[float]
) -> None:
    server.faults.next_calls("deleteWebhook", faults.refuse(401, "Unauthorized"))
    server.faults.next_calls("getMe", Fault())
    server.faults.next_calls("getMe", faults.refuse(401, "Unauthorized"))
    with pytest.raises(InvalidToken):
        await _connect(application, asks=True)
    assert pauses == []
    await application.bot.shutdown()
