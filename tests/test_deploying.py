"""The operator's files: they name what there is, and keep what they promise, as far as this can be read in them."""

from __future__ import annotations

import configparser
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import main
from bot.readiness.finding import EXIT_CONFIG, EXIT_FAQ
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
SETTINGS = {name.upper() for name in Settings.model_fields}
OF_PYTHON = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "XDG_CACHE_HOME", "XDG_DATA_HOME"}


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, each in a line."""
    lines = [line for line in (ROOT / "Dockerfile").read_text("utf-8").splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in joined.splitlines() if line]


def last_of(instruction: str) -> str:
    return [rest for name, rest in instructions() if name == instruction][-1]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8")))


@pytest.fixture(scope="module")
def unit() -> dict[str, list[str]]:
    """What the unit says of its service, by name; a name may come more than once."""
    found: dict[str, list[str]] = {}
    text = (ROOT / "deploy" / "backwalk.service").read_text("utf-8")
    section = text.partition("[Service]\n")[2].partition("\n[")[0]
    for line in section.splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


class TestDockerfile:
    def test_what_it_copies_is_there_and_reaches_the_builder(self) -> None:
        let_through = {
            line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")
        }
        copied = [
            source
            for name, rest in instructions()
            if name == "COPY" and "--from" not in rest
            for source in rest.split()[:-1]
        ]
        assert set(copied) == let_through
        assert all((ROOT / source).exists() for source in copied)

    def test_nothing_else_reaches_the_builder(self) -> None:
        first = next(
            line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if not line.startswith("#")
        )
        assert first == "*"

    def test_what_is_built_needs_no_other_file(self) -> None:
        build = (ROOT / "pyproject.toml").read_text("utf-8")
        needed = {"LICENSE", "README.md", "hatch_build.py", "bot", "faq", "pyproject.toml"}
        copied = {part for name, rest in instructions() if name == "COPY" for part in rest.split()[:-1]}
        assert needed <= copied
        assert 'license-files = ["LICENSE"]' in build
        assert 'readme = "README.md"' in build

    def test_both_stages_have_the_same_python_and_a_supported_one(self) -> None:
        bases = [rest.split()[0] for name, rest in instructions() if name == "FROM"]
        assert bases == ["python:${PYTHON}-slim"] * 2
        version = next(rest for name, rest in instructions() if name == "ARG").partition("=")[2]
        assert tuple(map(int, version.split("."))) >= (3, 11)

    def test_it_runs_as_nobody_who_may_do_more(self) -> None:
        user = last_of("USER")
        assert re.fullmatch(r"[1-9][0-9]{3,}:[1-9][0-9]{3,}", user)
        assert f"--uid {user.partition(':')[0]} " in last_of("RUN")

    def test_signals_arrive_and_the_command_is_there(self) -> None:
        entrypoint = json.loads(last_of("ENTRYPOINT"))
        assert entrypoint == ["backwalk"]
        assert json.loads(last_of("CMD")) == ["run"]
        assert last_of("STOPSIGNAL") == "SIGTERM"

    def test_the_health_check_is_a_command_of_the_program(self, capsys: pytest.CaptureFixture[str]) -> None:
        program, *arguments = json.loads(last_of("HEALTHCHECK").partition("CMD ")[2])
        assert program == "backwalk"
        with pytest.raises(SystemExit) as left:
            main([*arguments, "--help"])
        assert left.value.code == 0
        assert "HTTP_LISTEN" in capsys.readouterr().out

    def test_what_it_sets_is_a_setting(self) -> None:
        assert {pair.partition("=")[0] for pair in shlex.split(last_of("ENV"))} <= SETTINGS | OF_PYTHON

    def test_what_cannot_be_compiled_later_is_compiled_in_the_image(self) -> None:
        assert "PYTHONDONTWRITEBYTECODE=1" in shlex.split(last_of("ENV"))
        last_stage = (ROOT / "Dockerfile").read_text("utf-8").rpartition("\nFROM ")[2]
        assert "\nRUN python -m compileall " in last_stage

    def test_the_folder_of_the_data_is_the_volume(self) -> None:
        values = dict(pair.split("=", 1) for pair in shlex.split(last_of("ENV")))
        assert values["XDG_DATA_HOME"] == last_of("VOLUME")
        assert values["XDG_CACHE_HOME"].startswith(last_of("VOLUME"))
        assert "DATA_DIR" not in values, "an empty line in .env would take it away"


class TestCompose:
    def test_what_it_sets_is_a_setting(self, compose: dict[str, Any]) -> None:
        assert compose["services"]["bot"]["environment"].keys() <= SETTINGS

    @pytest.mark.parametrize("secret", ["BOT_TOKEN", "POSTGRES_PASSWORD"])
    def test_without_its_secrets_it_says_so_and_does_not_start(self, secret: str) -> None:
        text = (ROOT / "compose.yaml").read_text("utf-8")
        uses = re.findall(r"\$\{" + secret + r"(.)(.)", text)
        assert uses
        assert all(use == (":", "?") for use in uses)

    def test_what_need_not_be_set_has_something_in_its_place(self) -> None:
        text = (ROOT / "compose.yaml").read_text("utf-8")
        assert not re.findall(r"\$\{\w+\}", text), "a warning at every command"

    @pytest.mark.parametrize("service", ["bot", "database", "proxy", "limits"])
    def test_each_service_is_locked_in(self, compose: dict[str, Any], service: str) -> None:
        told = compose["services"][service]
        assert told["read_only"]
        assert told["cap_drop"] == ["ALL"]
        assert told["security_opt"] == ["no-new-privileges:true"]
        assert told["restart"] == "unless-stopped"
        assert told["mem_limit"]
        assert told["logging"]["options"]["max-size"]
        assert ("ports" in told) == (service == "proxy"), "strangers reach the proxy alone"

    def test_the_database_is_reached_by_the_bot_alone(self, compose: dict[str, Any]) -> None:
        database = compose["services"]["database"]
        assert database["networks"] == ["inside"]
        assert compose["networks"]["inside"] == {"internal": True}
        assert not database["image"].endswith("latest")
        assert re.search(r":\d+", database["image"]), "an upgrade of the database is somebody's decision"

    def test_the_bot_waits_for_a_database_that_answers(self, compose: dict[str, Any]) -> None:
        assert compose["services"]["bot"]["depends_on"] == {"database": {"condition": "service_healthy"}}
        assert compose["services"]["database"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]

    def test_the_address_of_the_database_is_one(
        self, compose: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.chdir(tmp_path)
        written = compose["services"]["bot"]["environment"]["DATABASE_URL"]
        monkeypatch.setenv("DATABASE_URL", re.sub(r"\$\{[^}]*\}", "secret", written))
        url = Settings(bot_token=None).store_url
        assert url is not None
        database = compose["services"]["database"]["environment"]
        assert (url.username, url.database) == (database["POSTGRES_USER"], database["POSTGRES_DB"])
        assert url.host == "database"

    def test_copies_need_a_domain_and_what_the_profile_brings(
        self, compose: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        services = compose["services"]
        assert {name for name, one in services.items() if "profiles" in one} == {"proxy", "limits"}
        assert all(services[name]["profiles"] == ["scale"] for name in ("proxy", "limits"))
        monkeypatch.chdir(tmp_path)
        for name in ("WEBHOOK_URL", "REDIS_URL", "WEBHOOK_LISTEN"):
            written = services["bot"]["environment"][name]
            assert name == "WEBHOOK_LISTEN" or re.fullmatch(r"\$\{BOT_DOMAIN:\+.*\}", written)
            given = re.sub(r"^\$\{BOT_DOMAIN:\+(.*)\}$", r"\1", written).replace("${BOT_DOMAIN:-}", "bot.example.org")
            monkeypatch.setenv(name, given)
        settings = Settings(bot_token=None)
        assert settings.webhook_url == "https://bot.example.org/hook"
        assert settings.redis_url is not None
        assert settings.redis_url.get_secret_value() == "redis://limits"
        assert set(services["bot"]["networks"]) & set(services["limits"]["networks"])
        assert services["limits"]["networks"] == ["inside"], "it has no password"
        assert "--protected-mode no" in " ".join(services["limits"]["command"]), "else it lets in itself alone"
        assert set(services["bot"]["networks"]) & set(services["proxy"]["networks"])
        assert not set(services["proxy"]["networks"]) & set(services["database"]["networks"])
        proxy = (ROOT / "deploy" / "Caddyfile.compose").read_text("utf-8")
        assert f"dynamic a bot {settings.webhook_listen.rpartition(':')[2]} " in proxy
        assert "./deploy/Caddyfile.compose:/etc/caddy/Caddyfile:ro" in services["proxy"]["volumes"]

    def test_without_copies_there_is_one(self, compose: dict[str, Any]) -> None:
        assert compose["services"]["bot"]["deploy"] == {"replicas": "${BOT_COPIES:-1}"}

    def test_its_volumes_are_named_and_used(self, compose: dict[str, Any]) -> None:
        mounted = [volume for one in compose["services"].values() for volume in one.get("volumes", [])]
        used = {volume.split(":")[0] for volume in mounted if isinstance(volume, str)}
        assert compose["volumes"].keys() <= used
        assert all(volume["name"] for volume in compose["volumes"].values())

    def test_the_faq_that_it_mounts_is_there(self, compose: dict[str, Any]) -> None:
        mounted = compose["services"]["bot"]["volumes"][0]
        source = re.fullmatch(r"\$\{FAQ_DIR:-(.*)\}", mounted["source"])
        assert source
        assert (ROOT / source[1]).is_dir()
        assert mounted["target"] == compose["services"]["bot"]["environment"]["FAQ_DIR"]
        assert mounted["read_only"]
        assert mounted["bind"] == {"create_host_path": False}, "a misspelt name would make an empty folder"


class TestUnit:
    def test_it_can_be_read(self) -> None:
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        parser.read(ROOT / "deploy" / "backwalk.service", "utf-8")
        assert parser.sections() == ["Unit", "Service", "Install"]

    def test_what_it_sets_is_a_setting(self, unit: dict[str, list[str]]) -> None:
        names = {pair.partition("=")[0] for line in unit["Environment"] for pair in line.split()}
        assert names <= SETTINGS | OF_PYTHON

    def test_what_somebody_must_mend_is_not_tried_again(self, unit: dict[str, list[str]]) -> None:
        assert unit["Restart"] == ["on-failure"]
        assert unit["RestartPreventExitStatus"] == [f"{EXIT_FAQ} {EXIT_CONFIG}"]

    def test_its_data_outlives_it_and_nothing_else_can_be_written(self, unit: dict[str, list[str]]) -> None:
        assert unit["StateDirectory"] == ["backwalk"]
        assert "XDG_DATA_HOME=%S" in unit["Environment"][0].split()
        assert "DATA_DIR" not in str(unit["Environment"]), "an empty line in the file would take it away"
        assert unit["ProtectSystem"] == ["strict"]
        assert unit["DynamicUser"] == ["yes"]
        assert unit["NoNewPrivileges"] == ["yes"]
