"""How words become tokens: spelling mended against the FAQ's own words, stems, synonyms, words that say little."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias

import Stemmer

from faq.expecting import Doubt, Reading
from faq.keeping import latest
from faq.meanings import meanings
from faq.mending import STRICTER, Mender, doubt
from faq.phrase_tables import PhraseTable
from faq.text import words
from faq.tokens import NUMBER, Token, joined, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from faq.entries import Vocabulary
    from faq.tokens import Tokens

    Choice: TypeAlias = Callable[[Sequence[Doubt]], Sequence[int]]

LIGHT_WEIGHT = 0.7
"""What a word that says little counts, beside 1 for a telling word."""

MENDED_WEIGHT = 0.9
"""What a mended word counts: a guess, though a good one."""

MOST_COMMON = 12_000
"""How many of the commonest words of a language are never taken for typing errors."""

SHORTEST_COMMON = 4
"""Letters from which a word may be known from the language alone: shorter ones are abbreviations, or typing errors."""

DOUBT = 2.4
"""Letters of a word that each typing error casts doubt on: of three letters with an error hardly one says anything."""

FOREIGN_SURE, RARE_SURE = 0.5, 0.5
"""How sure a word is, beside 1, that was mended to one that the FAQ does not use; and one that is rare, and as typed:
the lists of words of a language have names and words of other languages among the rare ones."""

MOST_MENDED = 20
"""Different unknown words of one message that are mended: nobody mistypes more, and each takes its time."""

MOST_READINGS, DOUBTFUL = 3, 0.5
"""How many words a mistyped one may be at the most, and by how much more unlikely a slip may lead to the others."""

TOO_SHORT = 2
"""Letters up to which a word alone is not mended, nor any in a long text."""

MOST_DOUBTFUL = 10
"""Words of one message that may be several, and are looked at with the words around them: each takes its time."""

AROUND = 7
"""Words before and after a doubtful one that say which it is."""

_LONG_TEXT = 16
# Each message is read twice, and most words come again. More of them would be looked through for garbage in vain, which
# takes longer than to read them anew.
_WORDS = 2_000
_MENDED = 250


class Reader:
    """Reads texts with the eyes of one FAQ. Immutable once built.

    Parameters
    ----------
    vocabulary
        Synonyms, spellings and light words.
    counts
        How often the FAQ uses each word, see :func:`count_words`: these are what unknown words are mended to.
    """

    def __init__(self, vocabulary: Vocabulary, counts: Mapping[str, int]) -> None:
        self._stem = stem_of(vocabulary.language)
        self._spellings = _spellings(vocabulary)
        self._counts = counts
        self.meanings = meanings(vocabulary.language)
        self._mender = Mender(counts, self.meanings)
        self._stems = frozenset(map(self._stem, counts))
        self._common = frozenset(vocabulary.common)
        self._light = {stems[0] for phrase in vocabulary.ignore if len(stems := self.stems(phrase)) == 1}
        self._empty = PhraseTable((stems, ()) for phrase in vocabulary.ignore if len(stems := self.stems(phrase)) > 1)
        self._synonyms = PhraseTable(
            (self.stems(member), (f"={group[0]}",)) for group in vocabulary.synonyms for member in group
        )
        self._beginnings = frozenset((*self._empty, *self._synonyms))
        self.completions = self._mender.completions
        self._as_typed = latest(_WORDS, self._taken_as_typed)
        self._guessed = latest(_MENDED, self._readings)
        self._joined = lru_cache(maxsize=_MENDED)(joined)

    def stems(self, phrase: str) -> tuple[str, ...]:
        """Stems of the words of a phrase, odd spellings put right."""
        return tuple(self._stem(word) for word in self._spellings.replaced(words(phrase)))

    def read(self, typed: Sequence[str]) -> tuple[Token, ...]:
        """Tokens of folded words, see :func:`faq.text.words`."""
        return self.read_all([typed])[0]

    def read_all(self, texts: Sequence[Sequence[str]], choose: Choice | None = None) -> list[Tokens]:
        """Tokens of the parts of one message. Of very many unknown words only the first are mended.

        Parameters
        ----------
        choose
            Says for each mistyped word that may be several, which of its readings it is; None for the likeliest slip.
        """
        return [tuple(self._grouped(tokens)) for tokens in self._mended(texts, choose)]

    def mended_stems(self, texts: Sequence[Sequence[str]]) -> list[list[str]]:
        """Stems of the parts of one message, spelling mended; synonyms, numbers and empty words as they stand."""
        return [
            [token.word if token.stem == NUMBER else token.stem for token in tokens] for tokens in self._mended(texts)
        ]

    def says_little(self, stem: str) -> bool:
        """Whether the vocabulary has the stem among the words that say little."""
        return stem in self._light

    def respellings(self, typed: Sequence[str]) -> list[tuple[str, str]]:
        """Odd spellings among folded words, each with what it was put right to."""
        return [(" ".join(odd), " ".join(right)) for odd, right in self._spellings.pieces(typed) if odd != right]

    def parted(self, typed: Sequence[str]) -> list[tuple[str, str]]:
        """Words that were typed as one, each with the two that it was taken for."""
        unknown = [word for word in self._spellings.replaced(typed) if not self._as_typed(word)[1]]
        likeliest = ((word, self._guessed(word, False)[0].tokens) for word in unknown)  # noqa: FBT003 - a cache
        parted = ((word, [token.word for token in tokens]) for word, tokens in likeliest)
        return [(word, " ".join(parts)) for word, parts in parted if len(parts) > 1 and "".join(parts) == word]

    def left_out(self, texts: Sequence[Sequence[str]]) -> list[str]:
        """Phrases of a message that say nothing, so that :meth:`read_all` leaves them out."""
        return [
            " ".join(token.word for token in tokens[start:end])
            for tokens in self._mended(texts)
            for start, end, term in self._phrases(tokens)
            if term is None
        ]

    def _mended(self, texts: Sequence[Sequence[str]], choose: Choice | None = None) -> list[list[Token]]:
        """Tokens word by word; long texts are mended more strictly, or chatter turns into the FAQ's words."""
        unknown: set[str] = set()
        read: list[list[Tokens]] = []
        doubtful: dict[tuple[int, int], tuple[Reading, ...]] = {}
        for typed in texts:
            strict = len(typed) > _LONG_TEXT
            pieces: list[Tokens] = []
            for word in self._spellings.replaced(typed):
                token, is_right = self._as_typed(word)
                found: Tokens = (token,)
                if not is_right and (word in unknown or len(unknown) < MOST_MENDED):
                    unknown.add(word)
                    readings = self._guessed(word, strict and len(word) in STRICTER)
                    found = readings[0].tokens or found
                    if len(readings) > 1 and len(doubtful) < MOST_DOUBTFUL and not (strict and len(word) <= TOO_SHORT):
                        doubtful[len(read), len(pieces)] = readings
                pieces.append(found)
            read.append(pieces)
        if choose and doubtful:
            doubts = [Doubt(self._around(read, *place, doubtful), readings) for place, readings in doubtful.items()]
            for (text, place), doubt, chosen in zip(doubtful, doubts, choose(doubts), strict=True):
                read[text][place] = doubt.readings[chosen].tokens
        return [list(chain.from_iterable(pieces)) for pieces in read]

    def _around(
        self, read: Sequence[Sequence[Tokens]], text: int, place: int, doubtful: Container[tuple[int, int]]
    ) -> Tokens:
        """The words of a text near one of them, without those that are doubtful."""
        near = range(max(0, place - AROUND), min(len(read[text]), place + AROUND + 1))
        sure = (read[text][at] for at in near if (text, at) not in doubtful)
        return tuple(self._grouped(list(chain.from_iterable(sure))))

    def _taken_as_typed(self, word: str) -> tuple[Token, bool]:
        """The token of a number, or of a word as it stands; and whether that is spelt rightly."""
        if word.isdigit():
            return Token(word, rounded(word), NUMBER, LIGHT_WEIGHT, telling=False), True
        token = self._token(word, word)
        # Of a word whose stem is unknown the token says already whether it is common.
        return token, word in self._counts or (self._is_common(word) if token.known else token.common)

    def _readings(self, word: str, strict: bool) -> tuple[Reading, ...]:  # noqa: FBT001 - called through a cache
        """What an unknown word may be, the likeliest first: two words typed as one, other words, or just itself."""
        # Another form of a word of the FAQ is a lesser guess than one typing error ("acident" is no form of "acid").
        meant = self._mender.meant(word, strict=strict, most_errors=1 if self._stem(word) in self._stems else 2)
        halves = self._mender.halves(word, meant[0][1] if meant else math.inf)
        if halves:
            return (Reading(tuple(self._token(half, half) for half in halves)),)
        if not meant:
            return (Reading((self._token(word, word),)),)
        likely: dict[str, tuple[str, float]] = {}
        for right, cost in meant:
            if cost <= meant[0][1] + DOUBTFUL:
                likely.setdefault(self._stem(right), (right, cost))
        readings = tuple(self._meaning(word, right, cost) for right, cost in islice(likely.values(), MOST_READINGS))
        # Two letters may be anything: they are taken for a word only where others around them speak for it.
        return (Reading((self._token(word, word),)), *readings) if len(word) <= TOO_SHORT else readings

    def _meaning(self, word: str, right: str, cost: float) -> Reading:
        """The word taken for another one."""
        sure = max(0.0, 1 - DOUBT * doubt(word, right) / len(word)) * (1 if right in self._counts else FOREIGN_SURE)
        tokens = tuple(self._token(word, part, right, sure) for part in self._spellings.replaced([right]))
        return Reading(tokens, next((token.term for token in self._grouped(list(tokens))), ""), cost)

    def _is_common(self, word: str) -> bool:
        """Whether it is an everyday word of the language: rightly spelt, though the FAQ has no use for it."""
        rank = self.meanings.rank(word) if len(word) >= SHORTEST_COMMON else None
        return word in self._common or (rank is not None and rank < MOST_COMMON)

    def _token(self, word: str, right: str, mended: str | None = None, sure: float = 1.0) -> Token:
        stem = self._stem(right)
        light, known = stem in self._light, stem in self._stems
        common = not known and self._is_common(right)
        row = self.meanings.row(right, stem)
        return Token(
            word,
            stem,
            stem,
            (LIGHT_WEIGHT if light else 1.0) * (MENDED_WEIGHT if mended else 1.0),
            telling=not light and not common,
            known=known,
            common=common,
            mended=mended,
            rows=() if row is None else (row,),
            sure=sure if mended or known or common else 0.0 if row is None else RARE_SURE,
        )

    def _grouped(self, tokens: list[Token]) -> Sequence[Token]:
        """Tokens, one for each phrase that has synonyms, and none for those that say nothing."""
        found: list[Token] = []
        done = 0
        for start, end, term in self._phrases(tokens):
            found += tokens[done:start]
            if term is not None:
                found.append(self._joined(tuple(tokens[start:end]), term))
            done = end
        return found + tokens[done:] if done else tokens

    def _phrases(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, str | None]]:
        """From where to where phrases of the vocabulary stand, with the name of their synonyms; None to leave out."""
        stems = tuple([token.stem for token in tokens])
        if self._beginnings.isdisjoint(stems):
            return
        done = 0
        for start, stem in enumerate(stems):
            if start < done or stem not in self._beginnings:
                continue
            empty, _ = self._empty.longest(stems, start)
            length, name = (0, ()) if empty else self._synonyms.longest(stems, start)
            done = start + (empty or length)
            if empty:
                yield start, done, None
            elif length:
                yield start, done, "".join(name)


