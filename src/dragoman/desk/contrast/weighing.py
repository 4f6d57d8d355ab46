"""Rivals put in the place of what stands in a translation, and weighed by the models both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.contrast.closed_sets import Rivalry
from dragoman.language.words import plain_language

MOST_RIVALS = 24  # of one sentence: each costs two forced passes, a thirtieth of a second together
# Nats each way that make a rival likelier: between sound words of one set, one side is often 1 or 2
# nats for the other by chance of wording (CED's sound rows, Portuguese and English).
LEAST_EACH_WAY = 2.0
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A rival and what it gains over what stands there, in nats.

    `forth`: of the translation given the original; `back`: of the original given the translation.
    """

    rivalry: Rivalry
    rival: str
    text: str
    forth: float
    back: float

    @property
    def gain(self) -> float:
        """Both ways together."""
        return self.forth + self.back


def weigh_rivals(
    document: DocumentView, unit: UnitView, rivalries: Iterable[Rivalry]
) -> tuple[Weighed, ...]:
    """Every rival, likeliest first; empty where no model can tell, or on the engine's own text."""
    asked = [(one, rival) for one in rivalries for rival in one.rivals][:MOST_RIVALS]
    texts = [put_in(unit.target, one, rival, unit.target_language) for one, rival in asked]
    gains = document.alignments.gains_each_way(unit.index, texts)
    if gains is None:
        return ()
    weighed = [
        Weighed(rivalry=one, rival=rival, text=text, forth=forth, back=back)
        for (one, rival), text, (forth, back) in zip(asked, texts, gains, strict=True)
    ]
    return tuple(sorted(weighed, key=lambda one: -one.gain))


def likeliest(weighed: Sequence[Weighed]) -> Weighed | None:
    """The rival that gains most and is likelier both ways; None where there is none."""
    return next((one for one in weighed if min(one.forth, one.back) > LEAST_EACH_WAY), None)


def put_in(text: str, rivalry: Rivalry, rival: str, language: str) -> str:
    """A text with a rival where the word stands; an English "a" or "an" before it follows."""
    before = text[: rivalry.start]
    if plain_language(language) == "en":
        article = re.search(r"\b([Aa])n? $", before)
        if article is not None:
            joined = "n" if rival[:1].lower() in _VOWELS else ""
            before = f"{before[: article.end(1)]}{joined} "
    return before + rival + text[rivalry.end :]
