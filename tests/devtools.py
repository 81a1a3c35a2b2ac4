"""A browser steered by its developer tools: what a page does, seen as on a phone, with scripts or without."""

from __future__ import annotations

import asyncio
import base64
import itertools
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp

from tests.browsers import DEADLINE, QUIET

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

JSON = dict[str, Any]

_LISTENS = re.compile(rb"DevTools listening on (ws://127\.0\.0\.1:\d+)/")


class Tab:
    """A tab of the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.events: list[JSON] = []

    async def tell(self, method: str, **parameters: Any) -> JSON:
        """Send a command of the DevTools protocol and give its result."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            message = await self._socket.receive_json(timeout=DEADLINE)
            if message.get("id") == number:
                assert "error" not in message, message
                return dict(message["result"])
            self.events.append(message)

    async def wait_for(self, event: str) -> None:
        """Wait until something has happened."""
        while not any(seen["method"] == event for seen in self.events):
            self.events.append(await self._socket.receive_json(timeout=DEADLINE))

    async def open(self, address: str, *, width: int = 360, dark: bool = False, scripts: bool = True) -> None:
        """Open a page in a window so many pixels wide, with those that complain being heard."""
        for domain in ("Page", "Runtime", "Log", "Network"):
            await self.tell(f"{domain}.enable")
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
        await self.tell("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.tell("Emulation.setEmulatedMedia", features=[scheme])
        await self.tell("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.events.clear()
        await self.tell("Page.navigate", url=address)
        await self.wait_for("Page.loadEventFired")

    async def look(self, expression: str) -> Any:
        """Evaluate an expression in the page; this works where its own scripts are switched off as well."""
        found = await self.tell("Runtime.evaluate", expression=expression, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def picture(self) -> bytes:
        """Give a picture (PNG) of the whole page."""
        found = await self.tell("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(found["data"])

    @property
    def complaints(self) -> list[JSON]:
        """What was written to the console, and what went wrong in scripts."""
        loud = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        return [event for event in self.events if event["method"] in loud]

    @property
    def requests(self) -> list[str]:
        """Addresses that the page was fetched from, and everything in it."""
        sent = (event for event in self.events if event["method"] == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"] for event in sent]


@asynccontextmanager
async def tab(chromium: Path, profile: Path) -> AsyncIterator[Tab]:
    """Start a browser with an empty tab, and end it."""
    process = await asyncio.create_subprocess_exec(
        chromium,
        *QUIET,
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
        "about:blank",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr
    try:
        async with asyncio.timeout(DEADLINE):
            while not (found := _LISTENS.search(line := await process.stderr.readline())):
                assert line, "the browser has ended"
        reading = asyncio.create_task(process.stderr.read())  # or it would wait for somebody to read
        root = found[1].decode().replace("ws:", "http:")
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{root}/json/list") as response:
                pages = await response.json()
            target = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
            async with session.ws_connect(target, max_msg_size=0) as socket:
                yield Tab(socket)
                await socket.send_json({"id": 0, "method": "Browser.close"})
        async with asyncio.timeout(DEADLINE):
            await reading
            await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
