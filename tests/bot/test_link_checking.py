"""The command `backwalk check --links`: from the command line over a real network to the exit status."""

from __future__ import annotations

import asyncio
import io
import re
import socket
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from bot.link_asking import Patience, new_session
from bot.link_checking import check_links, told
from bot.link_findings import Finding, Verdict
from faq import Place
from faq.addresses import Address
from tests.bot.pages import DEADLINE, Here, Pages, answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALIVE = Finding(Verdict.ALIVE)
AT_ONCE = Patience(timeout=DEADLINE, pause=0)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FAQ_DIR", raising=False)
    monkeypatch.chdir(tmp_path)


@contextmanager
def serving(pages: Pages) -> Iterator[str]:
    """Serve pages from a thread, since the command runs an event loop of its own; gives the root of the server."""
    ready, over = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with pages.running():
            ready.set()
            await over.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(DEADLINE)
        yield pages.url
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()


def folder(guides: Sequence[str], answer: str = "Good day.") -> Path:
    """An FAQ with guides at these addresses, the first of which stands in line 3 of guides.yaml, the next in line 6."""
    made = Path("my-faq")
    made.mkdir()
    entry = f"- id: hello\n  kind: smalltalk\n  questions: [hello there]\n  answer: {answer}\n"
    listed = "".join(f"- id: g{number}\n  title: G\n  url: {url}\n" for number, url in enumerate(guides))
    (made / "entries.yaml").write_text(entry, encoding="utf-8")
    if listed:
        (made / "guides.yaml").write_text(listed, encoding="utf-8")
    return made


class TestCommand:
    def test_the_dead_the_moved_and_what_could_not_be_checked(self, capsys: pytest.CaptureFixture[str]) -> None:
        pages = Pages()
        pages["/well"], pages["/gone"], pages["/shy"] = answers(200), answers(410), answers(403)
        pages["/old"], pages["/new"] = answers(301, "/new"), answers(200)
        with serving(pages) as root:
            made = folder([f"{root}/{path}" for path in ("well", "gone", "old#part", "shy")], f"See {root}/gone#top.")
            assert main(["check", "--links", "--local", "--faq", str(made)]) == 1
        output = capsys.readouterr()
        assert output.err.splitlines() == [
            (
                f"my-faq/entries.yaml:4: {root}/gone#top is dead: it answers 410 (Gone); "
                "find where the page is now, or delete it"
            ),
            (
                f"my-faq/guides.yaml:6: {root}/gone is dead: it answers 410 (Gone); "
                "find where the page is now, or delete it"
            ),
        ]
        lines = output.out.splitlines()
        assert lines[-3:] == [
            (
                f"my-faq/guides.yaml:9: could be better: {root}/old#part has moved; "
                f"if it is the same page, write {root}/new#part"
            ),
            (
                f"my-faq/guides.yaml:12: hint: {root}/shy could not be checked: it answers 403 (Forbidden); "
                "open it in a browser; if it is gone, change or delete it"
            ),
            "my-faq: 1 of 4 addresses are alive, 1 dead, 1 moved, 1 could not be checked.",
        ]
        # What --fast tells comes first.
        assert "my-faq: no mistakes in 1 entries." in lines
        assert any("is named by no entry" in line for line in lines)
        assert sorted(pages.asked) == [
            "GET /gone", "GET /shy", "HEAD /gone", "HEAD /new", "HEAD /old", "HEAD /shy", "HEAD /well",
        ]  # fmt: skip

    def test_moved_pages_alone_are_no_failure(self, capsys: pytest.CaptureFixture[str]) -> None:
        pages = Pages()
        pages["/old"], pages["/new"] = answers(308, "/new"), answers(200)
        with serving(pages) as root:
            assert main(["check", "--links", "--local", "--faq", str(folder([f"{root}/old"]))]) == 0
        assert capsys.readouterr().err == ""

    def test_this_machine_is_asked_only_when_told_so(self, capsys: pytest.CaptureFixture[str]) -> None:
        pages = Pages()
        with serving(pages) as root:
            assert main(["check", "--links", "--faq", str(folder([f"{root}/"]))]) == 0
        assert pages.asked == []
        assert (
            f"my-faq/guides.yaml:3: hint: {root}/ was not asked: it leads to this machine or into its network, "
            "where readers cannot follow; link to a public page, or check it with --local"
        ) in capsys.readouterr().out.splitlines()

    def test_without_links_nothing_is_asked(self) -> None:
        pages = Pages()
        with serving(pages) as root:
            assert main(["check", "--fast", "--local", "--faq", str(folder([f"{root}/"]))]) == 0
        assert pages.asked == []

    def test_mistakes_come_first_and_alone(self, capsys: pytest.CaptureFixture[str]) -> None:
        pages = Pages()
        with serving(pages) as root:
            made = folder([f"{root}/"])
            (made / "sources.yaml").write_text("- id: x\n", encoding="utf-8")
            assert main(["check", "--links", "--local", "--faq", str(made)]) == 1
        assert pages.asked == []
        assert capsys.readouterr().err == (
            "my-faq/sources.yaml:1: the source 'x' has no key 'title'; add 'title:' to it\n"
        )

    def test_no_addresses(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "--links", "--faq", str(folder([]))]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "my-faq: no addresses to ask."

    def test_the_help_says_when_it_fails(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit, match="0"):
            main(["check", "--help"])
        assert "dead ones make the command fail" in " ".join(capsys.readouterr().out.split())


