"""Asking one address, over a real network on this machine."""

from __future__ import annotations

import asyncio
import socket
import ssl
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
import trustme
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot import public_addresses
from bot.link_asking import MOST_REDIRECTS, Asker, Patience, _target, new_session
from bot.link_findings import Finding, Silence, Verdict
from faq.links import LONGEST_ADDRESS, problem_of
from tests.bot.pages import DEADLINE, Crowd, Endless, Here, Pages, answers, cuts, hangs

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from aiohttp.abc import AbstractResolver

    from tests.bot.pages import Page

PATIENCE = Patience(timeout=DEADLINE, pause=0)


@pytest_asyncio.fixture
async def pages() -> AsyncIterator[Pages]:
    async with Pages().running() as running:
        yield running


async def ask(
    url: str, *, patience: Patience = PATIENCE, local: bool = True, resolver: AbstractResolver | None = None
) -> Finding:
    async with new_session(patience, local=local, resolver=resolver) as session:
        return await Asker(session, patience).ask(url)


def dead(why: str, **more: Silence | bool) -> Finding:
    return Finding(Verdict.DEAD, why, **more)  # type: ignore[arg-type]


class TestAnswers:
    @pytest.mark.parametrize(
        ("status", "verdict", "why"),
        [
            (200, Verdict.ALIVE, "answers 200 (OK)"),
            (204, Verdict.ALIVE, "answers 204 (No Content)"),
            (404, Verdict.DEAD, "answers 404 (Not Found)"),
            (410, Verdict.DEAD, "answers 410 (Gone)"),
            (401, Verdict.UNCHECKED, "answers 401 (Unauthorized)"),
            (403, Verdict.UNCHECKED, "answers 403 (Forbidden)"),
            (429, Verdict.UNCHECKED, "answers 429 (Too Many Requests)"),
            (451, Verdict.UNCHECKED, "answers 451 (Unavailable For Legal Reasons)"),
            (999, Verdict.UNCHECKED, "answers 999"),
            (304, Verdict.UNCHECKED, "answers 304 (Not Modified)"),
            (302, Verdict.UNCHECKED, "answers 302 (Found)"),
        ],
    )
    async def test_the_status_says_it(self, pages: Pages, status: int, verdict: Verdict, why: str) -> None:
        pages["/"] = answers(status)
        assert await ask(f"{pages.url}/") == Finding(verdict, why)

    async def test_an_answer_to_the_head_is_enough(self, pages: Pages) -> None:
        pages["/a"] = answers(200)
        await ask(f"{pages.url}/a?b=c#d")
        assert pages.asked == ["HEAD /a"]
        assert pages.requests[0].query_string == "b=c"

    @pytest.mark.parametrize("status", [400, 403, 404, 405, 501])
    async def test_where_the_head_is_refused_the_page_is_asked_for(self, pages: Pages, status: int) -> None:
        pages["/"] = answers(200, head=status)
        assert (await ask(f"{pages.url}/")).verdict is Verdict.ALIVE
        assert pages.asked == ["HEAD /", "GET /"]

    async def test_too_many_requests_are_not_answered_by_more(self, pages: Pages) -> None:
        pages["/"] = answers(429)
        await ask(f"{pages.url}/")
        assert pages.asked == ["HEAD /"]

    async def test_what_fails_is_asked_once_more(self, pages: Pages) -> None:
        pages["/soon"], pages["/never"] = answers(500, then=200), answers(503)
        assert (await ask(f"{pages.url}/soon")).verdict is Verdict.ALIVE
        assert await ask(f"{pages.url}/never") == dead("answers 503 (Service Unavailable)", passing=True)
        assert pages.asked == ["HEAD /soon", "GET /soon", "HEAD /never", "GET /never"]

    async def test_a_page_that_fails_after_its_head_was_refused(self, pages: Pages) -> None:
        pages["/"] = answers(500, head=405)
        assert (await ask(f"{pages.url}/")).verdict is Verdict.DEAD
        assert pages.asked == ["HEAD /", "GET /", "GET /"]

    async def test_of_a_page_without_end_only_the_beginning_is_read(self, pages: Pages) -> None:
        pages["/"] = endless = Endless()
        assert (await ask(f"{pages.url}/")).verdict is Verdict.ALIVE
        async with asyncio.timeout(DEADLINE):
            await endless.over.wait()

    async def test_headers_without_measure_are_not_read(self, pages: Pages) -> None:
        pages["/"] = header_of(40_000)
        found = await ask(f"{pages.url}/")
        assert (found.verdict, found.why) == (Verdict.UNCHECKED, "answers what cannot be read")
        pages["/"] = header_of(20_000)
        assert (await ask(f"{pages.url}/")).verdict is Verdict.ALIVE

    async def test_nothing_is_told_of_whoever_asks(
        self, pages: Pages, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "netrc").write_text("default login me password secret\n", encoding="utf-8")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
        pages["/"] = setting_a_cookie
        pages["/next"] = answers(200)
        assert (await ask(f"{pages.url}/")).verdict is Verdict.ALIVE
        told = {name for request in pages.requests for name in request.headers}
        assert told == {"Host", "Accept", "Accept-Encoding", "Connection", "User-Agent"}
        assert pages.requests[0].headers["User-Agent"].startswith("backwalk ")


