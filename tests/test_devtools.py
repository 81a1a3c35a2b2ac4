"""The watcher of pages sees what the tests of pages say is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.devtools import tab

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!doctype html>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src *; script-src 'unsafe-inline'">
<p style="width: 700px">wide</p><img src="http://127.0.0.1:9/seen.png">
<script>document.title = "scripted"; console.error("loud"); throw new Error("broken")</script>
"""


async def test_what_a_page_does_wrong_is_noticed(chromium: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    async with tab(chromium, tmp_path / "profile") as shown:
        await shown.open(page.as_uri(), width=360)
        told = str(shown.complaints)
        for wrong in ("loud", "broken", "Content Security Policy", "127.0.0.1:9"):
            assert wrong in told
        assert shown.requests == [page.as_uri(), "http://127.0.0.1:9/seen.png"]
        assert await shown.look("document.title") == "scripted"
        await shown.look("document.querySelector('p').style.width = '700px'")
        assert await shown.look("document.documentElement.scrollWidth") >= 700
        assert (await shown.picture()).startswith(b"\x89PNG")


async def test_scripts_can_be_switched_off(chromium: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    async with tab(chromium, tmp_path / "profile") as shown:
        await shown.open(page.as_uri(), scripts=False)
        assert await shown.look("document.title") == ""
