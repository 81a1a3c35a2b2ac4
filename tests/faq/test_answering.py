from __future__ import annotations

import pytest
import yaml

from faq import Answerer, Entry, Faq, Kind, Outcome, Sign, Vocabulary
from faq.answering import MOST_MATCHES
from faq.deciding import LEAST_OFFERED, MOST_OFFERED
from faq.evaluation import figures
from tests.faq.labelled import QUESTIONS, packaged_answerer, verdicts


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return packaged_answerer()


def shown(answerer: Answerer, question: str) -> tuple[str, str | None]:
    reply = answerer.reply(question)
    return reply.outcome.value, reply.entry.id if reply.entry else None


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("is it safe?", "is-it-safe"),
        ("weight?", "walker-weight"),
        ("can kids do it", "children"),
        ("osteoporosis", "osteoporosis"),
        ("waht is ashiatsu", "what-is-ashiatsu"),
        ("pregnent can my husbnad walk on my back", "pregnancy"),
        ("hi, is it safe?", "is-it-safe"),
        ("thanks! what is gua sha?", "guide-gua-sha"),
        ("hey i have pain", "back-pain"),
        ("thx but my gf is 80kg", "walker-weight"),
        ("can a 78 year old do it", "osteoporosis"),
        ("can my 6 year old do it", "children"),
        ("I'm a 38 year old woman, may my husband walk on me", "healthy-people"),
        ("and what about the legs?", "where-to-step"),
        ("headache after a neck massage", "see-a-professional"),
    ],
)
def test_plain_questions_get_their_answer(answerer: Answerer, question: str, entry: str) -> None:
    assert shown(answerer, question) == ("answer", entry)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("hi", "greeting"),
        ("hi everyone", "greeting"),
        ("hello, my name is Ali and I have a question", "greeting"),
        ("thanks a lot", "thanks"),
        ("bye", "goodbye"),
        ("you are useless", "insult"),
        ("that didn't answer my question", "insult"),
        ("hola", "greeting"),
        ("helo", "greeting"),
        ("help", "say-it-all"),
        ("what do you think?", "say-it-all"),
        ("can you explain that again", "say-it-all"),
    ],
)
def test_small_talk_gets_small_talk(answerer: Answerer, question: str, entry: str) -> None:
    assert shown(answerer, question) == ("smalltalk", entry)


@pytest.mark.parametrize(
    "question",
    ["thanks but it still hurts", "hi, i from Hanoi, my wife have tired back, she say me go up on her with foot"],
)
def test_who_asks_something_gets_no_small_talk(answerer: Answerer, question: str) -> None:
    assert answerer.reply(question).outcome == "suggest"


@pytest.mark.parametrize(
    "question",
    [
        "walking on a treadmill backwards",
        "my back hurts when I walk",
        "carrying a child on my shoulders",
        "foot massage",
        "my cat massages me",
        "how do I cook back bacon",
        "what is the capital of France",
        "asdf qwer zxcv",
        "42",
        "the the the the",
        "🙂",
        "",
        "   ",
        "как дела",
    ],
)
def test_what_is_not_the_topic_is_not_answered(answerer: Answerer, question: str) -> None:
    assert answerer.reply(question).entry is None


@pytest.mark.parametrize(
    "question",
    [
        "I can't feel my legs",
        "my legs are numb since she walked on my back",
        "cant feel my legz after he stoood on me",
        "hi, which roller should I buy? by the way I have not been able to pee since she stood on my back yesterday",
        "my dad cant move his legs since I stepped on him",
        "numb between my legs",
        "i wet myself after the massage",
        "I peed a little when he stood on me",
        "he is screaming with pain on the floor",
        "my knees give out on the stairs since then",
        "ich kann meine Beine nicht spüren",
    ],
)
def test_a_red_flag_gets_the_emergency_answer(answerer: Answerer, question: str) -> None:
    reply = answerer.reply(question)
    assert reply.outcome is Outcome.EMERGENCY
    assert reply.entry is not None
    assert reply.entry.kind is Kind.EMERGENCY


