"""The Redis in which copies of the bot keep the limits: can it be reached, and does it count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.readiness.finding import EXIT_CONFIG, EXIT_UNAVAILABLE, Finding, fail, ok

if TYPE_CHECKING:
    from bot.settings import Settings


async def check_limits(settings: Settings, bot_id: int) -> Finding | None:
    """Write something of no worth there; None where no Redis is named."""
    if settings.redis_url is None:
        return None
    from redis.exceptions import AuthenticationError, NoPermissionError, ReadOnlyError  # noqa: PLC0415 (as in app.py)

    from bot.throttle.shared import Shared, told  # noqa: PLC0415

    shared = Shared(settings.redis_url.get_secret_value(), bot_id)
    try:
        await shared.prove()
    except (AuthenticationError, NoPermissionError, ReadOnlyError) as error:
        return fail("limits", f"Redis at {shared.name} cannot be used: {told(error)}", EXIT_CONFIG)
    except Exception as error:  # noqa: BLE001 (whatever the client or the server trips over)
        return fail("limits", f"Redis at {shared.name} cannot be used: {told(error)}", EXIT_UNAVAILABLE)
    finally:
        await shared.close()
    return ok("limits", f"Redis at {shared.name} answers and can be written")
