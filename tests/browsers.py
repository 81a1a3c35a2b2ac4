"""Chromium without a window, to see a page as its reader does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""Programs that take the same arguments: Debian's, Ubuntu's, and the one of GitHub's machines."""

DEADLINE = 120.0
"""Seconds to wait for a browser that does not end."""

QUIET = (
    "--headless",
    "--no-sandbox",  # which does not work as root, nor in most containers; the pages are the tests' own
    "--disable-gpu",
    "--disable-dev-shm-usage",  # small in containers
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)


def find() -> Path | None:
    """Where the browser is on this machine."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def browse(chromium: Path, profile: Path, *arguments: str) -> str:
    """Let a browser do what the arguments say, and give what it prints.

    Parameters
    ----------
    profile
        A folder of the test's own for what the browser writes.
    arguments
        Such as ``--dump-dom`` (prints the page as its scripts have left it), ``--screenshot=FILE``,
        ``--window-size=390,844``, and the page's address.
    """
    done = subprocess.run(
        [chromium, *QUIET, f"--user-data-dir={profile}", *arguments],
        check=False,
        capture_output=True,
        timeout=DEADLINE,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    return done.stdout.decode()