@pytest.mark.parametrize(
    "question",
    [
        "is soreness normal",
        "my hands go numb when I give a massage",
        "what is cauda equina syndrome",
        "can back walking paralyse you",
        "could it make me incontinent",
        "what are the red flags",
        "that doesn't answer my question",
        "I don't feel any difference",
        "a pillow under the chest?",
        "we are both drunk",
        "can't sleep with my back pain",
        "had an accident years ago",
        "darf mein Mann auf meinem Rücken laufen",
        "est-ce dangereux pour mon dos",
    ],
)
def test_everyday_questions_raise_no_alarm(answerer: Answerer, question: str) -> None:
    assert answerer.reply(question).outcome is not Outcome.EMERGENCY


@pytest.mark.parametrize(
    "question",
    [
        "vine",
        "vat",
        "friends",
        "sauce",
        "xqzt vbnw plokm",
        "but vtiur",
        "ich habe eine frage",
        "mubop nanep cidoro",
    ],
)
def test_what_nothing_is_known_about_raises_no_alarm(answerer: Answerer, question: str) -> None:
    assert answerer.reply(question).outcome is not Outcome.EMERGENCY


def test_signs_raise_an_alarm_where_nothing_is_learnt_about_their_words(answerer: Answerer) -> None:
    fire = Entry("fire", ("nødsituasjon",), "x", kind=Kind.EMERGENCY, signs=(Sign((("brann",), ("hus",))),))
    faq = Faq((fire,), {}, {}, Vocabulary(language="norwegian"), answerer.faq.phrases, "fire")
    assert Answerer(faq).reply("brann i et hus").entry is fire
    assert Answerer(faq).reply("katt i et hus").entry is None


# The first two sets are harder than what people usually type, and coefficients were fitted to them; nobody who wrote
# phrasings or tuned the search had seen the others before they were first measured.
@pytest.mark.parametrize(
    ("name", "right", "offered", "wrong", "outside"),
    [
        ("first", 0.865, 0.94, 0.05, 0.055),
        ("second", 0.89, 0.965, 0.035, 0.065),
        ("third", 0.925, 0.975, 0.025, 0.04),
        ("fourth", 0.92, 0.965, 0.035, 0.015),
        ("fifth", 0.935, 0.975, 0.02, 0.055),
    ],
)
def test_the_figures_hold(name: str, right: float, offered: float, wrong: float, outside: float) -> None:
    found = figures(verdicts(name))
    assert found.right >= right
    assert found.offered >= offered
    assert found.wrong <= wrong
    assert found.outside_answered <= outside
    assert found.alarms_found == (name != "fifth")  # which has none
    assert found.false_alarms <= 0.015


# Harder than the others on purpose, and more than half of what it missed at first was left as it was.
def test_what_is_typed_in_haste_and_worry_finds_no_less_than_it_did() -> None:
    found = figures(verdicts("sixth"))
    assert found.right >= 0.75
    assert found.offered >= 0.91
    assert found.wrong <= 0.07
    assert found.outside_answered <= 0.08
    assert found.alarms_found == 1
    assert found.false_alarms <= 0.025


# Not fitted to by whoever wrote phrasings. The emergencies of the seventh are in odder words than any before.
@pytest.mark.parametrize(
    ("name", "right", "offered", "wrong", "outside", "alarms"),
    [
        ("seventh", 0.69, 0.9, 0.065, 0.09, 0.92),
        ("eighth", 0.82, 0.93, 0.05, 0.06, 0.93),
        ("ninth", 0.82, 0.91, 0.045, 0.06, 0.96),
    ],
)
def test_what_nothing_was_fitted_to_finds_no_less_than_it_did(
    name: str, right: float, offered: float, wrong: float, outside: float, alarms: float
) -> None:
    found = figures(verdicts(name))
    assert found.right >= right
    assert found.offered >= offered
    assert found.wrong <= wrong
    assert found.outside_answered <= outside
    assert found.alarms_found >= alarms
    assert found.false_alarms <= 0.03


