from __future__ import annotations

import io
import json
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot import terminal
from bot.terminal import Conversation
from tests.faq.labelled import CONTENT, packaged_answerer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def chatting() -> Conversation:
    return Conversation(packaged_answerer())


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str | type[BaseException]) -> None:
    typed = iter(lines)

    def reading(_: str) -> str:
        line = next(typed, EOFError)
        if isinstance(line, str):
            return line
        raise line

    monkeypatch.setattr("builtins.input", reading)


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def title(entry: str) -> str:
    return packaged_answerer().faq.by_id[entry].title


def test_an_answer_has_title_links_sources_and_related_questions(chatting: Conversation) -> None:
    said = chatting.said("is it safe?")
    faq = packaged_answerer().faq
    entry = faq.by_id["is-it-safe"]
    assert said.startswith(entry.title)
    for guide in entry.guides:
        assert faq.guides[guide].url in said
    for related in entry.related:
        assert faq.by_id[related].title in said
    assert "2023" in said


def test_a_number_picks_a_related_question(chatting: Conversation) -> None:
    chatting.said("is it safe?")
    second = packaged_answerer().faq.by_id["is-it-safe"].related[1]
    assert chatting.said("2").startswith(title(second))


def test_a_number_picks_a_suggestion(chatting: Conversation) -> None:
    question = "my physio mentioned people who get stood on to loosen up, what even is that"
    offered = packaged_answerer().reply(question).suggestions
    assert offered, "the question is meant to be one that the bot is unsure about"
    said = chatting.said(question)
    assert all(entry.title in said for entry in offered)
    assert chatting.said("1").startswith(offered[0].title)


def test_topics_lead_to_questions_and_questions_to_answers(chatting: Conversation) -> None:
    topics = packaged_answerer().faq.topics
    said = chatting.said("/topics")
    assert all(topic in said for topic in topics)
    entries = next(iter(topics.values()))
    assert all(entry.title in chatting.said("/topics") + chatting.said("1") for entry in entries)
    assert chatting.said("1").startswith(entries[0].title)


@pytest.mark.parametrize("number", ["0", "99", "123456789012345678901234567890", "١٢٣"])
def test_a_number_that_is_not_in_the_list_is_told_so(chatting: Conversation, number: str) -> None:
    chatting.said("/topics")
    assert str(len(packaged_answerer().faq.topics)) in chatting.said(number)


def test_a_single_topic_is_passed_over(tmp_path: Path) -> None:
    entries = (
        "- {id: a, questions: [Do cats bite?], answer: Yes.}\n- {id: b, questions: [Do dogs bark?], answer: Loud.}\n"
    )
    (tmp_path / "entries.yaml").write_text(entries, "utf-8")
    chatting = Conversation(terminal.ready_answerer(tmp_path))
    questions = chatting.said("/topics")
    assert "Do cats bite?" in questions
    assert "Do dogs bark?" in questions
    assert "Loud." in chatting.said("2")


def test_ask_asks_as_on_telegram(chatting: Conversation) -> None:
    assert chatting.said("/ask is it safe?") == chatting.said("is it safe?")


def test_what_has_no_words_asks_nothing(chatting: Conversation) -> None:
    assert chatting.said("\N{THUMBS UP SIGN} ?!").split() == chatting.faq.phrases.wordless.split()


@pytest.mark.parametrize("command", ["/help", "/start", "/nonsense", "/", "/ask"])
def test_other_commands_get_help(chatting: Conversation, command: str) -> None:
    assert chatting.said(command).split() == packaged_answerer().faq.phrases.terminal_help.split()


def test_about_is_the_bots_own_words(chatting: Conversation) -> None:
    assert chatting.said("/about") != chatting.said("/help")


@pytest.mark.parametrize("command", ["/privacy", "/privacy delete"])
def test_privacy_says_that_the_terminal_keeps_nothing(chatting: Conversation, command: str) -> None:
    assert chatting.said(command).split() == packaged_answerer().faq.phrases.terminal_privacy.split()


def test_small_talk_is_the_answer_alone(chatting: Conversation) -> None:
    assert title("thanks") not in chatting.said("thank you so much")


def test_what_is_off_the_topic_is_not_answered(chatting: Conversation) -> None:
    said = chatting.said("what is the capital of France")
    assert said.split() == packaged_answerer().faq.phrases.terminal_none.split()


def test_the_chat_ends_with_the_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    type_in(monkeypatch, "is it safe?", "  ", KeyboardInterrupt, "oil?")
    assert terminal.chat(CONTENT) == 0
    shown = capsys.readouterr().out
    phrases = packaged_answerer().faq.phrases
    assert title("is-it-safe") in shown
    assert title("oil-at-home") in shown
    assert shown.rstrip().endswith(phrases.terminal_goodbye)


