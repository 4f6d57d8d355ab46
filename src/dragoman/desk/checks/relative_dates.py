"""Relative dates: "yesterday" in an article that no date tells from which day to count."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.check import DocumentView, note
from dragoman.language.dates import find_dates, names_full_date
from dragoman.records import Article, Finding, Severity


class RelativeDatesCheck:
    """Finds days that nobody can place.

    Looks for "yesterday", "on Friday" and the like in the translation of an article that came from
    a page, where neither the page nor the text on either side gives a date; the first such day is
    told, once for each article. Not good for dates that stand in a picture, and not looked at are
    texts that came without a page.
    """

    name = "relative-dates"
    category = "custom/relative-date"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """One finding at most, on the first sentence that names such a day."""
        if not document.is_document or document.article is None:
            return
        if _has_date(document.article) or _names_date(document, document.article):
            return
        for unit in document.units:
            if unit.kept:
                continue
            for date in find_dates(unit.target, unit.target_language):
                if date.unsure or date.kind not in ("weekday", "relative"):
                    continue
                if unit.index in document.silenced:
                    return
                yield note(
                    self,
                    unit,
                    f"{date.text!r} cannot be placed: neither the page nor the article gives a "
                    "date to count from.",
                    severity=Severity.MINOR,
                    target_span=(date.start, date.end),
                    found=date.text,
                    confidence=0.9,
                )
                return


def _has_date(article: Article) -> bool:
    """True when the page told its date, or when there is no page that could have."""
    if not article.canonical_url.startswith("http") and not article.url.startswith("http"):
        return True
    return article.published_at is not None or article.updated_at is not None


def _names_date(document: DocumentView, article: Article) -> bool:
    """True when dateline or text hold a full date."""
    if names_full_date(article.dateline, article.language):
        return True
    return any(
        names_full_date(unit.source, unit.source_language)
        or names_full_date(unit.target, unit.target_language)
        for unit in document.units
    )
