"""One TOML file says how a newsroom works; every mistake in it is named by file, key and remedy."""

from __future__ import annotations

import difflib
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from msgspec import Meta, Struct

from dragoman.errors import UsageError
from dragoman.translation import (
    DEFAULT_ENGINE,
    ApertiumAccess,
    ChatAccess,
    CTranslate2Access,
    LibreTranslateAccess,
)

FILE_NAME = "dragoman.toml"

Port = Annotated[int, Meta(ge=0, le=65535)]
Seconds = Annotated[float, Meta(ge=0, le=3600)]


class HouseSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who publishes: what readers and publishers are told about this newsroom."""

    name: str = "The Dragoman Wire"
    languages: tuple[str, ...] = ("en", "pt")
    contact: str = ""
    imprint: str = ""
    address: str = ""
    timezone: str = "UTC"
    noncommercial: bool = False


class CaptureSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How politely and how patiently publishers are asked; private addresses only if named."""

    delay_s: Seconds = 1.0
    timeout_s: Annotated[float, Meta(gt=0, le=600)] = 30.0
    max_bytes: Annotated[int, Meta(ge=10_000, le=200_000_000)] = 10_000_000
    allow_private: tuple[str, ...] = ()


class EngineSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which engine translates, where more models lie, how many processes it may use.

    Further: whether gist is published, which publishers' text may be sent to which engines
    elsewhere, and the engines that are no part of this program.
    """

    default: str = DEFAULT_ENGINE
    models: tuple[str, ...] = ()
    processes: Annotated[int, Meta(ge=0, le=256)] = 0
    publish_gist: bool = False
    remote_for: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    ctranslate2: CTranslate2Access = CTranslate2Access()
    apertium: ApertiumAccess = ApertiumAccess()
    libretranslate: LibreTranslateAccess = LibreTranslateAccess()
    chat: ChatAccess = ChatAccess()


class DeskSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which engine is asked for a second opinion on every translation ("": none)."""

    second_opinion: str = ""


class TermSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Termbases in CSV or TBX: the newsroom's, and by publisher those that go before them.

    `house` adds, behind them, the entries for news language that come with the program.
    """

    house: bool = True
    files: tuple[str, ...] = ()
    publishers: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class MemorySettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whether sentences are remembered, how long unused ones are kept, and how many at most."""

    use: bool = True
    keep_days: Annotated[int, Meta(ge=1, le=36500)] = 365
    most: Annotated[int, Meta(ge=0, le=1_000_000_000)] = 1_000_000


class WorkSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the work is run: by the durable runner or inline, with how many hands, how often."""

    runner: Literal["durable", "inline"] = "durable"
    workers: Annotated[int, Meta(ge=0, le=256)] = 0
    poll_minutes: Annotated[float, Meta(gt=0, le=1440)] = 15.0


class ServeSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the reading site is served."""

    host: str = "127.0.0.1"
    port: Port = 8642


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that can be set, with the defaults of a new newsroom."""

    house: HouseSettings = HouseSettings()
    capture: CaptureSettings = CaptureSettings()
    engines: EngineSettings = EngineSettings()
    desk: DeskSettings = DeskSettings()
    terms: TermSettings = TermSettings()
    memory: MemorySettings = MemorySettings()
    work: WorkSettings = WorkSettings()
    serve: ServeSettings = ServeSettings()
    database: str = "sqlite:///store/dragoman.db"


def load_settings(folder: Path) -> Settings:
    """The settings of the newsroom in `folder`. Raises `UsageError` naming file, key and remedy."""
    path = folder / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(
            f"{path} is not there: make a newsroom with `dragoman init {folder}`"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read as UTF-8 text: {error}") from error
    return parse_settings(text, str(path))


def parse_settings(text: str, where: str) -> Settings:
    """Settings from the text of a TOML file; `where` names it in messages."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"{where}: not valid TOML: {error}. Look at that line: strings need quotes, "
            "lists need brackets"
        ) from error
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise UsageError(f"{where}: {_remedy(str(error))}") from error
    if settings.house.timezone not in available_timezones():
        near = difflib.get_close_matches(settings.house.timezone, available_timezones(), 1)
        hint = f'did you mean "{near[0]}"?' if near else 'use a name such as "America/Sao_Paulo"'
        raise UsageError(f'{where}: house.timezone: "{settings.house.timezone}" is unknown; {hint}')
    if not settings.house.languages:
        raise UsageError(f'{where}: house.languages is empty: name an edition, such as ["en"]')
    return settings


def zone_of(settings: Settings) -> ZoneInfo:
    """The time zone that the house shows times in."""
    return ZoneInfo(settings.house.timezone)


def settings_template() -> str:
    """The commented settings file that `dragoman init` writes."""
    return files("dragoman.newsroom").joinpath("template.toml").read_text(encoding="utf-8")


def _remedy(message: str) -> str:
    """msgspec's message with the key in dotted form and what to write instead."""
    place = re.search(r" - at `\$\.?([^`]*)`", message)
    key = place.group(1) if place else ""
    what = message[: place.start()] if place else message
    unknown = re.search(r"unknown field `([^`]+)`", what)
    if not unknown:
        return f"{key}: {what[0].lower()}{what[1:]}: correct the value or delete the line"
    name = unknown.group(1)
    known = _known_keys(key)
    near = difflib.get_close_matches(name, known, 1, 0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"known keys here: {', '.join(sorted(known))}"
    return f"{f'{key}.{name}' if key else name}: unknown key; {hint}"


def _known_keys(section: str) -> list[str]:
    """Key names of a section, such as "engines.chat" ("" is the top)."""
    value: object = Settings()
    for part in section.split(".") if section else ():
        value = getattr(value, part, None)
    struct = type(value) if isinstance(value, Struct) else Settings
    return [field.name for field in msgspec.structs.fields(struct)]
