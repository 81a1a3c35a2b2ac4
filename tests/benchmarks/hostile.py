"""How much of a processor a text can take that is meant to be slow: see README.md beside this file."""

from __future__ import annotations

import argparse
import gc
import json
import random
import string
from dataclasses import asdict, dataclass
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING

from bot.service import AT_ONCE
from bot.tables import WIDEST, Page
from faq import Answerer, load
from faq.entries import Kind
from faq.noise import chatter
from tests.benchmarks.measuring import quantile
from tests.faq.labelled import CONTENT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from faq import Faq

LONGEST = 4096
"""Characters that a message may have on Telegram."""

CHATTER = 100
"""Words of the longest chatter."""

TEXTS, QUICK = 30, 5
"""How many texts of each kind are asked, no two alike where chance has a part; and how many with ``--quick``."""


@dataclass(frozen=True, slots=True)
class Held:
    """What texts of one kind took of a processor, in seconds: what else the machine does meanwhile does not count."""

    kind: str
    p50: float
    longest: float


def main() -> None:
    """Print a table of times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} texts of each kind instead of {TEXTS}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    wanted = parser.parse_args()
    faq = load(CONTENT)
    answerer = Answerer(faq)
    answerer.reply("is it safe?")
    gc.freeze()  # as `backwalk run` does
    held = [
        _held(kind, answerer, [write() for _ in range(QUICK if wanted.quick else TEXTS)])
        for kind, write in _kinds(faq).items()
    ]
    page = Page(WIDEST)
    page.table(("", "p50 ms", "longest ms"), ((one.kind, _ms(one.p50), _ms(one.longest)) for one in held))
    page.paragraph(
        f"The longest took {_ms(max(one.longest for one in held))} ms. The bot answers texts of more than {AT_ONCE} "
        "characters in a thread beside its event loop, so that no other chat waits."
    )
    if wanted.json:
        wanted.json.write_text(json.dumps([asdict(one) for one in held], indent=2) + "\n", encoding="utf-8")


def _kinds(faq: Faq) -> Mapping[str, Callable[[], str]]:
    """Kind of text -> what writes one."""
    chance = random.Random(2026)  # noqa: S311 - no secret depends on it
    known = [word for entry in faq.entries for phrasing in entry.questions for word in phrasing.split()]
    signs = [sign for entry in faq.entries for sign in entry.signs]
    phrases = [phrase for sign in signs for group in (*sign.all, *sign.unless) for phrase in group]
    parts = [word for phrase in phrases for word in phrase.split()]
    off = [phrase for sign in signs for group in sign.unless for phrase in group]
    vocabulary = faq.vocabulary
    beginnings = [
        phrase for group in (vocabulary.spellings, vocabulary.ignore, *vocabulary.synonyms) for phrase in group
    ]
    spoken = chatter(vocabulary.language)
    talk = " ".join((*spoken.openings, *spoken.endings)).split()
    small = [text for entry in faq.entries if entry.kind is Kind.SMALLTALK for text in entry.questions]
    return {
        "one letter": lambda: chance.choice(string.ascii_lowercase) * LONGEST,
        "one letter, as words": lambda: f"{chance.choice(string.ascii_lowercase)} " * (LONGEST // 2),
        "words of two letters": lambda: _filled(lambda: _word(chance, ord("a"), ord("z") + 1, 2)),
        "a letter a clause": lambda: _filled(lambda: chance.choice(string.ascii_lowercase) + chance.choice(".,;")),
        "digits": lambda: _filled(lambda: str(chance.randrange(10 ** chance.randint(1, 9)))),
        "digits and letters by turns": lambda: _filled(lambda: f"{chance.randrange(10)}{_word(chance, 97, 123, 1)}"),
        "emoji": lambda: "".join(chr(chance.randrange(0x1F600, 0x1F650)) for _ in range(LONGEST)),
        "emoji joined to families": lambda: "\N{ZERO WIDTH JOINER}".join(
            chr(chance.randrange(0x1F466, 0x1F47A)) for _ in range(LONGEST // 2)
        ),
        "combining marks": lambda: "a" + "".join(chr(chance.randrange(0x300, 0x370)) for _ in range(LONGEST - 1)),
        "a combining mark a letter": lambda: _filled(
            lambda: "".join(letter + chr(chance.randrange(0x300, 0x370)) for letter in chance.choice(known))
        ),
        "an accented letter a clause": lambda: _filled(lambda: f"{chance.choice('àéîöñ')},"),
        "another script": lambda: _filled(lambda: _word(chance, 0x430, 0x450)),
        "two scripts in a word": lambda: _filled(
            lambda: "".join(map("".join, zip(_word(chance, 97, 123, 4), _word(chance, 0x430, 0x450, 4), strict=True)))
        ),
        "a script without spaces": lambda: "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(LONGEST)),
        "random letters, one word": lambda: _word(chance, ord("a"), ord("z") + 1, LONGEST),
        "random letters, unknown words": lambda: _filled(lambda: _word(chance, ord("a"), ord("z") + 1)),
        "common letters, words near many": lambda: _filled(
            lambda: "".join(chance.choice("aeilnorst") for _ in range(chance.randint(3, 7)))
        ),
        "words of the FAQ": lambda: _filled(lambda: chance.choice(known)),
        "words of the FAQ, all mistyped": lambda: _filled(lambda: _mistyped(chance.choice(known), chance)),
        "words of the FAQ, two as one": lambda: _filled(lambda: chance.choice(known) + chance.choice(known)),
        "words of the FAQ, hyphens between": lambda: _filled(lambda: chance.choice(known)).replace(" ", "-"),
        "words of the FAQ, in quotes": lambda: _filled(lambda: f"\u2018{chance.choice(known)}\u2019"),
        "invisible characters within words": lambda: _filled(lambda: "\u200b".join(chance.choice(known))),
        "drawn-out letters": lambda: _filled(lambda: "".join(letter * 3 for letter in chance.choice(known))),
        "phrasings of the FAQ": lambda: _filled(lambda: chance.choice(chance.choice(faq.entries).questions)),
        "small talk, a clause each": lambda: _filled(lambda: f"{chance.choice(small)}."),
        "a short form, again and again": lambda: f"{chance.choice(('dont', 'i dont,', 'carnt'))} " * LONGEST,
        "spellings, synonyms, idle phrases": lambda: _filled(lambda: chance.choice(beginnings)),
        "how such phrases begin": lambda: _filled(lambda: chance.choice(beginnings).split()[0]),
        "words that say little": lambda: _filled(lambda: chance.choice(vocabulary.ignore)),
        "one character for eighteen": lambda: (
            f"\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}{chance.choice(' .,')}" * LONGEST
        ),
        "clauses of one word": lambda: _filled(lambda: f"{chance.choice(known)}{chance.choice('.,;')}"),
        "phrases of signs": lambda: _filled(lambda: chance.choice(phrases)),
        "words of signs, shuffled": lambda: _filled(lambda: chance.choice(parts)),
        "signs, each called off": lambda: _filled(
            lambda: " ".join((chance.choice(off), *map(chance.choice, chance.choice(signs).all), chance.choice(off)))
        ),
        "a sign in blocks": lambda: _in_blocks([chance.choice(group) for group in chance.choice(signs).all]),
        f"chatter of {CHATTER} words": lambda: " ".join(_turned(talk, chance)[:CHATTER]),
    }


def _held(kind: str, answerer: Answerer, texts: Sequence[str]) -> Held:
    seconds = [_seconds(answerer, text[:LONGEST]) for text in texts]
    return Held(kind, quantile(seconds, 0.5), max(seconds))


def _seconds(answerer: Answerer, text: str) -> float:
    began = thread_time()
    answerer.reply(text)
    return thread_time() - began


def _in_blocks(phrases: Sequence[str]) -> str:
    """Each phrase again and again, and then the next one."""
    size = LONGEST // len(phrases)
    return " ".join((f"{phrase} " * size)[:size] for phrase in phrases)


def _filled(write: Callable[[], str]) -> str:
    """Words until a message is full."""
    words = [write()]
    while sum(map(len, words)) + len(words) <= LONGEST:
        words.append(write())
    return " ".join(words)[:LONGEST]


def _word(chance: random.Random, first: int, end: int, length: int | None = None) -> str:
    """Random letters from a row of characters; four to ten unless told."""
    return "".join(chr(chance.randrange(first, end)) for _ in range(length or chance.randint(4, 10)))


def _mistyped(word: str, chance: random.Random) -> str:
    """The word with another letter in one place."""
    place = chance.randrange(len(word))
    return word[:place] + chance.choice(string.ascii_lowercase) + word[place + 1 :]


def _turned(words: Sequence[str], chance: random.Random) -> Sequence[str]:
    """The same words, begun somewhere in the middle."""
    place = chance.randrange(len(words))
    return [*words[place:], *words[:place]]


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.2f}"


if __name__ == "__main__":
    main()
