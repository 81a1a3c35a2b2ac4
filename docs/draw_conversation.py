"""Draw docs/conversation.svg: what the bot really says to a few messages, as bubbles of a chat.

Run it again when answers change: ``uv run python docs/draw_conversation.py``
"""

from __future__ import annotations

import textwrap
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import packaged_faq
from faq import Answerer, Outcome, load
from faq.markup import to_plain

if TYPE_CHECKING:
    from faq import Reply

ASKED = (
    "my hubby is 95 kilo, can he wlak on my back??",
    "and oil?",
    "which roller should i buy. btw since he stood on me last week both my legs feel numb",
)
OUT = Path(__file__).parent / "conversation.svg"
WIDTH, LINE, PAD, COLUMNS = 640, 19, 12, 62


def main() -> None:
    """Ask, and draw what comes back."""
    answerer = Answerer(load(packaged_faq()))
    bubbles: list[str] = []
    top = PAD
    for question in ASKED:
        reply = answerer.reply(question)
        for side, lines in (("right", _wrapped(question)), ("left", _said(reply, answerer))):
            drawn, height = _bubble(side, lines, top)
            bubbles.append(drawn)
            top += height + PAD
    OUT.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top}" viewBox="0 0 {WIDTH} {top}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="14" role="img">\n'
        "<title>A conversation with the bot</title>\n"
        f'<rect width="{WIDTH}" height="{top}" rx="14" fill="#d7e3ec"/>\n' + "\n".join(bubbles) + "\n</svg>\n",
        encoding="utf-8",
    )


def _said(reply: Reply, answerer: Answerer) -> list[str]:
    """Title and first paragraph of what the bot says; links and buttons are left out of the picture."""
    if reply.outcome is Outcome.SUGGEST:
        offered = [f"[ {entry.title} ]" for entry in reply.suggestions]
        return [*_wrapped(to_plain(answerer.faq.phrases.suggest)), *offered]
    if reply.entry is None:
        return _wrapped(to_plain(answerer.faq.phrases.none_private))
    paragraphs = to_plain(reply.entry.answer).split("\n\n")
    return [f"*{reply.entry.title}", *_wrapped(paragraphs[0]), *_wrapped(paragraphs[1]), "[...]"]


def _wrapped(text: str) -> list[str]:
    return [line for part in text.splitlines() for line in textwrap.wrap(part, COLUMNS)]


def _bubble(side: str, lines: list[str], top: int) -> tuple[str, int]:
    width = min(WIDTH - 4 * PAD, round(max(len(line) for line in lines) * 7.7) + 2 * PAD)
    height = len(lines) * LINE + 2 * PAD - 5
    left = PAD if side == "left" else WIDTH - width - PAD
    fill = "#ffffff" if side == "left" else "#dcf8c6"
    rows = "".join(
        f'<text x="{left + PAD}" y="{top + PAD + 10 + number * LINE}"'
        f"{' font-weight=' + chr(34) + 'bold' + chr(34) if line.startswith('*') else ''}>"
        f"{escape(line.removeprefix('*'))}</text>"
        for number, line in enumerate(lines)
    )
    return f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="10" fill="{fill}"/>{rows}', height


if __name__ == "__main__":
    main()