class TestNoNetwork:
    """Hosts of which nothing can be found out, each in its way."""

    @pytest.fixture(autouse=True)
    def cut_off(self, monkeypatch: pytest.MonkeyPatch) -> None:
        failing: dict[str, OSError] = {
            f"{name}.example": socket.gaierror(number, "no")
            for name, number in (
                ("again", socket.EAI_AGAIN),
                ("unknown", socket.EAI_NONAME),
                ("other", socket.EAI_NONAME),
            )
        }
        monkeypatch.setattr(
            "bot.link_checking.new_session", lambda *how, **more: new_session(*how, **more, resolver=Here(failing))
        )

    @pytest.mark.parametrize("hosts", [["again"], ["again", "unknown"], ["unknown", "other"]], ids="-".join)
    def test_it_is_told_in_one_line(self, capsys: pytest.CaptureFixture[str], hosts: list[str]) -> None:
        made = folder([f"https://{host}.example/{page}" for host in hosts for page in "ab"])
        assert check_links(made, patience=AT_ONCE) == 1
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err == (
            f"my-faq: none of {2 * len(hosts)} addresses could be reached; look after the network, and run this again\n"
        )

    def test_a_host_that_does_not_exist_may_be_the_only_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert check_links(folder(["https://unknown.example/a", "https://unknown.example/b"]), patience=AT_ONCE) == 1
        said = capsys.readouterr().err
        assert len(re.findall(r"guides.yaml:[36]: .* is dead: it has a host that does not exist; ", said)) == 2

    def test_what_is_local_says_nothing_about_the_network(self, capsys: pytest.CaptureFixture[str]) -> None:
        made = folder(["http://127.0.0.1/", "https://unknown.example/", "https://again.example"])
        assert check_links(made, patience=AT_ONCE) == 1
        assert "could be reached" in capsys.readouterr().err

    def test_one_page_that_answers_shows_that_there_is_a_network(self, capsys: pytest.CaptureFixture[str]) -> None:
        pages = Pages()
        pages["/"] = answers(404)
        with serving(pages) as root:
            made = folder([f"{root}/", "https://unknown.example/", "https://again.example/"])
            assert check_links(made, local=True, patience=AT_ONCE) == 1
        assert len(capsys.readouterr().err.splitlines()) == 3


def test_a_bar_moves_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    pages = Pages()
    pages["/"] = answers(200)
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    with serving(pages) as root:
        assert check_links(folder([f"{root}/"]), local=True) == 0
    assert "Asking the addresses" in shown.getvalue()


def test_a_folder_that_is_gone(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_links(Path("nowhere")) == 1
    assert capsys.readouterr().err.startswith("nowhere:1: the folder cannot be read")


@pytest.mark.parametrize(
    ("url", "moved_to", "written"),
    [
        ("http://a.example/#b", "https://a.example/", "https://a.example/#b"),
        ("http://a.example/#b", "https://a.example/#c", "https://a.example/#c"),
        ("http://a.example/", "https://a.example/", "https://a.example/"),
    ],
)
def test_a_place_within_a_page_moves_along(url: str, moved_to: str, written: str) -> None:
    findings = {"http://a.example/": Finding(Verdict.MOVED, moved_to=moved_to)}
    ((verdict, line),) = told([Address(url, Place("x.yaml", 1))], findings)
    assert verdict is Verdict.MOVED
    assert line.endswith(f"write {written}")


def test_what_is_alive_is_not_worth_a_line() -> None:
    assert list(told([Address("http://a.example", Place("x.yaml", 1))], {"http://a.example": ALIVE})) == []
