"""A walk through an XML file that knows where every letter stands and trusts nothing.

No entity but XML's own five is taken, nothing outside the file is read, and depth is bounded, so
that a hostile file costs what its size costs and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.parsers import expat

from dragoman.errors import UsageError
from dragoman.newsroom.bitexts.placed import Pair, PlacedText, Run, read_text

DEEPEST = 100
"""Elements inside one another; translation formats need about twenty."""

_CHUNK = 1 << 16
_NAMESPACE = " "  # what stands between a namespace and a name; neither can hold a blank
_LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"


class XmlWalk:
    """Walks through one file; a format overrides `begin` and `finish` and calls `found`.

    `own` is the beginning of the format's namespace: an element of another one is called "other".
    Texts are gathered between `listen` and `heard`.
    """

    own = ""

    def __init__(self, path: str, body: bytes) -> None:
        self.path = path
        self.trail: list[str] = []
        # Places are looked up in the bytes, which must be of one letter each for what is ASCII.
        self._is_recoded = body[:2] in (b"\xff\xfe", b"\xfe\xff")
        self._body = read_text(path, body).encode() if self._is_recoded else body
        self._pairs: list[Pair] = []
        self._text: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._listens = False
        self._quiet = 0
        self._begun = (1, 1)
        self._in_cdata = False
        self._parser = self._make_parser()

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins; `trail` holds the names of those it stands in, outermost first."""

    def finish(self, name: str) -> None:
        """An element ends."""

    def pairs(self) -> Iterator[Pair]:
        """The pairs of the file as they come. Raises `UsageError` naming the line of a fault."""
        for start in range(0, len(self._body) or 1, _CHUNK):
            chunk = self._body[start : start + _CHUNK]
            try:
                self._parser.Parse(chunk, start + _CHUNK >= len(self._body))
            except expat.ExpatError as error:
                what = expat.ErrorString(error.code) or "broken XML"
                raise self.fault(f"broken XML ({what}): mend this line", error.lineno) from error
            except (LookupError, ValueError) as error:
                raise self.fault("an encoding that is not known: save the file as UTF-8") from error
            yield from self._pairs
            self._pairs.clear()

    def found(self, pair: Pair) -> None:
        """Hand on a pair."""
        self._pairs.append(pair)

    def fault(self, message: str, line: int = 0) -> UsageError:
        """An error at the place where the walk is."""
        return UsageError(f"{self.path}:{line or self._parser.CurrentLineNumber}: {message}")

    def listen(self) -> None:
        """Gather text from here on."""
        self._text, self._runs, self._length = [], [], 0
        self._listens, self._quiet = True, 0
        self._begun = (self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def step_in(self, *, is_code: bool) -> None:
        """An element inside a text begins; what stands in a code is passed over, however deep."""
        if self._quiet or is_code:
            self._quiet += 1

    def step_out(self) -> None:
        """An element inside a text ends."""
        self._quiet = max(self._quiet - 1, 0)

    @property
    def gathered(self) -> int:
        """How many letters were gathered since `listen`."""
        return self._length

    def heard(self) -> PlacedText:
        """What was gathered; gathering ends."""
        self._listens = False
        runs = self._runs or [Run(0, *self._begun)]  # an empty text stands where its element does
        return PlacedText(text="".join(self._text), path=self.path, runs=tuple(runs))

    def add(self, text: str, width: int = 1) -> None:
        """Gather `text`, which stands where the walk is."""
        if not self._listens or self._quiet:
            return
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        self._runs.append(Run(self._length, line, column, width))
        self._text.append(text)
        self._length += len(text)

    def _make_parser(self) -> Any:
        declared = "utf-8" if self._is_recoded else None
        parser = expat.ParserCreate(declared, namespace_separator=_NAMESPACE)
        parser.buffer_text = False  # joined pieces would lose their places
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._letters
        parser.StartCdataSectionHandler = lambda: self._set_cdata(True)
        parser.EndCdataSectionHandler = lambda: self._set_cdata(False)
        parser.EntityDeclHandler = self._refuse_declaration
        parser.SkippedEntityHandler = self._refuse_entity
        return parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.begin(self._plain(name), attributes)
        self.trail.append(self._plain(name))
        if len(self.trail) > DEEPEST:
            raise self.fault(f"more than {DEEPEST} elements inside one another: this is no text")

    def _end(self, name: str) -> None:
        self.trail.pop()
        self.finish(self._plain(name))

    def _letters(self, text: str) -> None:
        if self._listens and not self._quiet:
            self.add(text, self._width() if len(text) == 1 and not self._in_cdata else 1)

    def _width(self) -> int:
        """How many columns the one letter that was just read takes in the file."""
        at = self._parser.CurrentByteIndex
        if self._body[at : at + 1] != b"&":
            return 1
        end = self._body.find(b";", at, at + 16)
        return end - at + 1 if end > 0 else 1

    def _set_cdata(self, inside: bool) -> None:
        self._in_cdata = inside

    def _refuse_declaration(self, name: str, *_: object) -> None:
        raise self.fault(f"declares the entity {name!r}: write what it stands for, and take it out")

    def _refuse_entity(self, name: str, _is_parameter: bool) -> None:
        raise self.fault(f"&{name}; is not built into XML: write the letter itself")

    def _plain(self, name: str) -> str:
        """An element's name in the format's own namespace or in none, else "other"."""
        space, _, plain = name.rpartition(_NAMESPACE)
        is_own = not space or (self.own and space.startswith(self.own))
        return plain if is_own else "other"


def said_language(attributes: Mapping[str, str], *names: str) -> str:
    """The first of these attributes that names a language, `xml:lang` at last; "" for none."""
    for name in (*names, _LANGUAGE):
        if attributes.get(name):
            return attributes[name]
    return ""
