"""``backwalk check --links``: which addresses of an FAQ are dead, and which have moved."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from bot.link_asking import Asker, Patience, new_session
from bot.link_findings import Finding, Silence, Verdict
from bot.progress import watched
from faq.addresses import Address, addresses
from faq.mistakes import FaqError, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

EXIT_DEAD = 1
"""A page is dead, or the addresses could not be asked."""

BROWSER = "open it in a browser; if it is gone, change or delete it"


def check_links(folder: Path, *, local: bool = False, patience: Patience | None = None) -> int:
    """Ask all addresses of an FAQ, each once, and print which are dead, have moved or could not be checked.

    Parameters
    ----------
    folder
        An FAQ without mistakes.
    local
        Whether to ask pages on this machine and in its network as well.
    patience
        How much is asked at once, and how long is waited; None for what suits the Internet.

    Returns
    -------
    int
        Exit status: 0, or 1 when a page is dead or no address could be reached.
    """
    try:
        standing = addresses(folder)
    except FaqError as error:
        print(error, file=sys.stderr)
        return EXIT_DEAD
    pages = tuple(dict.fromkeys(_page(address.url) for address in standing))
    findings = asyncio.run(_ask_all(pages, patience or Patience(), local=local)) if pages else {}
    if _offline(findings):
        remedy = "look after the network, and run this again"
        print(f"{folder}: none of {len(pages)} addresses could be reached; {remedy}", file=sys.stderr)
        return EXIT_DEAD
    for verdict, line in told(standing, findings):
        print(line, file=sys.stderr if verdict is Verdict.DEAD else sys.stdout)
    counts = Counter(finding.verdict for finding in findings.values())
    print(f"{folder}: {_summary(counts)}.")
    return EXIT_DEAD if counts[Verdict.DEAD] else 0


def told(standing: Sequence[Address], findings: Mapping[str, Finding]) -> Iterator[tuple[Verdict, str]]:
    """The lines about addresses that are not simply alive, one for each place where such an address stands.

    Parameters
    ----------
    findings
        What was found out, by address without fragment.
    """
    for address in standing:
        finding = findings[_page(address.url)]
        line = _line(address, finding)
        if line is not None:
            yield finding.verdict, line


def _line(address: Address, finding: Finding) -> str | None:
    match finding.verdict:
        case Verdict.DEAD:
            problem, remedy = f"{address.url} is dead: it {finding.why}", "find where the page is now, or delete it"
            return str(Mistake(address.place, problem, remedy))
        case Verdict.MOVED:
            new = _with_fragment(finding.moved_to or "", address.url)
            return f"{address.place}: could be better: {address.url} has moved; if it is the same page, write {new}"
        case Verdict.UNCHECKED:
            return f"{address.place}: hint: {address.url} could not be checked: it {finding.why}; {BROWSER}"
        case Verdict.LOCAL:
            problem = f"{address.url} was not asked: it {finding.why}, where readers cannot follow"
            return f"{address.place}: hint: {problem}; link to a public page, or check it with --local"
        case Verdict.ALIVE:
            return None


async def _ask_all(pages: Sequence[str], patience: Patience, *, local: bool) -> dict[str, Finding]:
    async with new_session(patience, local=local) as session:
        asker = Asker(session, patience)

        async def asked(page: str) -> tuple[str, Finding]:
            return page, await asker.ask(page)

        tasks = [asyncio.ensure_future(asked(page)) for page in pages]
        answered = watched(asyncio.as_completed(tasks), len(tasks), "Asking the addresses")
        return dict([await one for one in answered])


def _offline(findings: Mapping[str, Finding]) -> bool:
    """Whether it is likelier that there is no network than that all these pages are dead."""
    asked = {page: finding for page, finding in findings.items() if finding.verdict is not Verdict.LOCAL}
    silences = {finding.silence for finding in asked.values()}
    if not asked or None in silences:
        return False
    return Silence.NETWORK in silences or len({urlsplit(page).hostname for page in asked}) > 1


def _page(url: str) -> str:
    """An address without what names a place within the page."""
    return urldefrag(url).url


def _with_fragment(new: str, old: str) -> str:
    fragment = urldefrag(old).fragment
    return f"{new}#{fragment}" if fragment and not urldefrag(new).fragment else new


def _summary(counts: Counter[Verdict]) -> str:
    if not counts:
        return "no addresses to ask"
    parts = [
        f"{counts[Verdict.ALIVE]} of {counts.total()} addresses are alive",
        f"{counts[Verdict.DEAD]} dead",
        f"{counts[Verdict.MOVED]} moved",
        f"{counts[Verdict.UNCHECKED] + counts[Verdict.LOCAL]} could not be checked",
    ]
    return ", ".join(parts)
