"""The commands ``backwalk chat``, ``ask``, ``check``, ``evaluate``, ``report``, ``run`` and ``health``.

Each imports what it needs when it runs.
"""

from __future__ import annotations

import argparse
import errno
import gc
import logging
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import URL

    from bot.settings import Settings
    from faq import FaqError

EXIT_FAQ = 65
EXIT_OUTPUT = 74
EXIT_CONFIG = 78
EXIT_INTERRUPTED = 130
EXIT_PIPE = 141

_LOG = logging.getLogger(__name__)

HOW_TO_GET_ONE = """\
No BOT_TOKEN is set. Write /newbot to @BotFather on Telegram, and copy the token that it gives you.
Put it as BOT_TOKEN=... into the file .env (see .env.example) or into the environment, and run this again."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status."""
    try:
        status = _command(arguments)
        if sys.stdout:  # None where the shell has closed it
            sys.stdout.flush()  # not at exit, where nobody could tell what is wrong
    except BrokenPipeError:
        _write_no_more()  # whoever was reading has seen enough (`backwalk ask | head`)
        return EXIT_PIPE
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _write_no_more()
        print(f"This cannot be written: {error.strerror}; make room, or write elsewhere.", file=sys.stderr)
        return EXIT_OUTPUT
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return status


def _write_no_more() -> None:
    """Let what is still to be written to standard output be dropped, not least at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _command(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.version:
        return _version()
    if options.command is None:
        parser.print_help(sys.stderr)
        return 2
    if options.command == "run" and options.check:
        from bot.readiness import check_run

        return check_run(options.faq, packaged_faq())
    if options.command == "run":
        return _run(options.faq)
    if options.command == "health":
        from bot.asking_health import health

        return health(os.environ.get("HTTP_LISTEN") or _in_env_file("HTTP_LISTEN"))
    return _with_faq(options)


def _with_faq(options: argparse.Namespace) -> int:
    """Run one of the commands that need neither token nor network."""
    try:
        folder = options.faq or _faq_folder()
    except UnicodeDecodeError:
        print(".env: is not UTF-8; save it again in that encoding", file=sys.stderr)
        return EXIT_CONFIG
    if options.command == "check":
        return _check(options, folder)

    from faq import FaqError

    commands = {"chat": _chat, "ask": _ask, "evaluate": _evaluate, "report": _report}
    try:
        return commands[options.command](options, folder)
    except FaqError as error:
        return _unusable(error)


def _check(options: argparse.Namespace, folder: Path) -> int:
    """Look for mistakes and, when they are asked for, for dead links."""
    from bot.checking import check

    found = check(folder, fast=options.fast or options.links, everything=options.all, today=_today())
    if found or not options.links:
        return found
    from bot.link_checking import check_links

    return check_links(folder, local=options.local)


def _today() -> date:
    """The day where the curator lives."""
    return datetime.now().astimezone().date()


def _leave(*_: object) -> None:
    """End in good order when told to before there is anything to finish."""
    raise SystemExit(0)


def _run(folder: Path | None) -> int:
    signal.signal(signal.SIGTERM, _leave)  # until the bot itself listens, a second or so later
    from bot.logs import set_up_logging
    from bot.misspellings import misspellings
    from bot.settings import SettingsError, load_settings

    logging.getLogger("dotenv").setLevel(logging.ERROR)  # lines that cannot be read are told below
    unread = misspellings(os.environ)
    try:
        settings = load_settings()
    except SettingsError as error:
        print(*error.mistakes, *unread, sep="\n", file=sys.stderr)
        return EXIT_CONFIG
    if settings.bot_token is None:
        print(*unread, HOW_TO_GET_ONE, sep="\n", file=sys.stderr)
        return EXIT_CONFIG
    token = settings.bot_token.get_secret_value()
    set_up_logging(settings.log_level, settings.mask(token), settings.log_format)
    for told in unread:
        _LOG.warning("%s", told)
    return _serve(settings, token, folder or settings.faq_dir)


def _serve(settings: Settings, token: str, folder: Path | None) -> int:
    from bot.app import TokenRefusedError, run
    from bot.preparing import Content
    from bot.requesting import SurroundingsError
    from bot.store import StoreError
    from bot.web.address import ListenError
    from faq import Answerer, FaqError, load
    from faq.caching import cache_folder

    content = Content(folder or packaged_faq(), cache_folder())
    try:
        answerer = Answerer(load(content.folder), content.cache)
        gc.freeze()  # all of it stays: to look through it for garbage would hold up answers
        run(settings, token, answerer, content)
    except FaqError as error:
        return _gives_up(str(error), EXIT_FAQ)
    except (StoreError, SurroundingsError) as error:
        return _gives_up(str(error), EXIT_CONFIG)
    except TokenRefusedError:
        told = f"{settings.bot_api_url} refuses the BOT_TOKEN; copy it again from @BotFather (/mybots)."
        return _gives_up(told, EXIT_CONFIG)
    except ListenError as error:
        named = "HTTP_LISTEN or WEBHOOK_LISTEN" if settings.webhook_url else "HTTP_LISTEN"
        return _gives_up(f"{named}: {error}", EXIT_CONFIG)
    return 0


def _gives_up(told: str, status: int) -> int:
    """Say in the log why the bot ends: whoever collects it has all of it, in the form that was asked for."""
    for line in told.splitlines():
        _LOG.error("%s", line)
    return status


def _chat(_: argparse.Namespace, folder: Path) -> int:
    from bot import terminal

    return terminal.chat(folder)


def _ask(options: argparse.Namespace, folder: Path) -> int:
    from bot import terminal

    question = " ".join(options.question) if options.question else None
    return terminal.ask(question, as_json=options.json, faq_dir=folder, why=options.why)


def _evaluate(options: argparse.Namespace, folder: Path) -> int:
    """Measure how good the answers are."""
    from bot.evaluating import Output, evaluate
    from bot.limits import Limits
    from bot.measuring import Order

    order = Order(tuple(options.files), folder, noise=options.noise, compare=options.compare)
    limits = Limits(options.min_right, options.max_wrong)
    return evaluate(order, Output(as_json=options.json, plot=options.plot, limits=limits))


def _report(options: argparse.Namespace, folder: Path) -> int:
    """Tell how the bot did, from its store."""
    from bot.reporting.command import Form, Order, report
    from bot.settings import SettingsError, load_settings

    try:
        url = options.database or load_settings().store_url
    except SettingsError as error:
        print(error, file=sys.stderr)
        return EXIT_CONFIG
    if url is None:
        print("DATABASE_URL is none: nothing is remembered, so there is nothing to report.", file=sys.stderr)
        return EXIT_CONFIG
    return report(Order(url, folder, options.since, Form(options.form), options.html))


def packaged_faq() -> Path:
    """Give the folder of the FAQ that comes along."""
    import faq

    return Path(next(iter(faq.__path__))) / "content" / "en"


def _faq_folder() -> Path:
    """Give the folder that ``FAQ_DIR`` names, in the environment or ``.env``, or the FAQ that comes along."""
    named = os.environ.get("FAQ_DIR") or _in_env_file("FAQ_DIR")
    return Path(named).expanduser() if named else packaged_faq()


def _in_env_file(name: str) -> str | None:
    """Read one line of ``.env`` without the settings class, which takes longer than an answer."""
    if not Path(".env").is_file():
        return None
    from dotenv import dotenv_values

    return dotenv_values(".env", encoding="utf-8-sig").get(name)


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
    ask.add_argument("question", nargs="*", help="without it, questions are read from standard input")
    ask.add_argument("--why", action="store_true", help="tell why that is the answer, in words and figures")
    ask.add_argument("--json", action="store_true", help="one JSON object a line, with matches and scores")
    _add_check(commands, with_faq)
    _add_evaluate(commands, with_faq)
    _add_report(commands, with_faq)
    run = commands.add_parser("run", parents=[with_faq], help="answer on Telegram; needs BOT_TOKEN")
    run.add_argument(
        "--check", action="store_true", help="try token, FAQ, store and settings, say what is wrong, and leave"
    )
    asking = "ask the bot that runs on this machine how it is; needs HTTP_LISTEN"
    commands.add_parser("health", help=asking, description=asking)
    return parser


def _add_check(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], with_faq: argparse.ArgumentParser
) -> None:
    command = commands.add_parser("check", parents=[with_faq], help="report every mistake in an FAQ, and what is weak")
    command.add_argument(
        "--fast", action="store_true", help="leave out what has to be learnt first: which phrasings miss their entries"
    )
    command.add_argument("--all", action="store_true", help="name all phrasings that would miss, not only the worst")
    command.add_argument(
        "--links",
        action="store_true",
        help="what --fast tells, then ask every address over the network: dead ones make the command fail, moved ones "
        "and those that could not be checked are told",
    )
    command.add_argument(
        "--local", action="store_true", help="with --links: also ask addresses on this machine and in its network"
    )


def _add_evaluate(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], with_faq: argparse.ArgumentParser
) -> None:
    command = commands.add_parser(
        "evaluate", parents=[with_faq], help="measure how good the answers to labelled questions are"
    )
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="YAML: a list of questions, each with q (its text), id (the entry that answers it, or null where the FAQ "
        "should not answer), also (ids of other right entries), kind (any word)",
    )
    command.add_argument("--noise", action="store_true", help="ask also with typing errors, and inside chatter")
    command.add_argument("--compare", type=Path, metavar="DIR", help="another version of the FAQ to compare with")
    command.add_argument("--plot", type=_picture, metavar="FILE", help="draw the scores into a .png or .svg file")
    command.add_argument("--json", action="store_true", help="print one JSON object with all figures")
    command.add_argument(
        "--min-right", type=_percent, metavar="PERCENT", help="fail if fewer questions for the FAQ are answered rightly"
    )
    command.add_argument(
        "--max-wrong", type=_percent, metavar="PERCENT", help="fail if more questions for the FAQ are answered wrongly"
    )


def _add_report(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], with_faq: argparse.ArgumentParser
) -> None:
    from bot.reporting.period import DEFAULT

    command = commands.add_parser(
        "report", parents=[with_faq], help="what people asked, what was missed, and what to write next"
    )
    command.add_argument(
        "--since",
        type=_since,
        default=DEFAULT,
        metavar="WHEN",
        help=f"a day (2026-01-31), so many days or weeks (7d, 4w), or all; else {DEFAULT}",
    )
    command.add_argument(
        "--database",
        type=_database,
        metavar="URL",
        help="the bot's store; else the one that DATABASE_URL and DATA_DIR name, in the environment or .env",
    )
    forms = command.add_mutually_exclusive_group()
    forms.add_argument("--html", type=_page, metavar="FILE", help="write all of it as one page for a browser")
    forms.add_argument(
        "--json", dest="form", action="store_const", const="json", help="print one JSON object with all figures"
    )
    forms.add_argument(
        "--yaml", dest="form", action="store_const", const="yaml", help="print new phrasings for the entries alone"
    )
    command.set_defaults(form="tables")


def _since(text: str) -> date | None:
    from bot.reporting.command import today
    from bot.reporting.period import first_day

    try:
        return first_day(text, today())
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _database(text: str) -> URL:
    from bot.store.connecting import database_url

    try:
        return database_url(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"the address {error}") from None


def _page(text: str) -> Path:
    """Take the name of a page's file, and find what is wrong with it before the long work."""
    return _in_a_folder(Path(text))


def _picture(text: str) -> Path:
    """Take the name of a picture's file, and find what is wrong with it before the long work."""
    file = Path(text)
    if file.suffix.lower() not in {".png", ".svg"}:
        raise argparse.ArgumentTypeError(f"{text!r} ends neither in .png nor in .svg")
    return _in_a_folder(file)


def _in_a_folder(file: Path) -> Path:
    if not file.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {str(file.parent)!r} to put {file.name!r} into")
    return file


def _percent(text: str) -> float:
    try:
        percent = float(text.removesuffix("%"))
    except ValueError:
        percent = -1
    if not 0 <= percent <= 100:  # noqa: PLR2004 - percent
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 100")
    return percent
