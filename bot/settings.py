"""The settings of ``backwalk run``, from the environment and ``.env``, with all mistakes told at once."""

from __future__ import annotations

import hmac
import re
from ipaddress import ip_address
from pathlib import Path  # noqa: TC003 (pydantic reads the types of the fields)
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import URL

from bot.masking import Mask
from bot.public_addresses import is_public
from bot.store.connecting import SQLITE, database_url
from bot.web.address import Address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ENV_FILE = ".env"
"""Read from the folder in which the program is started."""

ENV_ENCODING = "utf-8-sig"
"""UTF-8; some editors put a mark in front of it, which belongs to no name."""

STORE_FILE = "journal.sqlite3"
"""Name of the store's file where no database is named."""

TELEGRAM = "https://api.telegram.org"
"""Telegram's own Bot API server."""

NO_STORE = "none"
"""As the address of a database: none."""

_SHORTEST_SECRET = 20
"""Signs that a token has at least after the colon (35 as a rule); to hide less would hide half of what is told."""

_DIGITS = 16
"""The most digits that Telegram gives a person's number (52 bits)."""


class SettingsError(Exception):
    """Settings that cannot be used.

    Parameters
    ----------
    mistakes
        One line each, naming the setting and what to do. Never shows a secret.
    """

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class Settings(BaseSettings):
    """What an operator can set. The environment wins over ``.env``; an empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding=ENV_ENCODING,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    bot_token: SecretStr | None = Field(
        default=None, description="The bot's token from @BotFather. Needed by `backwalk run` only."
    )
    bot_api_url: str = Field(default=TELEGRAM, description="Root of the Bot API server that the bot talks to.")
    faq_dir: Path | None = Field(
        default=None, description="Folder of the FAQ. Not set: the FAQ about back walking that comes along."
    )
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(),
        description="Telegram numbers of those who may use /stats, /missed, /reload and /health, with commas between.",
    )
    data_dir: Path | None = Field(
        default=None,
        description="Folder for what the bot remembers. Not set: `backwalk` in your account's folder for such data.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description=(
            "Database to remember in, as postgresql://user:password@host/name; `none`: nothing outlives the process. "
            "Not set: SQLite, journal.sqlite3 in DATA_DIR."
        ),
    )
    keep_questions_days: int = Field(
        default=90, ge=1, le=3650, description="For how many days a question is kept that the bot could not answer."
    )
    limit_per_person: int = Field(
        default=20,
        ge=0,
        le=1000,
        description="How often each person may ask in a minute; what is more gets one line, then nothing. 0: no limit.",
    )
    limit_per_group: int = Field(
        default=20,
        ge=0,
        le=1000,
        description=(
            "The same for all people of a group together, one of whom gets half of it at most. "
            "Telegram takes 20 answers a minute to a group: what is more comes late. 0: no limit."
        ),
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR."
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="How it is logged: text, a line for people, or json, an object a line for programs."
    )
    http_listen: str | None = Field(
        default=None,
        description="Where /healthz and /metrics are served, as in 127.0.0.1:8080. Not set: nowhere.",
    )

    webhook_url: str | None = Field(
        default=None,
        description=(
            "Where Telegram hands in updates, as in https://bot.example.org/hook; a proxy with TLS passes them on. "
            "Not set: the bot asks for them itself."
        ),
    )
    webhook_listen: str = Field(
        default="127.0.0.1:8081", description="Where the bot listens for what the proxy passes on."
    )
    webhook_secret: SecretStr | None = Field(
        default=None,
        description="What Telegram shows that it is Telegram with. Not set: made from the token.",
    )
    redis_url: SecretStr | None = Field(
        default=None,
        description=(
            "Redis or Valkey in which copies of the bot keep the limits together, as redis://:password@host:6379 "
            "(rediss:// with TLS, unix:///folder/socket). Not set: each keeps them for itself."
        ),
    )

    @field_validator("bot_token")
    @classmethod
    def _token_has_its_shape(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(
            rf"[0-9]+:[A-Za-z0-9_-]{{{_SHORTEST_SECRET},}}", token.get_secret_value()
        ):
            raise ValueError("does not look like a token; copy the whole line from @BotFather, as in 123456:AbC-...")
        return token

    @field_validator("bot_api_url")
    @classmethod
    def _url_is_a_root(cls, url: str) -> str:
        if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", url) or not _has_port_or_none(url):
            raise ValueError(
                "is not the address of a Bot API server; write it as https://api.telegram.org or leave it out"
            )
        return url.rstrip("/")

    @field_validator("faq_dir")
    @classmethod
    def _folder_is_there(cls, folder: Path | None) -> Path | None:
        folder = folder and folder.expanduser()
        if folder is not None and not folder.is_dir():
            raise ValueError(f"there is no folder {folder}; name one that holds the YAML files of an FAQ")
        return folder

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _numbers_of_people(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        numbers = given.replace(",", " ").split()
        if not all(number.isascii() and number.isdigit() and len(number) <= _DIGITS for number in numbers):
            raise ValueError("must be Telegram numbers of people, with commas between, as in 123456789, 987654321")
        return frozenset(map(int, numbers))

    @field_validator("database_url")
    @classmethod
    def _names_a_database(cls, address: SecretStr | None) -> SecretStr | None:
        if address is not None and address.get_secret_value() != NO_STORE:
            database_url(address.get_secret_value())
        return address

    @field_validator("log_level", mode="before")
    @classmethod
    def _level_in_any_case(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @field_validator("log_format", mode="before")
    @classmethod
    def _format_in_any_case(cls, log_format: object) -> object:
        return log_format.lower() if isinstance(log_format, str) else log_format

    @field_validator("http_listen", "webhook_listen")
    @classmethod
    def _address_can_be_read(cls, address: str | None) -> str | None:
        return None if address is None else str(Address.parse(address))

    @field_validator("webhook_url")
    @classmethod
    def _telegram_can_reach_it(cls, url: str | None, others: ValidationInfo) -> str | None:
        if url is None:
            return None
        if not re.fullmatch(r"https://[^\s/?#@:]+(:[0-9]+)?(/[A-Za-z0-9_~./-]*)?", url) or not _has_webhook_port(url):
            raise ValueError(
                "is not an address that Telegram hands updates in at; write it as https://bot.example.org/hook, with "
                "port 443 (which need not be written), 80, 88 or 8443"
            )
        if others.data.get("bot_api_url") == TELEGRAM and _is_local(urlsplit(url).hostname or ""):
            raise ValueError(
                "is an address of this machine or its network, where Telegram cannot hand updates in; name a host that "
                "the internet knows, or leave it out: then the bot asks for updates itself"
            )
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _secret_has_its_shape(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()):
            raise ValueError("must be 16 to 256 letters, digits, _ and -; or leave it out, then one is made")
        return secret

    @field_validator("redis_url")
    @classmethod
    def _names_a_redis(cls, address: SecretStr | None) -> SecretStr | None:
        if address is not None and not _is_redis(address.get_secret_value()):
            raise ValueError(
                "is not the address of a Redis or Valkey; write redis://:password@host:6379, rediss:// for TLS, or "
                "unix:///folder/socket"
            )
        return address

    @property
    def store_url(self) -> URL | None:
        """Where the bot remembers; None where nothing outlives the process."""
        if self.database_url is None:
            folder = self.data_dir or user_data_path("backwalk")
            return URL.create(SQLITE, database=str(folder.expanduser().absolute() / STORE_FILE))
        given = self.database_url.get_secret_value()
        return None if given == NO_STORE else database_url(given)

    def hook_secret(self, token: str) -> str:
        """What Telegram shows at the webhook: the secret that is set, or one that only who has the token can make.

        So it is the same after every start, and for all copies of the bot that share its work.
        """
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        return hmac.digest(token.encode(), b"backwalk webhook", "sha256").hex()

    def mask(self, token: str) -> Mask:
        """Give what hides all that must not be shown."""
        return Mask.of(token, *self.passwords, self.hook_secret(token))

    @property
    def passwords(self) -> tuple[str, ...]:
        """What must stand in no log beside the token: the passwords in addresses, as they are and as written."""
        return (*self._database_passwords, *_passwords_in(self.redis_url))

    @property
    def _database_passwords(self) -> tuple[str, ...]:
        url = self.store_url
        if url is None or self.database_url is None:
            return ()
        written = re.search(r"://[^:/]*:([^/]+)@", self.database_url.get_secret_value())
        found = (url.password, written[1] if written else None, *_passwords_among(url.normalized_query))
        return tuple(str(password) for password in found if password)


def _passwords_in(redis_url: SecretStr | None) -> tuple[str, ...]:
    """Give the passwords in the address of a Redis, as they are and as they were written."""
    if redis_url is None:
        return ()
    parts = urlsplit(redis_url.get_secret_value())
    found = (unquote(parts.password or ""), parts.password, *_passwords_among(parse_qs(parts.query)))
    return tuple(password for password in found if password)


def _passwords_among(options: Mapping[str, Sequence[str]]) -> list[str]:
    """Give the passwords in the options of an address; libraries know several: password, sslpassword, ssl_password."""
    return [value for name, values in options.items() if "password" in name for value in values]


def _is_redis(address: str) -> bool:
    from redis.asyncio.connection import parse_url  # noqa: PLC0415 (the client takes time and memory)

    try:
        parts = urlsplit(address)
        is_named = bool(parts.path if parts.scheme == "unix" else parts.hostname) and parts.port != 0
        parse_url(address)
    except ValueError:
        return False
    return parts.scheme in {"redis", "rediss", "unix"} and is_named and not re.search(r"\s", address)


def _has_webhook_port(url: str) -> bool:
    """Whether Telegram hands in updates at the port in an address, or there is none."""
    try:
        return urlsplit(url).port in {None, 443, 80, 88, 8443}
    except ValueError:
        return False


def _is_local(host: str) -> bool:
    """Whether an address or a name is, as one sees without asking anybody, not known in the internet."""
    try:
        return not is_public(ip_address(host))
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".internal"))


def _has_port_or_none(url: str) -> bool:
    """Whether the port in an address, if there is one, is a number that a port can have."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def load_settings() -> Settings:
    """Read and check the settings.

    Raises
    ------
    SettingsError
        With every mistake, none of which shows a secret.
    """
    try:
        return Settings()
    except ValidationError as error:
        mistakes = tuple(
            f"{str(mistake['loc'][0]).upper()}: {_told(str(mistake['loc'][0]), mistake['msg'])}"
            for mistake in error.errors(include_url=False, include_context=False, include_input=False)
        )
        raise SettingsError(mistakes) from None
    except UnicodeDecodeError:
        raise SettingsError((f"{ENV_FILE}: is not UTF-8; save it again in that encoding",)) from None


def load_sound_settings() -> tuple[Settings, tuple[str, ...]]:
    """Read the settings and take the default for what is wrong; give the mistakes as well.

    For those who look at all that may be wrong, rather than at the first.
    """
    try:
        return load_settings(), ()
    except SettingsError as error:
        mistakes = error.mistakes
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    wrong = {mistake.partition(":")[0].lower() for mistake in mistakes} & defaults.keys()
    if not wrong:  # the file cannot be read
        return Settings.model_construct(), mistakes
    return Settings(**{name: defaults[name] for name in wrong}), mistakes


def _told(name: str, message: str) -> str:
    """Tell a mistake in words for people; of a number, all that it may be."""
    field = Settings.model_fields[name]
    if field.annotation is int:
        least, most = field.metadata
        return f"must be a whole number from {least.ge} to {most.le}"
    return message.removeprefix("Value error, ").replace("Input should be", "must be")
