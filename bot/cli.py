"""The commands ``backwalk chat``, ``ask``, ``check`` and ``run``. Each imports what it needs when it runs."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from faq import FaqError

EXIT_MISTAKES = 1
EXIT_FAQ = 65
EXIT_CONFIG = 78
EXIT_INTERRUPTED = 130
EXIT_PIPE = 141

HOW_TO_GET_ONE = """\
No BOT_TOKEN is set. Write /newbot to @BotFather on Telegram, and copy the token that it gives you.
Put it as BOT_TOKEN=... into the file .env (see .env.example) or into the environment, and run this again."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status."""
    try:
        return _command(arguments)
    except BrokenPipeError:
        # Whoever was reading has seen enough (`backwalk ask | head`): nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PIPE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _command(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.version:
        return _version()
    if options.command is None:
        parser.print_help(sys.stderr)
        return 2
    if options.command == "run":
        return _run(options.faq)
    return _with_faq(options)


def _with_faq(options: argparse.Namespace) -> int:
    """Run one of the commands that need neither token nor network."""
    try:
        folder = options.faq or _faq_folder()
    except UnicodeDecodeError:
        print(".env: is not UTF-8; save it again in that encoding", file=sys.stderr)
        return EXIT_CONFIG
    if options.command == "check":
        return _check(folder)

    from bot import terminal
    from faq import FaqError

    try:
        if options.command == "chat":
            return terminal.chat(folder)
        return terminal.ask(options.question, as_json=options.json, faq_dir=folder)
    except FaqError as error:
        return _unusable(error)


def _run(folder: Path | None) -> int:
    from bot.settings import SettingsError, load_settings

    try:
        settings = load_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return EXIT_CONFIG
    if settings.bot_token is None:
        print(HOW_TO_GET_ONE, file=sys.stderr)
        return EXIT_CONFIG
    return _serve(settings, settings.bot_token.get_secret_value(), folder or settings.faq_dir)


def _serve(settings: Settings, token: str, folder: Path | None) -> int:
    from bot.app import TokenRefusedError, run
    from faq import Answerer, FaqError, load
    from faq.caching import cache_folder

    try:
        run(settings, token, Answerer(load(folder or packaged_faq()), cache_folder()))
    except FaqError as error:
        return _unusable(error)
    except TokenRefusedError:
        print(
            f"{settings.bot_api_url} refuses the BOT_TOKEN; copy it again from @BotFather (/mybots).",
            file=sys.stderr,
        )
        return EXIT_CONFIG
    return 0


def _check(folder: Path) -> int:
    """Tell all that is wrong with an FAQ, or could be better."""
    from faq import check

    findings = check(folder)
    for mistake in findings.mistakes:
        print(mistake, file=sys.stderr)
    for warning in findings.warnings:
        print(f"{warning.place}: could be better: {warning.problem}; {warning.remedy}")
    if findings.faq is None:
        return EXIT_MISTAKES
    print(f"{folder}: no mistakes in {len(findings.faq.entries)} entries.")
    return 0


def packaged_faq() -> Path:
    """Give the folder of the FAQ that comes along."""
    import faq

    return Path(next(iter(faq.__path__))) / "content" / "en"


def _faq_folder() -> Path:
    """Give the folder that ``FAQ_DIR`` names, in the environment or ``.env``, or the FAQ that comes along."""
    named = os.environ.get("FAQ_DIR") or _faq_dir_in_env_file()
    return Path(named) if named else packaged_faq()


def _faq_dir_in_env_file() -> str | None:
    """Read one line of ``.env`` without the settings class, which takes longer than an answer."""
    if not Path(".env").is_file():
        return None
    from dotenv import dotenv_values

    return dotenv_values(".env").get("FAQ_DIR")


def _unusable(error: FaqError) -> int:
    print(error, file=sys.stderr)
    return EXIT_FAQ


def _version() -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        print(f"backwalk {version('backwalk')}")
    except PackageNotFoundError:
        print("backwalk, not installed: run from its sources")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="backwalk", description="Answers questions from an FAQ, in the terminal and on Telegram."
    )
    parser.add_argument("--version", action="store_true", help="show the version and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    with_faq = argparse.ArgumentParser(add_help=False)
    with_faq.add_argument(
        "--faq",
        type=Path,
        metavar="DIR",
        help="folder of the FAQ; else FAQ_DIR, else the FAQ about back walking that comes along",
    )
    commands.add_parser("chat", parents=[with_faq], help="talk to the bot in the terminal")
    ask = commands.add_parser("ask", parents=[with_faq], help="answer one question, or one a line")
    ask.add_argument("question", nargs="?", help="without it, questions are read from standard input")
    ask.add_argument("--json", action="store_true", help="one JSON object a line, with matches and scores")
    commands.add_parser("check", parents=[with_faq], help="report every mistake in an FAQ")
    commands.add_parser("run", parents=[with_faq], help="answer on Telegram; needs BOT_TOKEN")
    return parser
