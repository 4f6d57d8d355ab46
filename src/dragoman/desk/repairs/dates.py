"""Put back the weekday or month that the original has."""

from __future__ import annotations

import re

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.checks.dates import find_exchanged_dates
from dragoman.language.dates import DateMention, name_date
from dragoman.language.words import plain_language
from dragoman.records import Finding

_UNBENT = ("en", "pt", "es", "ca", "fr", "nl", "de")
"""Languages whose days and months look the same in every place of a sentence (German, nearly)."""
_FEMININE = {"pt": (1, 2, 3, 4, 5), "it": (7,)}
_BENDING = (
    ("a", "o"), ("à", "ao"), ("na", "no"), ("da", "do"), ("pela", "pelo"), ("nesta", "neste"),
    ("desta", "deste"), ("esta", "este"), ("última", "último"), ("próxima", "próximo"),
    ("uma", "um"), ("numa", "num"), ("toda", "todo"), ("cada", "cada"), ("passada", "passado"),
    ("mesma", "mesmo"), ("primeira", "primeiro"), ("daquela", "daquele"), ("naquela", "naquele"),
)  # fmt: skip
_ADJECTIVES = ("última", "último", "próxima", "próximo", "mesma", "mesmo", "primeira", "primeiro")
_BARE = ("de", "e", "ou", "entre", "até", "para", "desde", "em")
_VOWEL_MONTHS = (4, 8, 10)  # April, August, October: "an April day"


class DateRepair:
    """Replaces a wrong weekday or month by the original's, in the target's language.

    What agrees with the word ("na segunda-feira", "no sábado") is changed with it. Languages that
    bend these words are left alone.
    """

    name = "dates"
    answers = frozenset(("dates",))

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with the right day or month."""
        for exchange in find_exchanged_dates(unit, document.alignment(unit)):
            before, after = exchange.before, exchange.after
            spans = ((before.start, before.end), (after.start, after.end))
            if spans == (finding.source_span, finding.target_span):
                return _mended(unit, before, after) if exchange.certain else None
        return None


def _mended(unit: UnitView, before: DateMention, after: DateMention) -> str | None:
    language = plain_language(unit.target_language)
    if language not in _UNBENT or after.text.isdigit():
        return None
    word = name_date(before.kind, before.value, language)
    short = after.text.lower() != name_date(after.kind, after.value, language).lower()
    if not word or (short and unit.target[after.end :][:1] == "."):
        return None
    if after.text[:1].isupper():
        word = word.capitalize()
    head, tail = unit.target[: after.start], unit.target[after.end :]
    if language == "en":
        return _with_article(head, before) + word + tail
    bent = _agreeing(head, tail, before, language)
    return None if bent is None else bent[0] + word + bent[1]


def _with_article(head: str, date: DateMention) -> str:
    """ "an August day" is "a July day"."""
    match = re.search(r"\b(an?) $", head, re.IGNORECASE)
    if match is None:
        return head
    needs_n = date.kind == "month" and date.value in _VOWEL_MONTHS
    article = match.group(1)[0] + ("n" if needs_n else "")
    return f"{head[: match.start()]}{article} "


def _agreeing(head: str, tail: str, date: DateMention, language: str) -> tuple[str, str] | None:
    """Head and tail of the sentence with their words in the gender of the restored day."""
    feminine = _FEMININE.get(language)
    if feminine is None or date.kind != "weekday":
        return head, tail
    to = 0 if date.value in feminine else 1
    bent = _bent_head(head, to)
    if bent is None:
        return None
    head = bent
    after = re.match(r" (passad[ao]|seguinte|próxim[ao])\b", tail)
    if after is not None and after.group(1) != "seguinte":
        tail = f" {_bend(after.group(1), to)}{tail[after.end() :]}"
    return head, tail


def _bent_head(head: str, to: int) -> str | None:
    """The words before the day in its gender: "na última" becomes "no último"."""
    tail = ""
    while True:
        before = re.search(r"([^\W\d_]+) $", head)
        if before is None or before.group(1).lower() in _BARE:
            return head + tail
        word = _bend(before.group(1), to)
        if word is None:
            return None
        head, tail = head[: before.start()], f"{word} {tail}"
        if before.group(1).lower() not in _ADJECTIVES:
            return head + tail


def _bend(word: str, to: int) -> str | None:
    """A determiner in the feminine (0) or masculine (1); None for words that are not known."""
    for pair in _BENDING:
        if word.lower() in pair:
            bent = pair[to]
            return bent.capitalize() if word[:1].isupper() else bent
    return None if word.lower().endswith(("a", "o", "as", "os")) else word  # a verb, a preposition
