"""XLIFF 1.2 and 2: translations between programs, with codes inside sentences and states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dragoman.language.codes import base_language, normalise_tag
from dragoman.newsroom.bitexts.placed import Bitext, Pair, PlacedText, ignored_checks
from dragoman.newsroom.bitexts.placeholders import compared
from dragoman.newsroom.bitexts.xml_walk import XmlWalk

_TEXT = frozenset(("source", "target", "seg-source"))
_CODE = frozenset(("ph", "bpt", "ept", "it", "sub", "x", "bx", "ex", "sc", "ec", "other"))
"""Inline elements whose content is another program's code (1.2) or that have none (2)."""

_UNDONE = frozenset(("new", "needs-translation", "initial"))
_DONE = frozenset(("translated", "reviewed", "final", "signed-off"))
_BREAKS = frozenset(("lb", "xlf:lb", "x-html-br"))
NOT_YET = "not translated yet"
NOT_WANTED = "not to be translated"


class XliffWalk(XmlWalk):
    """Reads every file and unit of an XLIFF document; what is not compared is counted.

    Not compared are units that say `translate="no"`, and those without a translation (none at all,
    or the source repeated under a state that says so), unless their state says they are done.
    """

    own = "urn:oasis:names:tc:xliff:document:"

    def __init__(self, path: str, body: bytes, languages: tuple[str, str]) -> None:
        super().__init__(path, body)
        self.passed_over: Counter[str] = Counter()
        self._given = languages
        self._languages = languages
        self._file = self._unit = self._segment = ""
        self._documents = 0
        self._wanted: list[bool] = [True]
        self._texts: dict[tuple[str, str], PlacedText] = {}  # (segment, side)
        self._cuts: dict[str, list[tuple[str, int, int]]] = {}  # side: (segment, start, end)
        self._open_cuts: list[tuple[str, int]] = []
        self._states: dict[str, str] = {}
        self._notes: list[str] = []

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """See `XmlWalk`."""
        if not self.trail and name != "xliff":
            raise self.fault(f"begins with <{name[:40]}>, not <xliff>: is it an XLIFF file?")
        if self._is_inside():
            self._begin_inline(name, attributes)
            return
        own = attributes.get("translate")
        self._wanted.append(self._wanted[-1] if own is None else own != "no")
        if name == "xliff":
            self._set_languages(attributes, "srcLang", "trgLang")
        elif name == "file":
            self._documents += 1
            self._file = attributes.get("original") or attributes.get("id", "")
            self._set_languages(attributes, "source-language", "target-language")
        elif name in ("trans-unit", "unit"):
            self._unit = attributes.get("id", "")
            self._texts, self._cuts, self._states, self._notes = {}, {}, {}, []
        elif name == "segment":
            # A state belongs to a segment in version 2, to a target in version 1.2.
            self._segment = attributes.get("id") or f"s{len(self._states) + 1}"
            self._states[self._segment] = attributes.get("state", "")
        elif name in _TEXT and self.trail[-1] in ("trans-unit", "segment"):
            if name == "target" and self.trail[-1] == "trans-unit":
                self._states[""] = attributes.get("state", "")
            self.listen()
        elif name == "note" and self.trail[-1] in ("trans-unit", "notes"):
            self.listen()

    def finish(self, name: str) -> None:
        """See `XmlWalk`."""
        if self._is_inside():
            self._finish_inline(name)
            return
        is_wanted = self._wanted.pop()
        if name in _TEXT and self.trail[-1] in ("trans-unit", "segment"):
            self._keep_text(name)
        elif name == "note" and self.trail[-1] in ("trans-unit", "notes"):
            self._notes.append(self.heard().text)
        elif name == "segment":
            self._segment = ""
        elif name in ("trans-unit", "unit"):
            self._hand_on(is_wanted=is_wanted)

    def _is_inside(self) -> bool:
        """True inside a source, a target or a note, where everything is inline."""
        return any(name in _TEXT or name == "note" for name in self.trail)

    def _begin_inline(self, name: str, attributes: Mapping[str, str]) -> None:
        if _BREAKS & {attributes.get("ctype"), attributes.get("subType")}:
            self.add(" ")
        self.step_in(is_code=name in _CODE)
        if name == "cp":
            code = attributes.get("hex", "")
            self.add(chr(int(code, 16)) if _is_code_point(code) else "\ufffd")
        elif name == "mrk":
            segment = attributes.get("mid", "") if attributes.get("mtype") == "seg" else ""
            self._open_cuts.append((segment, self.gathered))

    def _finish_inline(self, name: str) -> None:
        self.step_out()
        if name == "mrk":
            segment, start = self._open_cuts.pop()
            side = "target" if "target" in self.trail else "source"
            if segment:
                self._cuts.setdefault(side, []).append((segment, start, self.gathered))

    def _keep_text(self, name: str) -> None:
        """Keep a side of a unit or of a segment; version 1.2 cuts units by marks inside."""
        text, side = self.heard(), "target" if name == "target" else "source"
        if self.trail[-1] == "segment":
            self._texts[(self._segment, side)] = text.on_one_line()
        elif cuts := self._cuts.get(side):
            for segment, start, end in cuts:
                self._texts[(segment, side)] = text.cut(start, end).on_one_line()
        else:
            self._texts.setdefault(("", side), text.on_one_line())

    def _set_languages(self, attributes: Mapping[str, str], source: str, target: str) -> None:
        said = (attributes.get(source, ""), attributes.get(target, ""))
        if not any(said) and any(self._languages):
            return
        chosen = []
        for option, given, tag in zip(("--from", "--to"), self._given, said, strict=True):
            normal = normalise_tag(tag)
            if given and normal and base_language(given) != base_language(normal):
                raise self.fault(f"{option} {given}, but this file says {tag}: leave {option} out")
            chosen.append(given or normal)
        self._languages = (chosen[0], chosen[1])

    def _hand_on(self, *, is_wanted: bool) -> None:
        """Hand on what a unit holds."""
        ignored = ignored_checks(self._notes)
        segments = list(dict.fromkeys(one for one, _ in self._texts if one))
        if ("", "source") in self._texts and "target" not in self._cuts:
            segments = [""]  # the source may be cut where the target is not
        for segment in segments:
            source = self._texts.get((segment, "source"))
            target = self._texts.get((segment, "target"))
            if source is None or not source.text:
                continue
            if not is_wanted:
                self.passed_over[NOT_WANTED] += 1
            elif target is None or _is_undone(source, target, self._state_of(segment)):
                self.passed_over[NOT_YET] += 1
            else:
                self._found(segment, source, target, ignored)

    def _state_of(self, segment: str) -> str:
        """The state of a segment; in version 1.2, of its whole unit."""
        return self._states.get(segment) or self._states.get("", "")

    def _found(
        self, segment: str, source: PlacedText, target: PlacedText, ignored: frozenset[str]
    ) -> None:
        if not all(self._languages):
            option = "--to" if self._languages[0] else "--from"
            raise self.fault(f"the file does not say its languages: give {option}")
        self.found(
            Pair(
                source=source,
                target=target,
                source_language=self._languages[0],
                target_language=self._languages[1],
                name="/".join(part for part in (self._unit, segment) if part),
                document=f"{self._documents}:{self._file}",
                ignored=ignored,
                compared=compared(source, target),
            )
        )


def read_xliff(path: str, body: bytes, source_language: str, target_language: str) -> Bitext:
    """The pairs of an XLIFF file; languages that are given must not contradict the file's."""
    walk = XliffWalk(path, body, (source_language, target_language))
    return Bitext(name=path, pairs=walk.pairs(), passed_over=walk.passed_over)


def _is_undone(source: PlacedText, target: PlacedText, state: str) -> bool:
    """True when the file itself does not claim that this is a translation."""
    word = state.casefold()
    if not target.text:
        return word not in _DONE
    return word in _UNDONE and target.text == source.text


def _is_code_point(text: str) -> bool:
    """True for the hexadecimal number of a character that can stand in a text."""
    try:
        number = int(text, 16)
    except ValueError:
        return False
    return 0 <= number < 0x110000 and not 0xD800 <= number < 0xE000
