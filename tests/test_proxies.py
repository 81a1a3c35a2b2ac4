"""The examples for a proxy in front of the webhook are read by the programs that they are for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import trustme

DEPLOY = Path(__file__).parents[1] / "deploy"


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return found or pytest.skip(f"{name} is not installed")


def run(*command: str, folder: Path) -> None:
    environment = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nginx(tmp_path: Path) -> None:
    nginx = program("nginx")
    issued = trustme.CA().issue_cert("bot.example.org")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "fullchain.pem")
    issued.private_key_pem.write_to_path(tmp_path / "privkey.pem")
    example = (DEPLOY / "nginx.conf").read_text("utf-8")
    ours = example.replace("/etc/letsencrypt/live/bot.example.org", str(tmp_path)).replace("443", "8443")
    assert ours != example
    whole = tmp_path / "whole.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{ours}\n}}\n", "utf-8")
    run(nginx, "-t", "-q", "-p", str(tmp_path), "-c", str(whole), folder=tmp_path)


@pytest.mark.parametrize("name", ["Caddyfile", "Caddyfile.compose"])
def test_caddy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("BOT_DOMAIN", "bot.example.org")
    example = str(DEPLOY / name)
    run(program("caddy"), "validate", "--adapter", "caddyfile", "--config", example, folder=tmp_path)


def test_both_pass_on_to_where_the_bot_listens_and_nothing_but_the_hook() -> None:
    examples = [(DEPLOY / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile")]
    settings = (DEPLOY.parent / ".env.example").read_text("utf-8")
    listens = re.search(r"^WEBHOOK_LISTEN=(\S+)$", settings, re.MULTILINE)
    assert listens
    for example in examples:
        assert listens[1] in example
        assert "WEBHOOK_URL=https://bot.example.org/hook" in example
        assert "/hook" in example
        assert "404" in example
