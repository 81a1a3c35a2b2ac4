from pathlib import Path

import pytest

from tests import browsers

PAGE = """<!doctype html>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<p>plain</p>
<script>document.querySelector("p").textContent = `scripted ø ${innerWidth}`</script>
"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    file = tmp_path / "page.html"
    file.write_text(PAGE, "utf-8")
    return file.as_uri()


def test_the_browser_runs_what_is_in_a_page(chromium: Path, page: str, tmp_path: Path) -> None:
    shown = browsers.browse(chromium, tmp_path / "profile", "--window-size=800,600", "--dump-dom", page)
    assert "<p>scripted ø 800</p>" in shown


def test_the_browser_takes_a_picture_of_the_size_of_its_window(chromium: Path, page: str, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    browsers.browse(chromium, tmp_path / "profile", "--window-size=600,700", f"--screenshot={picture}", page)
    header = picture.read_bytes()[:24]
    assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == (600, 700)


def test_without_a_browser_none_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browsers.find() is None
