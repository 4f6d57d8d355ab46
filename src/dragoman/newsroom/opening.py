"""Opening a newsroom: every room is made once, from the settings, and handed to the path."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from dragoman import __version__
from dragoman.article import ArticleReader
from dragoman.capture import Fetcher
from dragoman.edition import House
from dragoman.errors import UsageError, WorldError
from dragoman.newsroom.clock import Clock, SystemClock
from dragoman.newsroom.settings import FILE_NAME, Settings, load_settings, settings_template
from dragoman.newsroom.wording import Wording
from dragoman.records import SecondOpinion
from dragoman.store import Store
from dragoman.translation import (
    Engines,
    GuardedInterpreter,
    Outside,
    Premises,
    SecondEngine,
    built_in_engines,
)

log = structlog.get_logger("dragoman")


@dataclass
class Newsroom:
    """All rooms of one newsroom, open. Made by `open_newsroom`, used by the path, closed once.

    `stale_lists` names what lists must be written anew: an edition's language and a day in it.
    """

    folder: Path
    settings: Settings
    clock: Clock
    store: Store
    house: House
    fetcher: Fetcher
    reader: ArticleReader
    engines: Engines
    wording: Wording
    site_folder: Path | None = None
    stale_lists: set[tuple[str, str]] = field(default_factory=set)
    _hands: dict[str, threading.Lock] = field(default_factory=dict)
    _hands_lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def interpreter(self) -> GuardedInterpreter:
        """What the models at hand can tell the desk."""
        return GuardedInterpreter(self.engines)

    def second_opinion(self, publisher: str) -> SecondOpinion | None:
        """Who else is asked about the text of a publisher (its slug); None where nobody is."""
        return second_opinion_of(self.settings, self.engines, publisher)

    @property
    def site(self) -> Path:
        """The folder of the reading site."""
        return self.site_folder or self.folder / "site"

    @contextmanager
    def in_hand(self, article: str) -> Iterator[None]:
        """Hold one article, so that a resumed and a newly started work never overlap on it."""
        with self._hands_lock:
            lock = self._hands.setdefault(article, threading.Lock())
        with lock:
            yield

    def close(self) -> None:
        """Give back processes, sockets and the database."""
        self.engines.close()
        self.reader.close()
        self.fetcher.close()
        self.store.close()


def make_newsroom_folder(folder: Path, *, settings_text: str = "") -> None:
    """A new newsroom: commented settings and an empty store.

    Raises `UsageError` when there is one already, `WorldError` when the folder cannot be written.
    """
    path = folder / FILE_NAME
    if path.exists():
        raise UsageError(f"{path} exists: this is a newsroom already, nothing was changed")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "store").mkdir(exist_ok=True)
        path.write_text(settings_text or settings_template(), encoding="utf-8")
    except OSError as error:
        raise WorldError(
            f"{folder} cannot be written ({error.strerror}): choose another folder or give this "
            "user the right to write there"
        ) from error
    open_store(folder, load_settings(folder)).close()


def open_store(folder: Path, settings: Settings) -> Store:
    """The newsroom's store alone, for commands that only read or decide."""
    database = settings.database
    prefix = "sqlite:///"
    if database.startswith(prefix) and not database.startswith("sqlite:////"):
        database = f"{prefix}{(folder / database.removeprefix(prefix)).resolve()}"
    return Store.open(database, folder / "store" / "blobs")


def house_of(settings: Settings) -> House:
    """What readers are told about this newsroom."""
    return House(
        name=settings.house.name,
        address=settings.house.address or f"http://{settings.serve.host}:{settings.serve.port}",
        languages=settings.house.languages,
        contact=settings.house.contact,
        imprint=settings.house.imprint,
        noncommercial=settings.house.noncommercial,
        timezone=settings.house.timezone,
    )


def user_agent(settings: Settings) -> str:
    """An honest name for every request, with whom to write to."""
    contact = settings.house.contact or settings.house.address or "no contact set"
    return f"dragoman/{__version__} (self-hosted newswire; {contact})"


def open_newsroom(
    folder: Path,
    *,
    clock: Clock | None = None,
    settings: Settings | None = None,
    site: Path | None = None,
) -> Newsroom:
    """Open all rooms of the newsroom in `folder`; engine and reader processes start when needed."""
    settings = settings or load_settings(folder)
    clock = clock or SystemClock()
    store = open_store(folder, settings)
    capture = settings.capture
    return Newsroom(
        folder=folder,
        settings=settings,
        clock=clock,
        store=store,
        house=house_of(settings),
        fetcher=Fetcher(
            user_agent=user_agent(settings),
            allow_private=capture.allow_private,
            timeout_s=capture.timeout_s,
            max_bytes=capture.max_bytes,
            delay_s=capture.delay_s,
            clock=clock.now,
        ),
        reader=ArticleReader(processes=1),
        engines=make_engines(settings, folder, clock),
        wording=Wording(settings.terms, folder),
        site_folder=site,
    )


def make_engines(settings: Settings, folder: Path, clock: Clock | None = None) -> Engines:
    """The engines that the settings name; folders of models may be relative to the newsroom.

    By `clock` is told on which day money was spent (default: the machine's clock).
    """
    chosen, now = settings.engines, (clock or SystemClock()).now
    return built_in_engines(
        default=chosen.default,
        models=[folder / model for model in chosen.models],
        processes=chosen.processes,
        outside=Outside(
            ctranslate2=chosen.ctranslate2,
            apertium=chosen.apertium,
            libretranslate=chosen.libretranslate,
            chat=chosen.chat,
        ),
        premises=Premises(folder=folder, today=lambda: now().date()),
        remote_for=chosen.remote_for,
        second=settings.desk.second_opinion,
    )


def second_opinion_of(settings: Settings, engines: Engines, publisher: str) -> SecondOpinion | None:
    """The engine that the settings name for a second opinion on a publisher's text."""
    name = settings.desk.second_opinion
    return SecondEngine(engines, name, publisher=publisher) if name else None
