"""One person with offices that contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dragoman.desk.text import TextView, remark
from dragoman.language.names import authorities, find_full_names
from dragoman.language.offices import find_offices, may_render
from dragoman.language.words import fold
from dragoman.records import Finding, Severity

_FORMER = (
    "former",
    "ex-",
    "then",
    "late",
    "ex ",
    "antigo",
    "antiga",
    "então",
    "exministro",
    "next",
    "incoming",
    "elect",
    "deputy",
    "vice",
    "acting",
    "shadow",
)


class OfficesAudit:
    """Finds a person whose office differs from the one the text gives everywhere else.

    Reads only an office right before a name. Not good for people who changed office in the story.
    """

    name = "offices"
    category = "accuracy/mistranslation/entity"
    languages = frozenset(("en", "pt", "es"))

    def run(self, text: TextView) -> Iterable[Finding]:
        """One finding for each contradicting office."""
        held: dict[str, list[tuple[int, int, int, str]]] = {}
        for place, segment in enumerate(text.segments):
            for name in find_full_names(segment.text):
                office = self._before(segment.text, name.start, name.end)
                if office is not None:
                    held.setdefault(fold(name.words[-1]), []).append((place, *office))
        known = {fold(person.name.split()[-1]): person.offices for person in authorities()}
        for surname, mentions in held.items():
            yield from self._contradictions(text, mentions, known.get(surname, ()))

    def _before(self, sentence: str, start: int, end: int) -> tuple[int, int, str] | None:
        """The office that ends inside or right before a name, unless it is a former one."""
        for office in find_offices(sentence):
            if office.start < end and start - 2 <= office.end <= end - 2:
                lead = sentence[max(0, office.start - 12) : office.start].lower()
                if (
                    any(word in lead for word in _FORMER)
                    or "former" in sentence[: office.start].lower()[-24:]
                ):
                    return None
                return office.start, office.end, office.office
        return None

    def _contradictions(
        self, text: TextView, mentions: list[tuple[int, int, int, str]], known: tuple[str, ...]
    ) -> Iterable[Finding]:
        counts = Counter(office for *_, office in mentions)
        usual, often = counts.most_common(1)[0]
        facts = {office.office for line in known for office in find_offices(line)}
        for place, start, end, office in mentions:
            if office == usual or _agree(office, usual) or office in facts:
                continue
            if often <= counts[office] and usual not in facts:
                continue
            yield remark(
                self,
                f"Elsewhere in this text the same person is {usual.replace('-', ' ')}.",
                text=text,
                place=place,
                start=start,
                end=end,
                severity=Severity.CRITICAL,
                expected=usual.replace("-", " "),
                confidence=0.8,
            )


def _agree(one: str, two: str) -> bool:
    """Offices that one person may hold or be called by at once."""
    exact = {
        "secretary-of-state",
        "secretary-of-defense",
        "foreign-minister",
        "defence-minister",
        "finance-minister",
    }
    if {one, two} <= exact:
        return {one, two} == {"secretary-of-state", "foreign-minister"} or {one, two} == {
            "secretary-of-defense", "defence-minister",
        }  # fmt: skip
    return (
        may_render(one, two)
        or not {one, two}
        & (
            exact
            | {"president", "prime-minister", "vice-president", "judge", "senator", "governor"}
        )
        or (one in ("leader", "captain") or two in ("leader", "captain"))
    )
