"""The page as text, and as a browser shows it."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from bot.reporting.figures import figures
from bot.reporting.missed import missed
from bot.reporting.page import as_page
from bot.reporting.report import Report
from bot.store import VoteCount
from tests.bot.reporting.stores import ATTACK, COUNTED, USUAL, question, tally, today
from tests.devtools import tab

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.store import Question, Tally
    from faq import Answerer

HOSTILE = (
    ATTACK,
    "elephants \x9b31m \u202etxt.exe",
    "elephants " + "x" * 280,
    "elephants <img src=https://evil.example/x onerror=alert(1)>",
    "elephants ]]> --> <!-- & &amp; &lt;b&gt;",
)


def made(
    answerer: Answerer, asked: Iterable[Question] = USUAL, counted: Iterable[Tally] = COUNTED, days: int = 29
) -> Report:
    asked = tuple(asked)
    votes = [
        VoteCount(entry="hours", phrasing=ATTACK, up=0, down=2),
        VoteCount(entry=ATTACK, phrasing="", up=0, down=1),
    ]
    found = figures(today() - timedelta(days), today(), tuple(counted), votes, asked)
    return Report(found, missed(asked, answerer), answerer.faq, "faq")


@pytest.fixture(scope="module")
def page(answerer: Answerer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with everything in it, and with what people write to break one."""
    asked = [*USUAL, *(question(text, picked="dogs") for text in HOSTILE[1:])]
    report = made(answerer, asked, [*COUNTED, tally("answer", 3, ATTACK[:60], chat="<b>")])
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(as_page(report), encoding="utf-8")
    return file


