"""What is usual where a library for machine learning is at hand: TF-IDF, its nearest phrasing, a linear SVM on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from tests.benchmarks.methods import Found, phrasings_of

if TYPE_CHECKING:
    from faq import Faq


def _features() -> Any:
    """Words and pairs of words, and beside them the letters within words, which survive typing errors."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    return FeatureUnion([("words", words), ("letters", letters)])


class Nearest:
    """The phrasing with the largest cosine."""

    def __init__(self, faq: Faq) -> None:
        phrasings, self._owners = phrasings_of(faq)
        self._features = _features()
        self._phrasings = self._features.fit_transform(phrasings)

    def find(self, question: str) -> Found:
        """Find the entry of the nearest phrasing."""
        asked = self._features.transform([question])
        cosines = (self._phrasings @ asked.T).toarray().ravel()
        best = int(cosines.argmax())
        # Each of the two halves has length one.
        return Found(self._owners[best], float(cosines[best]) / 2)


class LinearSvm:
    """The entry that a linear support vector machine, trained on the phrasings, prefers."""

    def __init__(self, faq: Faq) -> None:
        phrasings, owners = phrasings_of(faq)
        self._features = _features()
        self._machine = LinearSVC().fit(self._features.fit_transform(phrasings), owners)

    def find(self, question: str) -> Found:
        """Find the preferred entry."""
        (preferences,) = self._machine.decision_function(self._features.transform([question]))
        best = int(preferences.argmax())
        return Found(str(self._machine.classes_[best]), float(preferences[best]))
