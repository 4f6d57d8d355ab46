"""The sample wire: two invented papers on loopback, to be followed like any other publisher.

In: nothing, or two ports. Out: `SampleWire` with the publishers' addresses and rights, and a
second state in which one article is corrected, one withdrawn and one new.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from dragoman.errors import UsageError
from dragoman.sample.manuscript import FIRST, SECOND
from dragoman.sample.masthead import Masthead
from dragoman.sample.server import LoopbackServer, Request
from dragoman.sample.site import SampleSite

PAPERS = ("barra", "merrowby")
"""The folders under `articles/`, in the order of `SampleWire.publishers`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePublisher:
    """What an operator has to know to follow a sample paper.

    `licence` is a preset's short name ("CC-BY-4.0" or "link-only"); `to` are the languages that it
    may be translated into, `excluded_credits` the agencies whose copy its licence does not cover.
    """

    slug: str
    name: str
    homepage_url: str
    feed_url: str
    languages: tuple[str, ...]
    to: tuple[str, ...]
    holder: str
    licence: str
    licence_url: str
    credit_line: str
    excluded_credits: tuple[str, ...]


class SampleWire:
    """Two papers, each on a port of its own; a context manager.

    `ports` are those of the two papers in order (0: any free one); with fixed ports the articles
    keep their addresses from one run to the next. Raises `WorldError` when a port is taken.
    """

    def __init__(self, *, ports: tuple[int, int] = (0, 0)) -> None:
        self._sites = tuple(SampleSite(folder) for folder in PAPERS)
        self._servers = tuple(
            LoopbackServer(site.answer, port=port)
            for site, port in zip(self._sites, ports, strict=True)
        )
        self._stack = ExitStack()
        self._state = FIRST
        self.publishers: tuple[SamplePublisher, ...] = ()

    @property
    def state(self) -> int:
        """1 at the start, 2 after `advance`."""
        return self._state

    @property
    def requests(self) -> tuple[tuple[Request, ...], ...]:
        """What each paper was asked so far, in the order of `publishers`."""
        return tuple(server.requests for server in self._servers)

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            for server in self._servers:
                opening.enter_context(server)
            self._stack = opening.pop_all()
        self._show()
        self.publishers = tuple(
            _publisher(site.masthead, server.url)
            for site, server in zip(self._sites, self._servers, strict=True)
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop both papers."""
        self._stack.close()

    def advance(self) -> None:
        """Go to the second state; a second call changes nothing.

        Raises `UsageError` when the wire is not open.
        """
        if not self.publishers:
            raise UsageError("the sample wire is not open: use it in a with statement")
        self._state = SECOND
        self._show()

    def _show(self) -> None:
        for site, server in zip(self._sites, self._servers, strict=True):
            site.show(server.url, state=self._state)


def _publisher(masthead: Masthead, url: str) -> SamplePublisher:
    return SamplePublisher(
        slug=masthead.slug,
        name=masthead.name,
        homepage_url=f"{url}/",
        feed_url=f"{url}{masthead.feed}",
        languages=masthead.languages,
        to=masthead.to,
        holder=masthead.holder,
        licence=masthead.licence,
        licence_url=masthead.licence_url,
        credit_line=masthead.credit_line,
        excluded_credits=masthead.excluded_credits,
    )
