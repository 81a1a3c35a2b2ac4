from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from faq import Answerer, Entry, Faq, Kind, Outcome, Thresholds, Vocabulary
from faq.answering import ALARM, SAME_WORDS
from faq.entries import Sign
from faq.explaining import Reason
from faq.search import MOST_HITS
from faq.weighing import Cause, likelihood
from tests.faq.labelled import QUESTIONS, packaged_answerer, verdicts

if TYPE_CHECKING:
    from faq import Reply
    from faq.explaining import Explanation

STORY = (
    "hello everybody, I have been reading here for a while and finally dare to write. We moved house last week, "
    "carried boxes all day, and the cat ran away twice. can we use oil when my wife walks on my back? By the way the "
    "new kitchen is lovely, and the neighbours brought us a cake with cherries on the first evening."
)


def explained(question: str) -> Explanation:
    return packaged_answerer().explain(question)


def check_that_it_explains_the_reply(answerer: Answerer, question: str, reply: Reply | None = None) -> None:
    found = answerer.explain(question)
    reply = reply or answerer.reply(question)
    assert found.reply == reply
    weighed = reply.matches[1:] if reply.outcome is Outcome.EMERGENCY else reply.matches
    assert [(one.entry, one.score, one.phrasing) for one in found.candidates] == [
        (match.entry, match.score, match.phrasing) for match in weighed
    ]
    assert (found.evidence is None) == (not found.candidates)
    assert len(found.candidates) <= MOST_HITS
    if found.evidence:
        learnt = likelihood(found.evidence)
        # Words that were mended on a weak guess are not the same.
        assert reply.scope in {learnt, max(learnt, *_same_words(found), 0.0)}
        first = found.candidates[0]
        product = reply.scope * likelihood(first.evidence)
        assert first.score == (max(SAME_WORDS, product) if first.same_words else product)
    assert (found.reason is Reason.ALARM) == (reply.outcome is Outcome.EMERGENCY)
    assert (reply.outcome is Outcome.SUGGEST) == (found.reason in {Reason.UNSURE, Reason.TIED})
    assert (reply.outcome in {Outcome.ANSWER, Outcome.SMALLTALK}) == (found.reason in {Reason.SURE, Reason.SAME_WORDS})
    assert found.alarm is not None
    assert (found.alarm.raised is not None) == (reply.outcome is Outcome.EMERGENCY)
    if math.isfinite(found.alarm.value):
        assert sum(voice.first for voice in found.alarm.voices) == pytest.approx(found.alarm.value, abs=1e-3)


def _same_words(found: Explanation) -> list[float]:
    return [one.similarity for one in found.candidates if one.similarity >= SAME_WORDS]


@pytest.mark.parametrize(
    "text", ["hey i have pain", "HLLO&B", "HLLO", "hi b", "thanks. hi, so can we use oil? bye and numb"]
)
def test_what_stands_beside_small_talk_is_explained_as_it_is_answered(text: str) -> None:
    check_that_it_explains_the_reply(packaged_answerer(), text)


def test_what_was_asked_beside_small_talk_is_told_without_it() -> None:
    assert explained("hey i have pain").beside == "i have pain"
    assert explained("Thanks a lot! Can we use Oil?").beside == "Can we use Oil"


@settings(max_examples=60)
@given(st.text(max_size=5000) | st.lists(st.sampled_from([*STORY.split(), "legs", "numb.", "?", "hi!"])).map(" ".join))
def test_any_text_is_explained_as_it_is_answered(text: str) -> None:
    check_that_it_explains_the_reply(packaged_answerer(), text)


@pytest.mark.parametrize("name", ["first", "second", "third"])
def test_labelled_questions_are_explained_as_they_are_answered(name: str) -> None:
    for verdict in verdicts(name)[::4]:
        check_that_it_explains_the_reply(packaged_answerer(), verdict.question.text, verdict.reply)


def test_reports_of_red_flags_are_explained_as_they_are_answered() -> None:
    for row in yaml.safe_load((QUESTIONS / "alarms.yaml").read_text(encoding="utf-8"))[::3]:
        check_that_it_explains_the_reply(packaged_answerer(), row["q"])


def test_a_short_question_has_no_decisive_part() -> None:
    assert explained("can we use oil").reading.decisive is None


def test_of_a_story_the_question_is_decisive() -> None:
    found = explained(STORY)
    assert found.candidates[0].entry.id == "oil-at-home"
    assert found.reading.decisive is not None
    assert "oil" in found.reading.decisive
    assert "cherries" not in found.reading.decisive
    assert found.voices[0].words == "oil"


def test_the_words_of_an_entry_speak_for_it() -> None:
    found = explained("can my husbnad use lotoin")
    assert found.reason in {Reason.SURE, Reason.SAME_WORDS}
    assert (found.voices[0].words, found.voices[0].lead > 0) == ("lotion", True)
    leads = [abs(voice.lead) for voice in found.voices]
    assert leads == sorted(leads, reverse=True)


