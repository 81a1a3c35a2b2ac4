"""What goes wrong between a bot and Telegram, on demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.telegram.refusals import Refusal, bad_request, forbidden

if TYPE_CHECKING:
    import asyncio

PROXY_PAGE = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"


@dataclass(frozen=True)
class Fault:
    """One thing that happens to a call instead of, or before, the answer.

    Parameters
    ----------
    refusal
        The answer; None lets the call through.
    page
        A body that is not JSON, sent with the refusal's status.
    cut
        True closes the connection without an answer; the call has no effect.
    delay
        Seconds to wait before anything else happens.
    gate
        Something else to wait for before that.
    drips
        True answers with a byte now and then, for ever; the call has no effect.
    """

    refusal: Refusal | None = None
    page: str | None = None
    cut: bool = False
    delay: float = 0.0
    gate: asyncio.Event | None = None
    drips: bool = False


def too_many_requests(retry_after: int) -> Fault:
    """Answer 429 and ask to wait so many seconds."""
    return Fault(Refusal(429, f"retry after {retry_after}", {"retry_after": retry_after}))


def server_error() -> Fault:
    """Answer 500 as Telegram words it."""
    return Fault(Refusal(500, "Internal Server Error"))


def bad_gateway() -> Fault:
    """Answer 502 with a proxy's HTML page where JSON is expected."""
    return Fault(Refusal(502, "Bad Gateway"), page=PROXY_PAGE)


def cut_off() -> Fault:
    """Drop the connection instead of answering."""
    return Fault(cut=True)


def hang(seconds: float) -> Fault:
    """Keep the caller waiting, then go on as if nothing had been."""
    return Fault(delay=seconds)


def hold(gate: asyncio.Event) -> Fault:
    """Keep the caller waiting until the test opens the gate, then go on as if nothing had been."""
    return Fault(gate=gate)


def drip() -> Fault:
    """Answer with a byte now and then, and never come to an end."""
    return Fault(drips=True)


def refuse(status: int, description: str, parameters: dict[str, int] | None = None) -> Fault:
    """Refuse a call with words of the test's choice."""
    return Fault(Refusal(status, description, parameters))


def blocked() -> Fault:
    """Refuse as when the user has blocked the bot."""
    return Fault(forbidden("bot was blocked by the user"))


def reply_not_found() -> Fault:
    """Refuse as when the message to reply to has gone."""
    return Fault(bad_request("message to be replied not found"))


@dataclass
class _Plan:
    """Faults that are still to happen to one method."""

    method: str
    fault: Fault
    times: int
    chat_id: int | None


@dataclass
class Faults:
    """Faults that are still to happen, in the order in which they were asked for."""

    plans: list[_Plan] = field(default_factory=list)

    def next_calls(self, method: str, fault: Fault, times: int = 1, chat_id: int | None = None) -> None:
        """Let the next calls of a method meet a fault.

        Parameters
        ----------
        times
            So many calls, at least 1.
        chat_id
            Only calls to this chat; None means any.
        """
        self.plans.append(_Plan(method, fault, times, chat_id))

    def take(self, method: str, chat_id: object) -> Fault | None:
        """Give the fault that this call meets, and count it as happened."""
        for plan in self.plans:
            if plan.method == method and plan.chat_id in {None, chat_id}:
                plan.times -= 1
                if not plan.times:
                    self.plans.remove(plan)
                return plan.fault
        return None