def test_ordinary_aches_since_yesterday_are_no_emergency_and_red_flags_since_yesterday_are() -> None:
    found = figures(verdicts("aches"))
    assert found.right >= 0.6
    assert found.offered >= 0.86
    assert found.wrong <= 0.09
    assert found.false_alarms <= 0.06
    assert found.alarms_found == 1


@pytest.mark.parametrize(
    ("name", "missed", "false"),
    [("alarms", 0, 1), ("alarms-second", 0, 7), ("alarms-third", 0, 6), ("alarms-fourth", 3, 11)],
)
def test_reports_of_red_flags_are_found_and_harmless_words_raise_no_alarm(
    answerer: Answerer, name: str, missed: int, false: int
) -> None:
    rows = yaml.safe_load((QUESTIONS / f"{name}.yaml").read_text(encoding="utf-8"))
    alarmed = {row["q"]: answerer.reply(row["q"]).outcome is Outcome.EMERGENCY for row in rows}
    assert len([row["q"] for row in rows if row["alarm"] and not alarmed[row["q"]]]) <= missed
    assert len([row["q"] for row in rows if alarmed[row["q"]] and not row["alarm"]]) <= false


@pytest.mark.parametrize(
    "name", ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "aches"]
)
def test_replies_are_whole(answerer: Answerer, name: str) -> None:
    for verdict in verdicts(name):
        reply = verdict.reply
        assert len(reply.matches) <= MOST_MATCHES
        assert 0 <= reply.scope <= 1
        assert (
            reply.outcome in {Outcome.EMERGENCY, Outcome.NONE}
            or reply.scope >= answerer.faq.vocabulary.thresholds.offer
        )
        assert all(0 <= match.score <= 1 for match in reply.matches)
        assert all(match.phrasing in match.entry.questions for match in reply.matches)
        assert len({match.entry.id for match in reply.matches}) == len(reply.matches)
        if reply.outcome is Outcome.SUGGEST:
            assert LEAST_OFFERED <= len(reply.suggestions) <= MOST_OFFERED
            assert all(entry.kind is Kind.ANSWER for entry in reply.suggestions)
        else:
            assert reply.suggestions == ()
        scores = [match.score for match in reply.matches]
        assert reply.outcome is Outcome.EMERGENCY or scores == sorted(scores, reverse=True)


def test_every_title_finds_its_own_entry(answerer: Answerer) -> None:
    for entry in answerer.faq.entries:
        reply = answerer.reply(entry.title)
        assert reply.matches[0].entry is entry, entry.id


def test_half_typed_words_find_their_entry(answerer: Answerer) -> None:
    for typed, entry in [("osteop", "osteoporosis"), ("pregn", "pregnancy"), ("is it sa", "is-it-safe")]:
        assert answerer.completions(typed)[0].entry.id == entry


def test_completions_are_empty_for_what_is_not_the_topic(answerer: Answerer) -> None:
    for typed in ("", "  ", "weather in par", "thanks", "!?"):
        assert answerer.completions(typed) == ()


def test_completions_of_an_emergency_are_the_emergency_alone(answerer: Answerer) -> None:
    (match,) = answerer.completions("i can't feel my legs")
    assert match.entry.kind is Kind.EMERGENCY


def test_no_more_completions_than_asked_for(answerer: Answerer) -> None:
    assert len(answerer.completions("how hea", limit=1)) == 1


def tiny(answerer: Answerer, *entries: Entry) -> Answerer:
    faq = answerer.faq
    return Answerer(Faq(entries, {}, {}, Vocabulary(), faq.phrases, "tiny"))


def test_two_entries_and_nothing_else_make_an_faq(answerer: Answerer) -> None:
    opening = Entry("opening", ("When do you open?", "opening hours"), "At nine.")
    parking = Entry("parking", ("Where can I park?", "parking space"), "Behind the house.")
    small = tiny(answerer, opening, parking)
    assert small.reply("opening hours?").matches[0].entry is opening
    assert small.reply("parking").matches[0].entry is parking


def test_one_entry_alone_is_never_a_suggestion(answerer: Answerer) -> None:
    alone = tiny(answerer, Entry("opening", ("When do you open?",), "At nine."))
    assert alone.reply("open").outcome is not Outcome.SUGGEST
