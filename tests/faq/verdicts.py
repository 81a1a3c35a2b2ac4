"""Verdicts put together by hand, so that figures can be checked on paper."""

from __future__ import annotations

from faq import Entry, Kind, Match, Outcome, Reply
from faq.evaluation import LabelledQuestion, Verdict

SOS = "sos"
_KINDS = {SOS: Kind.EMERGENCY, "hello": Kind.SMALLTALK}


def entry(name: str) -> Entry:
    return Entry(name, (f"{name}?",), "x", kind=_KINDS.get(name, Kind.ANSWER))


def question(label: str | None, *also: str, kind: str = "", text: str = "") -> LabelledQuestion:
    return LabelledQuestion(text or f"about {label}", label, frozenset(also), kind)


def reply(outcome: Outcome, *matches: tuple[str, float], offered: tuple[str, ...] = (), scope: float = 1.0) -> Reply:
    found = tuple(Match(entry(name), score, f"{name}?") for name, score in matches)
    return Reply("", outcome, found, tuple(map(entry, offered)), scope)


def verdict(asked: LabelledQuestion, given: Reply, seconds: float = 0.0) -> Verdict:
    return Verdict(asked, given, asked.subject({SOS}), seconds)


def answered(label: str | None, name: str, score: float = 0.9, kind: str = "") -> Verdict:
    return verdict(question(label, kind=kind), reply(Outcome.ANSWER, (name, score)))


def offered(label: str | None, *names: str, score: float = 0.5) -> Verdict:
    matches = [(name, score / (1 + place)) for place, name in enumerate(names)]
    return verdict(question(label), reply(Outcome.SUGGEST, *matches, offered=names))


def refused(label: str | None, *, scope: float = 0.1) -> Verdict:
    return verdict(question(label), reply(Outcome.NONE, ("a", 0.1), ("b", 0.05), scope=scope))


def alarmed(label: str | None) -> Verdict:
    return verdict(question(label), reply(Outcome.EMERGENCY, (SOS, 1.0)))