class TestRedirects:
    async def test_a_page_that_has_moved_for_good(self, pages: Pages) -> None:
        pages["/old"], pages["/older"], pages["/new"] = answers(301, "/new"), answers(308, "old"), answers(200)
        assert await ask(f"{pages.url}/old") == Finding(Verdict.MOVED, "answers 200 (OK)", f"{pages.url}/new")
        assert (await ask(f"{pages.url}/older")).moved_to == f"{pages.url}/new"

    @pytest.mark.parametrize("status", [302, 303, 307])
    async def test_a_page_that_is_elsewhere_for_now(self, pages: Pages, status: int) -> None:
        pages["/"], pages["/now"] = answers(status, "/now"), answers(200)
        assert await ask(f"{pages.url}/") == Finding(Verdict.ALIVE, "answers 200 (OK)")

    async def test_what_is_for_good_ends_where_the_first_one_for_now_begins(self, pages: Pages) -> None:
        pages["/1"], pages["/2"], pages["/3"] = answers(301, "/2"), answers(302, "/3"), answers(301, "/4")
        pages["/4"] = answers(200)
        assert (await ask(f"{pages.url}/1")).moved_to == f"{pages.url}/2"
        assert (await ask(f"{pages.url}/2")).verdict is Verdict.ALIVE

    async def test_a_way_that_ends_badly_is_told_with_its_end(self, pages: Pages) -> None:
        pages["/"], pages["/gone"], pages["/shy"] = answers(301, "/gone"), answers(404), answers(403)
        assert await ask(f"{pages.url}/") == dead(f"leads to {pages.url}/gone, which answers 404 (Not Found)")
        pages["/"] = answers(301, "/shy")
        assert await ask(f"{pages.url}/") == Finding(
            Verdict.UNCHECKED, f"leads to {pages.url}/shy, which answers 403 (Forbidden)"
        )

    async def test_a_long_way_is_followed_and_a_longer_one_is_not(self, pages: Pages) -> None:
        for number in range(MOST_REDIRECTS + 1):
            pages[f"/{number}"] = answers(302, f"/{number + 1}")
        pages[f"/{MOST_REDIRECTS + 1}"] = answers(200)
        assert (await ask(f"{pages.url}/1")).verdict is Verdict.ALIVE
        found = await ask(f"{pages.url}/0")
        assert found == Finding(Verdict.UNCHECKED, f"sends elsewhere more than {MOST_REDIRECTS} times")

    async def test_a_circle_ends(self, pages: Pages) -> None:
        pages["/a"], pages["/b"] = answers(301, "/b"), answers(301, "/a")
        assert (await ask(f"{pages.url}/a")).verdict is Verdict.UNCHECKED
        assert len(pages.asked) == MOST_REDIRECTS + 1

    @pytest.mark.parametrize(
        "location",
        ["ftp://example.org/", "javascript:alert(1)", "https://", "http://[::1", "http://a:b/", "file:///etc/passwd",
         f"/{'x' * LONGEST_ADDRESS}"],
    )  # fmt: skip
    async def test_what_is_no_web_page_is_not_followed(self, pages: Pages, location: str) -> None:
        pages["/"] = answers(302, location)
        assert await ask(f"{pages.url}/") == Finding(Verdict.UNCHECKED, "sends to what is no web page")

    async def test_a_new_address_may_be_pasted(self, pages: Pages) -> None:
        pages["/"], pages["/it's {new}"] = answers(301, "/it's {new}?a=<b>#c"), answers(200)
        moved_to = (await ask(f"http://a.example:{pages.port}/", resolver=Here())).moved_to
        assert moved_to == f"http://a.example:{pages.port}/it%27s%20%7Bnew%7D?a=%3Cb%3E#c"
        assert problem_of(moved_to) is None

    @given(st.sampled_from(["", "/", "//", "http://a", "https://", "https://a.example/"]), st.text())
    def test_what_a_server_sends_is_fit_to_be_shown(self, begin: str, rest: str) -> None:
        target = _target(URL("https://a.example/b"), begin + rest)
        if target is not None:
            shown = str(target)
            assert shown.startswith(("http://", "https://"))
            assert shown.isascii()
            assert shown.isprintable()
            assert " " not in shown
            assert (target.user, target.password) == (None, None)

    async def test_a_password_in_an_address_is_not_used(self, pages: Pages) -> None:
        pages["/"] = answers(301, f"{pages.url.replace('//', '//user:secret@')}/new")
        pages["/new"] = answers(200)
        assert (await ask(f"{pages.url}/")).moved_to == f"{pages.url}/new"
        assert "Authorization" not in pages.requests[-1].headers

    async def test_another_host_is_followed(self, pages: Pages) -> None:
        pages["/"], pages["/b"] = answers(308, f"//b.example:{pages.port}/b"), answers(200)
        found = await ask(f"http://a.example:{pages.port}/", resolver=Here())
        assert found.moved_to == f"http://b.example:{pages.port}/b"
        assert pages.requests[-1].host == f"b.example:{pages.port}"


