"""Days that nobody can place: "on Friday" on a page without a date."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.text import TextView, remark
from dragoman.language.dates import find_dates, names_full_date
from dragoman.records import Finding, Severity


class DatesAudit:
    """Finds relative days where neither page nor text gives a date to count from.

    Not good for texts whose date stands in a picture or in a file name.
    """

    name = "dates"
    category = "accuracy/mistranslation/date-time"
    languages: frozenset[str] = frozenset()

    def run(self, text: TextView) -> Iterable[Finding]:
        """One finding for each relative day, or none when the text has a date."""
        article = text.article
        if article is None or not text.is_page or article.published_at or article.updated_at:
            return
        if any(names_full_date(line, text.language) for line in (*text.texts, article.dateline)):
            return
        for place, segment in enumerate(text.segments):
            for date in find_dates(segment.text, text.language):
                if date.kind not in ("weekday", "relative") or date.unsure:
                    continue
                yield remark(
                    self,
                    f"{date.text!r} cannot be placed: the page gives no date to count from.",
                    text=text,
                    place=place,
                    start=date.start,
                    end=date.end,
                    severity=Severity.MINOR,
                    confidence=0.9,
                )
