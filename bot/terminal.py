"""The same bot in the terminal: one question at a time, or a chat. No token, no network."""

from __future__ import annotations

import gc
import io
import json
import sys
from typing import TYPE_CHECKING

from bot.plain import numbered, plain_entry, plain_reply, wrapped
from faq import Answerer, FaqError, load
from faq.caching import cache_folder
from faq.editions import glance
from faq.markup import to_plain
from faq.text import is_wordy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from faq import Entry, Faq, Reply

LEAVE = frozenset({"/quit", "/exit", "quit", "exit"})
"""What ends the chat beside Ctrl-D."""

_PROMPT = "> "


def ask(question: str | None, *, as_json: bool, faq_dir: Path, why: bool = False) -> int:
    """Answer one question, or one a line from standard input, and print each answer as it is found.

    Parameters
    ----------
    question
        None to read questions from standard input.
    as_json
        Print one JSON object a line instead of text.
    faq_dir
        Folder of the FAQ.
    why
        Tell why it is said instead of saying it.

    Returns
    -------
    int
        Exit status: 0.

    Raises
    ------
    FaqError
        If the FAQ has mistakes.
    """
    say = _say_why if why else _say
    answerer = ready_answerer(faq_dir)
    for number, asked in enumerate(_questions(question)):
        if number and not as_json:
            print()
        say(answerer, asked, as_json=as_json)
    return 0


def chat(faq_dir: Path) -> int:
    """Talk to the bot until the end of input (Ctrl-D). An edit of the files is taken before the next answer.

    Parameters
    ----------
    faq_dir
        Folder of the FAQ.

    Returns
    -------
    int
        Exit status: 0.

    Raises
    ------
    FaqError
        If the FAQ has mistakes.
    """
    draft = Draft(faq_dir)
    conversation = Conversation(ready_answerer(faq_dir))
    _keep_history()
    print(wrapped(conversation.faq.phrases.terminal_welcome))
    while True:
        try:
            typed = input(f"\n{_PROMPT}").strip()
        except EOFError:
            break
        except KeyboardInterrupt:
            # Ctrl-C takes back the line, as it does in a shell.
            continue
        if typed.lower() in LEAVE:
            break
        if typed:
            draft.take(conversation)
            print(f"\n{conversation.said(typed)}")
    print(f"\n{conversation.faq.phrases.terminal_goodbye}")
    return 0


def as_record(reply: Reply) -> dict[str, object]:
    """A reply as the plain data that ``--json`` prints."""
    return {
        "question": reply.question,
        "outcome": reply.outcome.value,
        "matches": [
            {"id": match.entry.id, "score": round(match.score, 4), "phrasing": match.phrasing}
            for match in reply.matches
        ],
    }


