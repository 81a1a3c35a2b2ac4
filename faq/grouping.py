"""Texts grouped by likeness: those that ask the same stand together, in whatever order they come.

How alike two texts are is a cosine: for the larger part of their words, each weighed by how telling it is (one that the
FAQ does not know is the most telling), for the smaller part of what all words mean. The two groups that are most alike
on average become one, again and again, until none are alike enough (average linkage).
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from faq.learning import OWN_WORD_WEIGHT
from faq.text import words
from faq.vectors import Gathering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from faq.search import Index
    from faq.tokens import Token
    from faq.vectors import Floats, Integers, Rows

ALIKE = 0.4
"""From this average likeness on, 0 to 1, two groups become one."""

MEANING_SHARE = 0.3
"""What the meaning of all words counts in a likeness; the rest is the words themselves."""

MOST_AT_ONCE = 5_000
"""Texts of which all pairs are kept at once (100 MB). Of more, only those are compared that hang together."""

_CLOSER = 0.1
_BLOCK = 1_000

Groups = tuple[tuple[str, ...], ...]


class _Vectors(NamedTuple):
    """A row a text: its words, and what they mean, both as unit vectors (or zeros where there is nothing)."""

    words: Any
    meanings: Floats

    def pick(self, rows: Integers) -> _Vectors:
        return _Vectors(self.words[rows], self.meanings[rows])

    def likeness(self, rows: slice) -> Floats:
        """How alike some rows are to all rows, about 0 to 1."""
        shared = (self.words[rows] @ self.words.T).toarray()
        meant = self.meanings[rows] @ self.meanings.T
        likeness: Floats = (1 - MEANING_SHARE) * shared + MEANING_SHARE * meant
        return likeness

    @property
    def height(self) -> int:
        return len(self.meanings)


def group(texts: Iterable[str], index: Index) -> Groups:
    """Put texts together that ask the same.

    Parameters
    ----------
    texts
        In any order; one that stands there several times counts once.
    index
        Says how words are read, and how telling each is.

    Returns
    -------
    tuple of tuple of str
        Every text once; the largest group first, and in each the text that is most like the others.
    """
    same_words: dict[tuple[tuple[str, float], ...], list[str]] = {}
    read: list[Sequence[Token]] = []
    for text in sorted(set(texts)):
        tokens = index.reader.read(words(text))
        found = same_words.setdefault(tuple(sorted(_features(tokens, index).items())), [])
        if not found:
            read.append(tokens)
        found.append(text)
    vectors, alike = _vectors(list(same_words), read, index), list(same_words.values())
    groups = (tuple(text for row in rows for text in alike[row]) for rows in _grouped(vectors))
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def _features(tokens: Iterable[Token], index: Index) -> dict[str, float]:
    """Words, and the very words behind synonyms, each with how telling it is."""
    features: dict[str, float] = {}
    for token in tokens:
        weight = index.weight(token)
        features[token.term] = max(features.get(token.term, 0.0), weight)
        if token.stem != token.term:
            features[f"'{token.stem}"] = OWN_WORD_WEIGHT * weight
    return features


def _vectors(
    features: Sequence[Sequence[tuple[str, float]]], read: Iterable[Sequence[Token]], index: Index
) -> _Vectors:
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import, and seldom needed

    numbers: dict[str, int] = {}
    own, meant = Gathering(), Gathering()
    for text in features:
        own.add([numbers.setdefault(name, len(numbers)) for name, _ in text], [weight for _, weight in text])
    for tokens in read:
        rows = [(row, index.weight(token)) for token in tokens for row in token.rows]
        meant.add([row for row, _ in rows], [weight for _, weight in rows])
    starts, columns, values = _as_unit_vectors(own.rows())
    shape = (len(features), max(1, len(numbers)))
    return _Vectors(csr_array((values, columns, starts), shape=shape), index.reader.meanings.of_texts(meant.rows()))


def _as_unit_vectors(rows: Rows) -> Rows:
    owners = np.repeat(np.arange(rows.height), np.diff(rows.starts))
    lengths = np.sqrt(np.bincount(owners, rows.values**2, rows.height))[owners]
    return rows._replace(values=(rows.values / np.where(lengths, lengths, 1)).astype(np.float32))


def _grouped(vectors: _Vectors) -> Iterator[Integers]:
    """Numbers of the rows that belong together, the most central first."""
    for rows in _neighbourhoods(vectors, np.arange(vectors.height), ALIKE):
        near = vectors.pick(rows)
        for members in _linked(near):
            yield rows[_central_first(near, members)]


def _neighbourhoods(vectors: _Vectors, rows: Integers, alike: float) -> Iterator[Integers]:
    """Rows that hang together, few enough to be compared pair by pair.

    Groups that are alike on average have at least two members that are: what does not hang together at all can be
    left apart without a loss. Where too much does, only what is even more alike stays together.
    """
    if len(rows) <= MOST_AT_ONCE:
        yield rows
    elif alike >= 1:
        yield from (rows[start : start + MOST_AT_ONCE] for start in range(0, len(rows), MOST_AT_ONCE))
    else:
        for component in _components(vectors.pick(rows), alike):
            yield from _neighbourhoods(vectors, rows[component], alike + _CLOSER)


def _components(vectors: _Vectors, alike: float) -> list[Integers]:
    from scipy.sparse import csr_array, vstack  # noqa: PLC0415
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    blocks = (vectors.likeness(slice(start, start + _BLOCK)) for start in range(0, vectors.height, _BLOCK))
    links = vstack([csr_array(likeness >= alike) for likeness in blocks])
    return _by_label(connected_components(links, directed=False)[1])


def _linked(vectors: _Vectors) -> list[Integers]:
    """Groups by average linkage."""
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415

    height = vectors.height
    if height < 2:  # noqa: PLR2004 - there is nothing to put together
        return [np.arange(height)] if height else []
    distances = np.empty(height * (height - 1) // 2)
    places = list(accumulate((height - 1 - row for row in range(height)), initial=0))
    for start in range(0, height, _BLOCK):
        for row, likeness in enumerate(vectors.likeness(slice(start, start + _BLOCK)), start):
            distances[places[row] : places[row + 1]] = 1 - likeness[row + 1 :]
    tree = linkage(np.clip(distances, 0, None, out=distances), "average")
    return _by_label(fcluster(tree, 1 - ALIKE, "distance"))


def _by_label(labels: Integers) -> list[Integers]:
    """Places of each label."""
    order = np.argsort(labels, kind="stable")
    ends = [0, *np.flatnonzero(np.diff(labels[order])) + 1, len(labels)]
    return [order[start:end] for start, end in pairwise(ends)]


def _central_first(vectors: _Vectors, rows: Integers) -> Integers:
    """Rows in the order of how alike each is to all of them."""
    if len(rows) < 3:  # noqa: PLR2004 - of two, each is as like the other
        return rows
    few = vectors.pick(rows)
    own, meant = few.words @ few.words.sum(axis=0), few.meanings @ few.meanings.sum(axis=0)
    return rows[np.argsort(-((1 - MEANING_SHARE) * own + MEANING_SHARE * meant), kind="stable")]
