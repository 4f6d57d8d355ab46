"""TMX 1.4: the pairs of a translation memory, with their places.

The memory's own reader (`translation.memory`) gives cleaned texts for translating again; here the
texts stand as they are, so that a finding can point into the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from dragoman.errors import UsageError
from dragoman.language.codes import base_language, normalise_tag
from dragoman.newsroom.bitexts.placed import Bitext, Pair, PlacedText, ignored_checks
from dragoman.newsroom.bitexts.placeholders import compared
from dragoman.newsroom.bitexts.xml_walk import XmlWalk, said_language

_CODE = frozenset(("bpt", "ept", "it", "ph", "ut", "other"))
NO_SUCH_PAIR = "not in both languages"


class TmxWalk(XmlWalk):
    """Reads every unit of a TMX file that has a segment in both languages wanted.

    Where a language is not given, it is the unit's `srclang`, or the only other one in the unit.
    """

    def __init__(self, path: str, body: bytes, languages: tuple[str, str]) -> None:
        super().__init__(path, body)
        self.passed_over: Counter[str] = Counter()
        self._given = languages
        self._general = self._own = self._name = self._language = ""
        self._texts: dict[str, PlacedText] = {}
        self._notes: list[str] = []

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """See `XmlWalk`."""
        if not self.trail and name != "tmx":
            raise self.fault(f"begins with <{name[:40]}>, not <tmx>: is it a TMX file?")
        if "seg" in self.trail:
            self.step_in(is_code=name in _CODE or name == "sub")
        elif name == "header":
            self._general = attributes.get("srclang", "")
        elif name == "tu":
            self._own = attributes.get("srclang") or self._general
            self._name = attributes.get("tuid", "")
            self._texts, self._notes = {}, []
        elif name == "tuv":
            self._language = normalise_tag(said_language(attributes, "lang"))
        elif name == "seg" or (name == "note" and "tu" in self.trail):
            self.listen()

    def finish(self, name: str) -> None:
        """See `XmlWalk`."""
        if "seg" in self.trail:
            self.step_out()
        elif name == "seg":
            if self._language:
                self._texts.setdefault(self._language, self.heard().on_one_line())
        elif name == "note" and "tu" in self.trail:
            self._notes.append(self.heard().text)
        elif name == "tu":
            self._hand_on()

    def _hand_on(self) -> None:
        """Hand on the unit's pair in the languages wanted."""
        source = self._choose(self._given[0] or self._source_language())
        others = {
            one: text
            for one, text in self._texts.items()
            if base_language(one) != base_language(source)
        }
        if not self._given[1] and source and len(others) > 1:
            known = ", ".join(sorted(others))
            raise self.fault(f"a unit in more than two languages ({known}): say which with --to")
        target = self._choose(self._given[1]) if self._given[1] else next(iter(others), "")
        if not source or not target or not self._texts[source].text:
            self.passed_over[NO_SUCH_PAIR] += 1
            return
        one, two = self._texts[source], self._texts[target]
        self.found(
            Pair(
                source=one,
                target=two,
                source_language=source,
                target_language=target,
                name=self._name,
                ignored=ignored_checks(self._notes),
                compared=compared(one, two),
            )
        )

    def _source_language(self) -> str:
        """The unit's own source language; the first one where it says that any may be."""
        if self._own and self._own.casefold() != "*all*":
            return self._own
        if self._given[1]:
            wanted = base_language(self._given[1])
            return next((one for one in self._texts if base_language(one) != wanted), "")
        return next(iter(self._texts), "")

    def _choose(self, wanted: str) -> str:
        """The language of the unit that is meant: the same tag, else the same language."""
        tag = normalise_tag(wanted)
        if tag in self._texts:
            return tag
        same = (one for one in self._texts if tag and base_language(one) == base_language(tag))
        return next(same, "")


def read_tmx_pairs(path: str, body: bytes, source_language: str, target_language: str) -> Bitext:
    """The pairs of a TMX file, loose ones; languages need not be given where there are but two."""
    walk = TmxWalk(path, body, (source_language, target_language))

    def pairs() -> Iterator[Pair]:
        count = 0
        for count, pair in enumerate(walk.pairs(), 1):  # noqa: B007 - the last one is asked for
            yield pair
        if not count and walk.passed_over:
            wanted = "->".join(one or "any" for one in (source_language, target_language))
            raise UsageError(f"{path}: no unit has a pair {wanted}: look at --from and --to")

    return Bitext(name=path, pairs=pairs(), passed_over=walk.passed_over)
