"""Where a text comes from, when it does not say."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.text import TextView, remark
from dragoman.records import Finding, Severity


class AttributionAudit:
    """Finds texts that name no original, no author, no credit and no date.

    Needs what was read around the text; a text alone, without its page, is not judged.
    """

    name = "attribution"
    category = "custom/attribution"
    languages: frozenset[str] = frozenset()

    def run(self, text: TextView) -> Iterable[Finding]:
        """One finding on the text as a whole, or none."""
        article = text.article
        if article is None or not text.is_page or not text.segments:
            return
        said = (
            article.original, article.bylines, article.credit_line, article.published_at,
            article.updated_at,
        )  # fmt: skip
        if any(said):
            return
        yield remark(
            self,
            "The text names no original and no link to one, no author and no date.",
            text=text,
            severity=Severity.CRITICAL if article.disclaimer else Severity.MAJOR,
            expected="an original, a byline or a date",
            confidence=0.9,
        )
