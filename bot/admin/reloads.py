"""``/reload``: what came of loading the FAQ again."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.reloading import Reloaded


def reload_html(reloaded: Reloaded) -> str:
    """Tell what came of a reload, with the mistakes that stood in its way."""
    return escape(str(reloaded))