def count_words(vocabulary: Vocabulary, texts: Iterable[str]) -> dict[str, int]:
    """How often each word stands in the FAQ's own texts and its vocabulary, odd spellings put right.

    Typing errors in the texts do not count: phrasings are written as people type, and nothing is to be mended to them.
    """
    spellings = _spellings(vocabulary)
    counts = Counter(word for text in texts for word in spellings.replaced(words(text)))
    groups = (*vocabulary.synonyms, vocabulary.ignore, vocabulary.near, vocabulary.chatter)
    listed = {word for group in groups for phrase in group for word in spellings.replaced(words(phrase))}
    counts.update(listed)
    # Odd spellings are known as well: a typing error in one of them is mended to it, and then to what it stands for.
    # It is as likely as what it stands for is used.
    odd = ((words(odd), words(right)) for odd, right in vocabulary.spellings.items())
    used = {typed[0]: min((counts[word] for word in right), default=0) for typed, right in odd if len(typed) == 1}
    counts.update({odd: max(1, used.get(odd, 0)) for odd in spellings if odd not in counts})
    slips = Mender(counts, meanings(vocabulary.language)).slips(stem_of(vocabulary.language))
    return {word: count for word, count in counts.items() if word in listed or word in spellings or word not in slips}


def stem_of(language: str) -> Callable[[str], str]:
    """What gives the stem of a word in a language."""
    # Without a cache of its own: it would save a tenth of a microsecond a word, and hold ten thousand lists to look
    # through for garbage.
    stem: Callable[[str], str] = Stemmer.Stemmer(language, 0).stemWord
    return stem


def _spellings(vocabulary: Vocabulary) -> PhraseTable:
    return PhraseTable((words(odd), words(right)) for odd, right in vocabulary.spellings.items())