def ready_answerer(faq_dir: Path) -> Answerer:
    """Give an answerer with the terminal made ready for its texts.

    Raises
    ------
    FaqError
        If the FAQ has mistakes.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a character shows a question mark, rather than nothing at all.
        sys.stdout.reconfigure(errors="replace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    # Nothing of what is built here is thrown away: looking for garbage meanwhile costs half the start.
    gc.disable()
    answerer = Answerer(load(faq_dir), cache_folder())
    gc.freeze()
    gc.enable()
    return answerer


class Conversation:
    """A chat: remembers what was offered last, so that a number can pick from it.

    Parameters
    ----------
    answerer
        Answers the questions.
    """

    def __init__(self, answerer: Answerer) -> None:
        self.faq: Faq = answerer.faq
        self._answerer = answerer
        self._offered: Sequence[Entry] = ()
        self._topics: Sequence[tuple[str, Sequence[Entry]]] = ()

    def learn(self, answerer: Answerer) -> None:
        """Answer from another FAQ from now on. Numbers still pick from the last list, in its new words."""
        self.faq, self._answerer = answerer.faq, answerer
        self._offered = [self.faq.by_id.get(entry.id, entry) for entry in self._offered]

    def said(self, typed: str) -> str:
        """What the bot says to what was typed: a question, a command, or a number from the last list."""
        command, _, question = typed.partition(" ")
        if command.lower() == "/ask" and question:
            return self._answered(question)
        if command.startswith("/"):
            return self._command(command.removeprefix("/").lower())
        if typed.isdecimal() and (self._offered or self._topics):
            return self._picked(int(typed))
        return self._answered(typed)

    def _answered(self, question: str) -> str:
        if not is_wordy(question):
            return wrapped(to_plain(self.faq.phrases.wordless))
        reply = self._answerer.reply(question)
        if reply.entry is not None:
            return self._with_related(plain_reply(reply, self.faq, to_pick=True), reply.entry)
        self._offer(reply.suggestions)
        return plain_reply(reply, self.faq, to_pick=True)

    def _command(self, name: str) -> str:
        phrases = self.faq.phrases
        if name == "topics":
            return self._list_topics()
        if name == "privacy":
            return wrapped(phrases.terminal_privacy)
        if name == "about":
            return wrapped(to_plain(phrases.about))
        return wrapped(phrases.terminal_help)

    def _list_topics(self) -> str:
        topics = tuple(self.faq.topics.items())
        if len(topics) == 1:
            return self._list_questions(topics[0][1])
        self._offered, self._topics = (), topics
        return self._to_pick([title for title, _ in topics])

    def _picked(self, number: int) -> str:
        choices = self._topics or self._offered
        if not 1 <= number <= len(choices):
            return self.faq.phrases.terminal_number.replace("{last}", str(len(choices)))
        if self._topics:
            return self._list_questions(self._topics[number - 1][1])
        entry = self._offered[number - 1]
        return self._with_related(plain_entry(entry, self.faq), entry)

    def _list_questions(self, entries: Sequence[Entry]) -> str:
        self._offer(entries)
        return self._to_pick([entry.title for entry in entries])

    def _with_related(self, text: str, entry: Entry) -> str:
        """A text with the entries below it that a reader may want next."""
        self._offer(self.faq.related_to(entry))
        return f"{text}\n\n{self._to_pick([related.title for related in self._offered])}" if self._offered else text

    def _to_pick(self, titles: Sequence[str]) -> str:
        return f"{numbered(titles)}\n\n{self.faq.phrases.terminal_topics}"

    def _offer(self, entries: Sequence[Entry]) -> None:
        self._offered, self._topics = entries, ()


class Draft:
    """The files of an FAQ while a curator edits them beside the chat.

    Parameters
    ----------
    folder
        Folder of the FAQ, just before it is read for the first time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen = glance(folder)

    def take(self, conversation: Conversation) -> None:
        """Let a conversation go on with what was edited since last time; mistakes in it are told instead."""
        now = glance(self._folder)
        if now == self._seen:
            return
        self._seen = now
        try:
            faq = load(self._folder)
        except FaqError as error:
            print(f"\nThe FAQ has mistakes; the answers are those of the old one.\n{error}", file=sys.stderr)
            return
        if faq.version != conversation.faq.version:
            print("\nThe FAQ has been edited: a moment ...", file=sys.stderr)
            conversation.learn(Answerer(faq, cache_folder()))


def _say(answerer: Answerer, question: str, *, as_json: bool) -> None:
    reply = answerer.reply(question)
    if as_json:
        print(json.dumps(as_record(reply), ensure_ascii=False), flush=True)
    else:
        print(plain_reply(reply, answerer.faq, to_pick=False), flush=True)


def _say_why(answerer: Answerer, question: str, *, as_json: bool) -> None:
    # Tables take as long to import as a whole answer.
    from bot.tables import Page  # noqa: PLC0415
    from bot.why import print_why  # noqa: PLC0415
    from bot.why_record import as_why_record  # noqa: PLC0415

    found = answerer.explain(question)
    if as_json:
        print(json.dumps({**as_record(found.reply), **as_why_record(found)}, ensure_ascii=False), flush=True)
    else:
        print_why(Page(), found, answerer.faq.vocabulary.thresholds)


def _questions(question: str | None) -> Iterator[str]:
    if question is not None:
        yield question
        return
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def _keep_history() -> None:
    """Let the arrow keys bring back earlier questions, for this chat only: nothing is written to disk."""
    try:
        import readline  # noqa: PLC0415 - not on every system, and only the chat needs it
    except ImportError:
        return
    readline.set_auto_history(True)
