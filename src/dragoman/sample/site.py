"""A sample paper as a website: front page, sections, articles, feed, robots.txt.

In: the folder of a paper, its address and a state. Out: an `Answer` to every `Request`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from importlib import resources
from itertools import groupby
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined

from dragoman.sample.manuscript import FIRST, Manuscript, Passage, read_manuscripts
from dragoman.sample.masthead import Masthead, read_masthead
from dragoman.sample.server import Answer, Request

_XML = {"atom.xml": "application/atom+xml", "rss.xml": "application/rss+xml"}
_RELATED = 3
"""Links under "Read also"; as many as papers usually show."""
_ROBOTS = "User-agent: *\nAllow: /\nDisallow: /newsletter\n"
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320"><rect width="640" height="320" '
    'fill="#cfe0e8"/><path d="M0 220q80-30 160 0t160 0 160 0 160 0v100H0z" fill="#4f7f96"/></svg>'
)


def _template(name: str) -> str:
    home = resources.files("dragoman.sample") / "templates"
    return (home / name).read_text(encoding="utf-8")


class SampleSite:
    """One paper's site. It answers 503 until `show` has been called with an address."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.masthead: Masthead = read_masthead(folder)
        self._answers: Mapping[str, Answer] = {}
        self._printer = Environment(
            loader=FunctionLoader(_template),
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )
        self._printer.filters["mail_date"] = format_datetime

    def answer(self, request: Request) -> Answer:
        """What the site says to a request: a page, 410, 404, or 503 before it is open."""
        answers = self._answers
        if not answers:
            return _plain(503, "not open yet")
        return answers.get(request.path) or _plain(404, "not found")

    def show(self, address: str, *, state: int = FIRST) -> None:
        """Print every page for `address` (no slash at its end) in `state`, then change over."""
        stories = read_manuscripts(self.folder, state=state)
        self._answers = _Edition(self.masthead, self._printer, address, stories).answers()


class _Edition:
    """All pages of one paper in one state, printed together."""

    def __init__(
        self,
        masthead: Masthead,
        printer: Environment,
        address: str,
        stories: Sequence[Manuscript],
    ) -> None:
        self.paper = masthead
        self.printer = printer
        self.address = address
        self.standing = [story for story in stories if story.withdrawn_at is None]
        self.withdrawn = [story for story in stories if story.withdrawn_at is not None]
        self.newest = max(story.withdrawn_at or story.updated_at for story in stories)
        names = dict.fromkeys(story.section for story in self.standing)
        self.sections = tuple((name, _section_path(name)) for name in names)

    def answers(self) -> dict[str, Answer]:
        """Every path of the site with its answer."""
        pages = {
            "/": self._front("/", self.paper.name, self.standing),
            self.paper.feed: self._feed(),
            "/robots.txt": _plain(200, _ROBOTS),
            "/paper.css": _text(_template("paper.css"), "text/css; charset=utf-8"),
        }
        for name, path in self.sections:
            stories = [story for story in self.standing if story.section == name]
            pages[path] = self._front(path, name, stories)
        for story in self.standing:
            pages[story.path] = self._page(story)
            if story.caption:
                pages[f"/{story.slug}.svg"] = _text(_PICTURE, "image/svg+xml")
        for story in self.withdrawn:
            pages[story.path] = self._gone(story)
        return pages

    def _print(self, template: str, **values: Any) -> str:
        return self.printer.get_template(template).render(
            paper=self.paper, sections=self.sections, address=self.address, **values
        )

    def _page(self, story: Manuscript) -> Answer:
        words = self.paper.words_for(story.language)
        related = [other for other in self.standing if other is not story]
        related.sort(key=lambda other: (other.language, other.section) != _shelf(story))
        body = self._print(
            self.paper.page_template,
            story=story,
            words=words,
            url=f"{self.address}{story.path}",
            linked=self._linked(story),
            body=_grouped(story.body),
            section_url=_section_path(story.section),
            related=related[:_RELATED],
            published=_shown(story.published_at, words),
            updated=""
            if story.updated_at == story.published_at
            else _shown(story.updated_at, words),
        )
        return _text(body, "text/html; charset=utf-8", when=story.updated_at)

    def _linked(self, story: Manuscript) -> dict[str, Any]:
        """The article's JSON-LD (schema.org NewsArticle)."""
        author: Any = {"@type": "Organization", "name": story.byline}
        if not story.credit:
            people = story.byline.replace(" and ", " e ").split(" e ")
            author = [{"@type": "Person", "name": person} for person in people]
        linked: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.headline,
            "description": story.standfirst,
            "inLanguage": story.language,
            "datePublished": story.published_at.isoformat(),
            "dateModified": story.updated_at.isoformat(),
            "author": author,
            "publisher": {"@type": "NewsMediaOrganization", "name": self.paper.name},
            "mainEntityOfPage": f"{self.address}{story.path}",
            "articleSection": story.section,
        }
        if story.credit:
            linked["creditText"] = story.credit
        elif self.paper.licence_url:
            linked["license"] = self.paper.licence_url
        if story.notice:
            linked["correction"] = story.notice
        return linked

    def _front(self, path: str, heading: str, stories: Sequence[Manuscript]) -> Answer:
        title = heading if path == "/" else f"{heading} | {self.paper.name}"
        body = self._print(
            self.paper.front_template,
            title=title,
            heading=heading,
            stories=stories,
            url=f"{self.address}{path}",
        )
        return _text(body, "text/html; charset=utf-8", when=self.newest)

    def _feed(self) -> Answer:
        template = self.paper.feed_template
        body = self._print(
            template, stories=self.standing, withdrawn=self.withdrawn, newest=self.newest
        )
        return _text(body, f"{_XML[template]}; charset=utf-8", when=self.newest)

    def _gone(self, story: Manuscript) -> Answer:
        words = self.paper.words_for(story.language)
        body = self._print("gone.html", story=story, words=words)
        return Answer(status=410, body=body.encode())


def _shelf(story: Manuscript) -> tuple[str, str]:
    return story.language, story.section


def _shown(moment: datetime, words: Mapping[str, str]) -> str:
    return moment.strftime(words["moment"])


def _section_path(name: str) -> str:
    """A section's path as a client sends it: percent-encoded UTF-8."""
    return quote(f"/{name.lower()}/")


def _grouped(body: Sequence[Passage]) -> list[tuple[str, list[Passage]]]:
    """Neighbours of one kind together, so that list points share a list."""
    return [(kind.value, list(run)) for kind, run in groupby(body, key=lambda p: p.kind)]


def _text(body: str, media_type: str, *, when: datetime | None = None) -> Answer:
    return Answer(body=body.encode(), media_type=media_type, last_modified=when)


def _plain(status: int, body: str) -> Answer:
    return Answer(status=status, body=body.encode(), media_type="text/plain; charset=utf-8")