class TestDraft:
    """The chat beside an editor."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        self.file = tmp_path / "geese.yaml"
        self.write("They hiss.")
        return tmp_path

    def write(self, answer: str, key: str = "answer") -> None:
        self.file.write_text(f"- id: geese\n  questions: [What do geese do?]\n  {key}: {answer}\n", encoding="utf-8")

    def typed(self, monkeypatch: pytest.MonkeyPatch, *steps: str | Callable[[], None]) -> None:
        """Ask at the prompt, and edit between two questions."""
        left = iter(steps)

        def reading(_: str) -> str:
            for step in left:
                if isinstance(step, str):
                    return step
                step()
            raise EOFError

        monkeypatch.setattr("builtins.input", reading)

    def test_an_edit_is_taken_before_the_next_answer(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        self.typed(monkeypatch, "what do geese do", lambda: self.write("They bite."), "what do geese do")
        terminal.chat(folder)
        shown = capsys.readouterr().out
        assert 0 < shown.index("They hiss.") < shown.index("They bite.")

    def test_mistakes_are_told_and_the_old_answers_go_on_until_they_are_mended(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        broken = partial(self.write, "They bite.", key="anwser")
        self.typed(monkeypatch, broken, *["what do geese do"] * 2, lambda: self.write("They swim."), "what do geese do")
        terminal.chat(folder)
        shown = capsys.readouterr()
        assert shown.out.count("They hiss.") == 2
        assert shown.out.count("They swim.") == 1
        assert shown.err.count("geese.yaml:3: ") == 1

    def test_a_number_picks_from_the_last_list_what_it_says_now(self, folder: Path) -> None:
        conversation = Conversation(terminal.ready_answerer(folder))
        draft = terminal.Draft(folder)
        conversation.said("/topics")
        self.write("They bite.")
        draft.take(conversation)
        assert "They bite." in conversation.said("1")


def test_one_question_gets_one_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.ask("is it safe?", as_json=False, faq_dir=CONTENT) == 0
    assert capsys.readouterr().out.startswith(title("is-it-safe"))


def test_questions_from_standard_input_are_answered_line_by_line_in_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, "is it safe?\r\n\nничего\nI can't feel my legs\n\xff\n".encode("latin-1", "replace"))
    assert terminal.ask(None, as_json=True, faq_dir=CONTENT) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["question"] for record in records][:2] == ["is it safe?", ""]
    assert [record["outcome"] for record in records] == ["answer", "none", "none", "emergency", "none"]


def test_a_record_has_the_documented_form(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.ask("is it safe?", as_json=True, faq_dir=CONTENT)
    record = json.loads(capsys.readouterr().out)
    assert set(record) == {"question", "outcome", "matches"}
    assert 1 <= len(record["matches"]) <= 5
    for match in record["matches"]:
        assert set(match) == {"id", "score", "phrasing"}
        assert 0 <= match["score"] <= 1
        assert match["phrasing"] in packaged_answerer().faq.by_id[match["id"]].questions


def test_why_is_told_instead_of_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.ask("is it safe?", as_json=False, faq_dir=CONTENT, why=True) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("'is it safe?'\nanswer: is-it-safe\n")
    assert packaged_answerer().faq.by_id["is-it-safe"].answer[:30] not in shown


def test_why_is_told_line_by_line_in_order(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    feed(monkeypatch, b"is it safe?\n\nI can't feel my legs\n")
    assert terminal.ask(None, as_json=False, faq_dir=CONTENT, why=True) == 0
    shown = capsys.readouterr().out
    places = [
        shown.index(text) for text in ("'is it safe?'\nanswer", "\n''\nnothing", "\n'I can't feel my legs'\nemerg")
    ]
    assert places == sorted(places)


def test_why_as_data_holds_the_record_of_the_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, b"is it safe?\n\nI can't feel my legs\n")
    terminal.ask(None, as_json=True, faq_dir=CONTENT, why=True)
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for record in found:
        reply = terminal.as_record(packaged_answerer().reply(record["question"]))
        assert {name: record[name] for name in reply} == reply
    assert [record["reason"] for record in found] == ["same words", "nothing known", "alarm"]


def test_the_answer_alone_imports_no_tables() -> None:
    code = "import sys, bot.terminal as t, pathlib; t.ask('oil?', as_json=True, faq_dir=pathlib.Path(sys.argv[1])); "
    code += "assert not {'rich', 'faq.explaining', 'bot.why'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code, str(CONTENT)], check=True, capture_output=True)


def test_what_was_learnt_is_kept_for_the_next_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("faq.caching.PACKAGED", tmp_path / "nothing-installed")
    terminal.ask("is it safe?", as_json=True, faq_dir=CONTENT)
    assert len(list(tmp_path.rglob("*.learnt"))) == 1
