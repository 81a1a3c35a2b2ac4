"""``backwalk health``: what watches over a container learns how the bot in it is."""

from __future__ import annotations

import http.server
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from bot.asking_health import health
from bot.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def answering(status: int, text: str, paths: list[str]) -> Iterator[int]:
    """Serve one answer to whatever is asked; give the port."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("status", "exit_status"), [(200, 0), (503, 1), (404, 1)])
def test_it_tells_what_the_bot_tells(status: int, exit_status: int, capsys: pytest.CaptureFixture[str]) -> None:
    paths: list[str] = []
    with answering(status, '{"status": "ok"}', paths) as port:
        assert health(f"127.0.0.1:{port}") == exit_status
    assert capsys.readouterr().out == '{"status": "ok"}\n'
    assert paths == ["/healthz"]


@pytest.mark.parametrize("everywhere", ["", "0.0.0.0"])  # noqa: S104 (nobody listens there)
def test_a_bot_that_listens_everywhere_listens_here(everywhere: str) -> None:
    with answering(200, "", []) as port:
        assert health(f"{everywhere}:{port}") == 0


def test_nobody_answers(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert health(f"127.0.0.1:{port}") == 1
    assert f"No bot answers at 127.0.0.1:{port}" in capsys.readouterr().out


@pytest.mark.parametrize("listen", [None, "", "127.0.0.1:none", "[::1"])
def test_nobody_to_ask(listen: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    assert health(listen) == 78
    assert "HTTP_LISTEN" in capsys.readouterr().out


def test_the_address_comes_from_the_environment_or_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HTTP_LISTEN", raising=False)
    assert main(["health"]) == 78
    with answering(200, "", []) as port:
        (tmp_path / ".env").write_text(f"HTTP_LISTEN=127.0.0.1:{port}\n", "utf-8")
        assert main(["health"]) == 0
        monkeypatch.setenv("HTTP_LISTEN", "127.0.0.1:none")
        assert main(["health"]) == 78