class TestNoAnswer:
    async def test_a_page_that_never_comes(self, pages: Pages) -> None:
        pages["/"] = hangs
        found = await ask(f"{pages.url}/", patience=Patience(timeout=0.2, pause=0))
        assert found == dead("does not answer in time", silence=Silence.HOST, passing=True)

    async def test_a_server_that_hangs_up(self, pages: Pages) -> None:
        pages["/"], pages["/page"] = cuts(), cuts("HEAD")
        assert await ask(f"{pages.url}/") == dead("breaks off the connection", passing=True)
        assert (await ask(f"{pages.url}/page")).verdict is Verdict.ALIVE

    async def test_a_host_that_refuses(self) -> None:
        with socket.socket() as taken:
            # Bound, and so nobody else's, but not listening.
            taken.bind(("127.0.0.1", 0))
            found = await ask(f"http://127.0.0.1:{taken.getsockname()[1]}/")
        assert found == dead("refuses the connection", passing=True)

    @pytest.mark.parametrize(
        ("number", "finding"),
        [
            (socket.EAI_NONAME, dead("has a host that does not exist", silence=Silence.HOST)),
            (
                socket.EAI_AGAIN,
                dead("has a host whose name leads nowhere", silence=Silence.NETWORK, passing=True),
            ),
        ],
    )
    async def test_a_name_that_cannot_be_found(self, number: int, finding: Finding) -> None:
        resolver = Here({"gone.example": socket.gaierror(number, "no")})
        assert await ask("http://gone.example/", resolver=resolver) == finding

    async def test_a_certificate_that_nobody_vouches_for(self) -> None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
        async with Pages().running(context) as pages:
            found = await ask(f"{pages.url}/")
        assert found == dead("has a certificate that is not valid (unable to get local issuer certificate)")
        assert pages.asked == []

    async def test_a_server_without_tls(self, pages: Pages) -> None:
        assert await ask(pages.url.replace("http:", "https:")) == dead("does not speak TLS as it should")

    @pytest.mark.parametrize("url", ["http://127.1/", f"http://{'a' * 64}.example/", "http://a.example:99999/", "no"])
    async def test_an_address_that_is_none(self, url: str) -> None:
        assert await ask(url) == Finding(Verdict.UNCHECKED, "is an address that cannot be asked")


class TestLocal:
    LOCAL = "leads to this machine or into its network"

    @pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "10.0.0.1", "169.254.169.254"])
    async def test_an_address_on_this_machine_is_not_asked(self, pages: Pages, host: str) -> None:
        assert await ask(f"http://{host}:{pages.port}/", local=False) == Finding(Verdict.LOCAL, self.LOCAL)
        assert pages.asked == []

    async def test_nor_is_a_name_that_leads_to_it(self, pages: Pages) -> None:
        found = await ask(f"http://innocent.example:{pages.port}/", local=False, resolver=Here())
        assert found == Finding(Verdict.LOCAL, self.LOCAL)
        assert pages.asked == []

    async def test_nor_one_that_a_page_sends_to(self, pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
        judged = public_addresses.is_public
        outside = ip_address("127.0.0.1")
        monkeypatch.setattr(public_addresses, "is_public", lambda one: one == outside or judged(one))
        pages["/"] = answers(301, f"http://127.0.0.2:{pages.port}/inside")
        assert await ask(f"{pages.url}/", local=False) == Finding(
            Verdict.LOCAL, f"leads to http://127.0.0.2:{pages.port}/inside, which {self.LOCAL}"
        )
        assert pages.asked == ["HEAD /"]


class TestManyAtOnce:
    @pytest.mark.parametrize(
        ("patience", "hosts", "most"),
        [
            (Patience(at_once=8, per_host=2, timeout=DEADLINE), 1, 2),
            (Patience(at_once=3, per_host=2, timeout=DEADLINE), 6, 3),
            (Patience(at_once=8, per_host=1, timeout=DEADLINE), 4, 4),
        ],
    )
    async def test_no_more_are_open_than_allowed_and_no_fewer(
        self, pages: Pages, patience: Patience, hosts: int, most: int
    ) -> None:
        pages["/"] = crowd = Crowd(most)
        async with new_session(patience, local=True, resolver=Here()) as session:
            asker = Asker(session, patience)
            asked = [f"http://{number % hosts}.example:{pages.port}/" for number in range(12)]
            found = await asyncio.gather(*map(asker.ask, asked))
        assert {one.verdict for one in found} == {Verdict.ALIVE}
        assert crowd.most == most


async def setting_a_cookie(_request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": "/next", "Set-Cookie": "a=b"})


def header_of(size: int) -> Page:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(headers={"X-Long": "x" * size})

    return page
