"""A newsroom for tests: its own clock, a scripted engine, a small paper on loopback."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from dragoman.article import ReadRequest, read_page
from dragoman.newsroom.following import follow, look_at
from dragoman.newsroom.opening import Newsroom, make_newsroom_folder, open_newsroom
from dragoman.records import (
    Article,
    EngineInfo,
    EnginePair,
    EngineResult,
    EngineUnit,
    Finish,
    Publisher,
    Unreadable,
)
from dragoman.sample import Answer, LoopbackServer, Request
from dragoman.translation import Engines

SETTINGS = """\
[house]
name = "Test Wire"
languages = ["en"]
contact = "mailto:desk@test.invalid"
imprint = "Test"

[capture]
delay_s = 0.0
timeout_s = 3.0
max_bytes = 2000000
allow_private = ["127.0.0.0/8"]

[work]
runner = "{runner}"
workers = 2
"""


class FrozenClock:
    """A clock that moves only when told to."""

    def __init__(self, moment: datetime = datetime(2026, 5, 4, 12, tzinfo=UTC)) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """The set moment; each look is a microsecond later, as it would be."""
        self._moment += timedelta(microseconds=1)
        return self._moment

    def move(self, **by: float) -> None:
        """Move on by so many minutes, hours or days."""
        self._moment += timedelta(**by)


class WordingEngine:
    """Translates Portuguese by a small word list, so that tests read and the desk stays calm.

    `failing` names words whose sentences end in an error; `asked` are all sentences it was given.
    """

    WORDS: ClassVar[dict[str, str]] = {
        "a ponte fechou.": "The bridge closed.",
        "a ponte abriu.": "The bridge opened.",
        "a obra custou 19 milhões de euros.": "The works cost 19 million euros.",
        "a obra custou 21 milhões de euros.": "The works cost 21 million euros.",
        "a ponte sobre o rio": "The bridge over the river",
        "o barco parou.": "The boat stopped.",
    }

    def __init__(self, failing: Sequence[str] = ()) -> None:
        self.failing = tuple(failing)
        self.asked: list[str] = []

    def info(self) -> EngineInfo:
        pair = EnginePair(source="pt", target="en", variant="en", model="words")
        return EngineInfo(name="wording", version="1", licence="none", offline=True, pairs=(pair,))

    def signature(self, source: str, target: str) -> str:
        return f"wording:{source}{target}"

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        results = []
        for unit in units:
            self.asked.append(unit.text)
            if any(word in unit.text for word in self.failing):
                raise OSError("the engine is gone")
            text = self.WORDS.get(unit.text.lower(), f"In English: {unit.text[:40]}")
            results.append(EngineResult(id=unit.id, text=text, finish=Finish.OK))
        return results

    def close(self) -> None:
        """Nothing to give back."""


class ReaderInThisProcess:
    """Reads pages here, so that a test does not wait for a child to start."""

    def read(self, request: ReadRequest) -> Article | Unreadable:
        return read_page(request)

    def close(self) -> None:
        """Nothing to give back."""


@dataclass
class SmallPaper:
    """A paper with an Atom feed, made of a few paragraphs a page; both can be changed at will."""

    pages: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    updated: dict[str, str] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    url: str = ""

    def answer(self, request: Request) -> Answer:
        """The whole site as one function."""
        if request.path in self.answers:
            return self.answers[request.path]
        if request.path == "/feed.xml":
            return Answer(body=self.feed().encode(), media_type="application/atom+xml")
        name = request.path.removeprefix("/")
        if name in self.pages:
            return Answer(body=self.page(name).encode())
        return Answer(status=404, body=b"not here")

    def page(self, name: str) -> str:
        headline, paragraphs = self.pages[name]
        body = "".join(f"<p>{text}</p>" for text in paragraphs)
        return (
            f'<!doctype html><html lang="pt"><head><title>{headline}</title>'
            f'<meta property="og:title" content="{headline}"></head><body><article>'
            f"<h1>{headline}</h1>{body}</article></body></html>"
        )

    def feed(self) -> str:
        entries = "".join(
            f"<entry><id>urn:x:{name}</id><title>{headline}</title>"
            f'<link href="{self.url}/{name}"/>'
            f"<updated>{self.updated.get(name, '2026-05-03T10:00:00Z')}</updated></entry>"
            for name, (headline, _) in self.pages.items()
        )
        gone = "".join(
            f'<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" '
            f'ref="urn:x:{name}" when="2026-05-04T10:00:00Z"/>'
            for name in sorted(self.withdrawn)
        )
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pt"><title>Jornal</title>'
            f"<id>urn:x</id><updated>2026-05-03T10:00:00Z</updated>{entries}{gone}</feed>"
        )


BRIDGE = (
    "A ponte sobre o rio",
    [
        "A ponte fechou. A obra custou 19 milhões de euros.",
        "O barco parou.",
        (
            "A travessia demora agora o dobro do tempo, segundo quem passa por ali todas as "
            "manhãs e espera na margem pelo primeiro transporte do dia."
        ),
    ],
)


@contextmanager
def small_newsroom(
    folder: Path,
    *,
    engine: WordingEngine | None = None,
    licence: str = "CC-BY-4.0",
    runner: str = "inline",
) -> Iterator[tuple[Newsroom, SmallPaper, FrozenClock]]:
    """A newsroom that follows a paper with one article about a bridge."""
    clock = FrozenClock()
    paper = SmallPaper(pages={"ponte": BRIDGE})
    with LoopbackServer(paper.answer) as server:
        paper.url = server.url
        make_newsroom_folder(folder, settings_text=SETTINGS.format(runner=runner))
        room = open_newsroom(folder, clock=clock)
        room.engines.close()
        room.engines = Engines([engine or WordingEngine()])
        room.reader = ReaderInThisProcess()
        try:
            follow_paper(room, paper, licence=licence)
            yield room, paper, clock
        finally:
            room.close()


def follow_paper(room: Newsroom, paper: SmallPaper, *, licence: str) -> Publisher:
    """Follow the small paper as its operator would."""
    prospect = look_at(room, f"{paper.url}/feed.xml")[0]
    return follow(
        room,
        prospect,
        by="tester",
        slug="jornal",
        name="Jornal",
        licence=licence,
        languages=("pt",),
    )
