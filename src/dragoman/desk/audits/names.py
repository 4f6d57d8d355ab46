"""Names of well-known people, misspelt, and one person spelt in two ways."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.text import TextView, remark
from dragoman.language.gender import gender_of_first_name
from dragoman.language.names import FullName, distance, find_full_names, wrong_spellings
from dragoman.language.words import fold
from dragoman.records import Finding, Severity


class NamesAudit:
    """Finds known misspellings of public names, and two spellings of one name in a text.

    Knows only the people of its table; spellings that both occur in print are left alone.
    """

    name = "names"
    category = "accuracy/mistranslation/entity"
    languages: frozenset[str] = frozenset()

    def run(self, text: TextView) -> Iterable[Finding]:
        """Findings in reading order."""
        wrong = wrong_spellings()
        for place, segment in enumerate(text.segments):
            for name in find_full_names(segment.text):
                words = [fold(word) for word in name.words]
                for first in range(len(words)):
                    person = next(
                        (
                            wrong[key]
                            for last in range(min(len(words), first + 5), first + 1, -1)
                            if (key := " ".join(words[first:last])) in wrong
                        ),
                        None,
                    )
                    if person is not None:
                        spot = segment.text.find(name.words[first], name.start)
                        yield remark(
                            self, f"This name is spelt {person.name!r}.", text=text, place=place,
                            start=spot, end=name.end, expected=person.name, confidence=0.9,
                        )  # fmt: skip
                        break
        yield from self._two_ways(text)

    def _two_ways(self, text: TextView) -> Iterable[Finding]:
        """The same first name with surnames one or two letters apart, one of them only once."""
        seen: dict[tuple[str, str], list[tuple[int, FullName]]] = {}
        for place, segment in enumerate(text.segments):
            for name in find_full_names(segment.text):
                if len(name.words) == 2 and gender_of_first_name(name.words[0]):
                    key = (fold(name.words[0]), fold(name.words[1]))
                    seen.setdefault(key, []).append((place, name))
        for (first, last), places in seen.items():
            for (other_first, other_last), others in seen.items():
                near = first == other_first and 0 < distance(last, other_last, 3) < 3
                if near and len(last) > 5 and len(places) == 1 and len(others) > 1:
                    place, name = places[0]
                    usual = " ".join(others[0][1].words)
                    yield remark(
                        self, f"Elsewhere in this text the name is spelt {usual!r}.", text=text,
                        place=place, start=name.start, end=name.end, expected=usual,
                        severity=Severity.MAJOR, confidence=0.7,
                    )  # fmt: skip