class Tags(HTMLParser):
    """Collects the tags of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


class TestText:
    def test_whatever_was_asked_is_text(self, page: Path) -> None:
        tags = Tags(page.read_text(encoding="utf-8"))
        names = [tag for tag, _ in tags.tags]
        assert (names.count("script"), names.count("style"), names.count("img")) == (1, 1, 0)
        assert not [name for _, attributes in tags.tags for name in attributes if name.startswith("on")]
        for text in (*HOSTILE[:1], *HOSTILE[2:]):
            assert text in tags.text
        assert "{{ 7*7 }}" in tags.text

    def test_what_cannot_be_seen_is_named(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        assert "elephants &lt;U+009B&gt;31m &lt;U+202E&gt;txt.exe" in text
        assert text.replace("\n", "").isprintable()

    def test_it_needs_nothing_from_anywhere(self, page: Path) -> None:
        tags = Tags(page.read_text(encoding="utf-8"))
        loaded = [value for _, attributes in tags.tags for name, value in attributes.items() if name in {"src", "href"}]
        assert loaded
        assert all(value and value.startswith(("#", "data:,")) for value in loaded)
        assert not [attributes for _, attributes in tags.tags if "style" in attributes]

    def test_every_link_has_its_place(self, page: Path) -> None:
        tags = Tags(page.read_text(encoding="utf-8")).tags
        ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        named = [
            attributes[name] for _, attributes in tags for name in ("aria-labelledby", "for") if name in attributes
        ]
        linked = [str(attributes["href"])[1:] for tag, attributes in tags if tag == "a"]
        assert {name for names in named for name in str(names).split()} | set(linked) <= set(ids)

    def test_it_may_run_its_own_style_and_script_alone(self, page: Path) -> None:
        policy = next(one["content"] for tag, one in Tags(page.read_text("utf-8")).tags if one.get("http-equiv"))
        assert re.match(r"default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'; ", str(policy))
        assert "unsafe" not in str(policy)

    def test_nothing_asked_makes_a_page_as_well(self, answerer: Answerer) -> None:
        empty = Report(figures(today(), today(), [], [], []), missed([], answerer), answerer.faq, "faq")
        assert "Nothing was asked." in Tags(as_page(empty)).text

    @pytest.mark.parametrize("days", [0, 6, 100, 2_000])
    def test_a_period_of_any_length_has_its_chart(self, answerer: Answerer, days: int) -> None:
        tags = Tags(as_page(made(answerer, (), days=days)))
        assert 1 <= len([one for tag, one in tags.tags if tag == "g"]) <= 70


@pytest.mark.parametrize("width", [360, 1100])
@pytest.mark.parametrize("dark", [False, True])
async def test_the_browser_shows_it_without_a_complaint(
    chromium: Path,
    page: Path,
    tmp_path: Path,
    width: int,
    dark: bool,  # noqa: FBT001
) -> None:
    async with tab(chromium, tmp_path / "profile") as shown:
        await shown.open(page.as_uri(), width=width, dark=dark)
        await shown.look("document.querySelectorAll('details').forEach(part => { part.open = true })")
        assert await shown.look("innerWidth") == width
        assert await shown.look("document.documentElement.scrollWidth") == width
        assert await shown.look("document.querySelectorAll('img, iframe').length") == 0
        dark_ground = await shown.look("getComputedStyle(document.body).backgroundColor")
        assert (dark_ground == "rgb(20, 24, 28)") is dark
        assert await shown.look("getComputedStyle(document.querySelector('rect.missed')).fill") != "rgb(0, 0, 0)"
        assert shown.complaints == []
        assert shown.requests == [page.as_uri()]


async def test_the_browser_filters_and_copies(chromium: Path, page: Path, tmp_path: Path) -> None:
    async with tab(chromium, tmp_path / "profile") as shown:
        await shown.open(page.as_uri())
        visible = "[...document.querySelectorAll('.group')].filter(one => one.checkVisibility()).length"
        everything = await shown.look(visible)
        await shown.look("filter.value = 'WIFI'; filter.dispatchEvent(new Event('input'))")
        assert 1 <= await shown.look(visible) < everything
        assert await shown.look("found.textContent") == f"{await shown.look(visible)} found"
        await shown.look("filter.value = ''; filter.dispatchEvent(new Event('input'))")
        assert await shown.look(visible) == everything
        await shown.look("document.getElementById('copy').click()")
        assert await shown.look("getSelection().toString().trim() === yaml.textContent.trim()")
        assert shown.complaints == []


async def test_without_scripts_everything_is_there_but_what_needs_them(
    chromium: Path, page: Path, tmp_path: Path
) -> None:
    async with tab(chromium, tmp_path / "profile") as shown:
        await shown.open(page.as_uri(), scripts=False)
        assert not await shown.look("document.getElementById('copy').checkVisibility()")
        assert not await shown.look("document.getElementById('filter').checkVisibility()")
        assert await shown.look("document.querySelectorAll('.group').length") > 1
        assert await shown.look("[...document.querySelectorAll('.group')].every(one => one.checkVisibility())")
        assert "can zebras visit" in await shown.look("document.body.innerText")
        assert await shown.look("document.documentElement.scrollWidth") == 360


async def test_texts_stand_out_from_their_ground(chromium: Path, page: Path, tmp_path: Path) -> None:
    """Contrast by the formula of WCAG 2: 4.5 for texts, 3 for what is drawn."""
    for dark in (False, True):
        async with tab(chromium, tmp_path / f"profile-{dark}") as shown:
            await shown.open(page.as_uri(), dark=dark)
            style = "getComputedStyle(document.documentElement).getPropertyValue"
            names = (
                "ground",
                "panel",
                "ink",
                "soft",
                "link",
                "alarm",
                "alarm-ground",
                "answered",
                "suggested",
                "missed",
            )
            colour = {name: await shown.look(f"{style}('--{name}').trim()") for name in names}
        for text in ("ink", "soft", "link"):
            assert contrast(colour[text], colour["panel"]) >= 4.5
            assert contrast(colour[text], colour["ground"]) >= 4.5
        assert min(contrast(colour[text], colour["alarm-ground"]) for text in ("alarm", "ink", "soft")) >= 4.5
        assert min(contrast(colour[part], colour["panel"]) for part in ("answered", "suggested", "missed")) >= 3


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