def test_small_talk_beside_a_question_gives_way_to_it() -> None:
    found = explained("thanks for that, how heavy may he be?")
    assert found.beside is not None
    assert found.beside == "how heavy may he be"
    assert "thanks" not in found.beside
    assert found.candidates[0].entry.kind is Kind.ANSWER


def test_small_talk_alone_gives_way_to_nothing() -> None:
    found = explained("hello")
    assert (found.reply.outcome, found.beside) == (Outcome.SMALLTALK, None)


@pytest.mark.parametrize("question", ["", "  ?! ", "42"])
def test_nothing_is_known_of_a_message_without_words(question: str) -> None:
    found = explained(question)
    assert (found.reason, found.candidates, found.voices) == (Reason.NOTHING_KNOWN, (), ())


def test_a_question_that_is_near_is_out_of_scope() -> None:
    assert explained("what is the capital of France").reason is Reason.OUT_OF_SCOPE
    near = packaged_answerer().faq.vocabulary.near[0]
    assert explained(near).reason is Reason.NEAR


@pytest.mark.parametrize("text", ["walk " * 820, "a" * 4096, "\N{SLIGHTLY SMILING FACE}" * 4096, STORY * 20])
def test_messages_of_any_length_are_explained(text: str) -> None:
    check_that_it_explains_the_reply(packaged_answerer(), text[:4096])
    check_that_it_explains_the_reply(packaged_answerer(), text)


def test_an_alarm_by_a_phrasing_names_it() -> None:
    emergency = next(entry for entry in packaged_answerer().faq.entries if entry.kind is Kind.EMERGENCY)
    story = explained(emergency.questions[1]).alarm
    assert story is not None
    assert story.raised is not None
    assert (story.raised.entry, story.raised.cause) == (emergency, Cause.PHRASING)
    assert story.raised.hit is not None


def test_a_learnt_alarm_has_words_that_spoke_for_it() -> None:
    story = explained("since she trod on me yesterday evening I notice that both my legs feel numb").alarm
    assert story is not None
    assert story.raised is not None
    assert story.raised.cause is Cause.LEARNT
    assert story.value >= ALARM
    assert story.voices[0].first > 0


def small(*entries: Entry, **vocabulary: object) -> Answerer:
    faq = packaged_answerer().faq
    return Answerer(Faq(entries, {}, {}, Vocabulary(**vocabulary), faq.phrases, "small"))  # type: ignore[arg-type]


OPENING = Entry("opening", ("When do you open?", "opening hours", "open on sundays"), "At nine.")
PARKING = Entry("parking", ("Where can I park?", "parking space", "parking nearby"), "Behind the house.")
FIRE = Entry(
    "fire",
    ("The kitchen burns", "there are flames"),
    "Call 112.",
    kind=Kind.EMERGENCY,
    signs=(Sign((("smoke",), ("stairs",)), (("cigarette",),)), Sign((("smoke",),))),
)


@pytest.mark.parametrize(
    ("question", "signs"),
    [
        ("opening hours: I see smoke on the stairs", [(1, True, None), (2, True, None)]),
        ("opening hours: cigarette smoke on the stairs", [(1, True, "cigarette"), (2, True, None)]),
        ("opening hours", []),
    ],
)
def test_signs_that_were_seen_are_told(question: str, signs: list[tuple[int, bool, str | None]]) -> None:
    answerer = small(OPENING, PARKING, FIRE)
    story = answerer.explain(question).alarm
    assert story is not None
    assert [(sign.number, sign.together, sign.called_off) for sign in story.signs] == signs
    check_that_it_explains_the_reply(answerer, question)


def test_an_alarm_by_a_sign_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    question = "opening hours: I see smoke on the stairs"
    answerer = small(OPENING, PARKING, FIRE)
    for alarm, hinted, cause in [(9.0, 9.0, Cause.SIGN), (9.0, -99.0, Cause.HINT)]:
        monkeypatch.setattr("faq.answering.ALARM", alarm)
        monkeypatch.setattr("faq.answering.HINTED_ALARM", hinted)
        monkeypatch.setattr("faq.answering.DENIED_ALARM", -99.0)
        story = answerer.explain(question).alarm
        assert story is not None
        assert story.raised is not None
        assert story.raised.cause is cause
        assert story.raised.sign == story.signs[0]


def test_without_an_emergency_there_is_no_alarm_to_explain() -> None:
    assert small(OPENING, PARKING).explain("opening hours").alarm is None


def test_entries_that_are_as_likely_as_each_other_are_told() -> None:
    same = replace(OPENING, id="same")
    answerer = small(OPENING, same, PARKING, thresholds=Thresholds(answer=0.2, offer=0.0))
    assert answerer.explain("opening hours").reason is Reason.TIED
    assert answerer.explain("parking space").reason is Reason.SAME_WORDS


def test_too_few_entries_to_offer_are_told() -> None:
    sure = Thresholds(answer=1.0, offer=0.0)
    assert small(OPENING, thresholds=sure).explain("opened?").reason is Reason.TOO_FEW
    assert small(OPENING, PARKING, thresholds=sure).explain("opened?").reason is Reason.UNSURE
