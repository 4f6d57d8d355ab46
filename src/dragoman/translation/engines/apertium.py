"""Apertium, a translator by rules, asked through its server APy.

Apertium is GPL and runs as a process of its own; nothing of it is loaded here. It writes "*" before
words that it has no entry for, and "#" or "@" where it could not form one: the marks are taken out
and become the unit's doubt. Every pair is of gist quality unless the operator says otherwise: even
from Spanish into Portuguese 37 of 100 sentences of NTREX-128 keep a Spanish word.
Its protocol: https://wiki.apertium.org/wiki/Apertium-apy
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import msgspec

from dragoman.language.codes import normalise_tag
from dragoman.language.serbian import serbian_in_latin
from dragoman.records import EngineInfo, EnginePair, EngineResult, EngineUnit, Tier
from dragoman.translation.engines.callers import Callers, failed
from dragoman.translation.engines.catalogue import Catalogue
from dragoman.translation.engines.remote import RemoteError, RemoteServer

NAME = "apertium"
UNFIT = frozenset({"eng-hbs", "eng-hbs_SR", "eng-hbs_HR", "eng-hbs_BS"})
"""Modes that are not offered: of 300 sentences of NTREX-128 each came out as a row of stems."""

HBS = {"hbs": ("sr", "hr", "bs"), "hbs_SR": ("sr",), "hbs_HR": ("hr",), "hbs_BS": ("bs",)}
"""Apertium's one language for Serbian, Croatian and Bosnian, and its three ways to write it."""

VARIANTS = {"pt": "pt-PT", "sr": "sr-Latn"}
"""What Apertium's plain Portuguese and Serbian are."""

PREFERRED = frozenset({"pt-BR"})
"""Of several variants of a target, which has the plain name: that of the other engines."""

_SPACES = re.compile(r"(?<=\S) +(?=[.,;:!?…](?:\s|$))|^ +| +$|(?<= ) +")
_MARK = re.compile(r"\*(?=\w)|(?<![\w/&])[#@](?=\w)")
_ASTERISK, _STAND_IN = "*", "\u2217"
_CALLS = 4  # at once; APy works on one sentence of a pair at a time unless it is told otherwise


class ApertiumAccess(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where APy listens ("" is off), and which pairs the operator holds good enough to publish."""

    address: str = ""
    publishable: tuple[str, ...] = ()


class ApertiumEngine:
    """Every pair that the APy at `access.address` has installed; whole sentences, no alignment."""

    def __init__(self, access: ApertiumAccess) -> None:
        self._server = RemoteServer(access.address, NAME, timeout_s=30)
        self._publishable = frozenset(access.publishable)
        self._modes: dict[tuple[str, str], str] = {}
        self._catalogue = Catalogue(self._ask_pairs)
        self._callers = Callers(NAME, _CALLS, self._catalogue.lose)

    def info(self) -> EngineInfo:
        """What this engine is and which pairs APy has now; none while it is away."""
        return EngineInfo(
            name=NAME,
            version="APy",
            licence="GPL-2.0-or-later (a process of its own)",
            offline=self._server.is_here,
            pairs=self._catalogue.pairs(),
            unit_cap=120,
        )

    def trouble(self) -> str:
        """Why APy cannot be used just now; "" when it can."""
        return self._catalogue.trouble()

    def signature(self, source: str, target: str) -> str:
        """The engine and the mode that translates, such as `apertium:spa|por`, in safe letters."""
        pair = self._catalogue.find(source, target)
        if pair is None:
            return NAME
        return f"{NAME}:{pair.model}"

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        """Translate sentences, each in a question of its own; words not known become a doubt."""
        pair = self._catalogue.find(source, target)
        if pair is None:
            return [failed(unit, f"{NAME} has no mode for {source}->{target}") for unit in units]
        return self._callers.ask(partial(self._one, pair), units)

    def close(self) -> None:
        """End the threads; APy itself belongs to the operator."""
        self._callers.close()

    def _one(self, pair: EnginePair, units: Sequence[EngineUnit]) -> list[EngineResult]:
        """The translation of one unit."""
        unit = units[0]
        text = unit.text.replace(_ASTERISK, _STAND_IN)
        if pair.source in HBS["hbs"]:
            text = serbian_in_latin(text)
        first, _, second = pair.model.partition("-")
        answer = self._server.post_form(
            "/translate",
            {"langpair": f"{first}|{second}", "q": text, "format": "txt", "markUnknown": "yes"},
        )
        said = answer.get("responseData") if isinstance(answer, dict) else None
        translated = said.get("translatedText") if isinstance(said, dict) else None
        if not isinstance(translated, str):
            raise RemoteError(f"{NAME} answers without a translation", 200)
        if not translated.strip():
            raise RemoteError(f"{NAME} gave an empty translation", 200)
        plain, doubt = _without_marks(translated, text)
        return [EngineResult(id=unit.id, text=plain.replace(_STAND_IN, _ASTERISK), error=doubt)]

    def _ask_pairs(self) -> list[EnginePair]:
        """The pairs that APy has installed, a plain name for one variant of each target."""
        answer = self._server.get("/listPairs", timeout_s=5)
        rows = answer.get("responseData") if isinstance(answer, dict) else None
        if not isinstance(rows, list):
            raise RemoteError(f"{NAME} at {self._server.host} is no APy: it lists no pairs", 200)
        modes = [
            (str(row.get("sourceLanguage")), str(row.get("targetLanguage")))
            for row in rows
            if isinstance(row, dict)
        ]
        return list(pairs_of(modes, self._publishable))


def pairs_of(modes: Sequence[tuple[str, str]], publishable: frozenset[str]) -> list[EnginePair]:
    """Apertium's modes as pairs: the first variant of a target has the plain name."""
    tagged = [
        (source, VARIANTS.get(variant, variant), f"{one}-{other}")
        for one, other in set(modes)
        if f"{one}-{other}" not in UNFIT
        for source in _tags(one)
        for variant in _tags(other)
    ]
    tagged.sort(key=lambda row: (row[1] not in PREFERRED, "-" in row[1], row))
    pairs: dict[tuple[str, str], EnginePair] = {}
    for source, variant, mode in tagged:
        plain = variant.split("-")[0]
        target = variant if (source, plain) in pairs else plain
        if (source, target) in pairs or source == plain:
            continue
        good = f"{source}-{target}" in publishable or f"{source}-{variant}" in publishable
        pairs[source, target] = EnginePair(
            source=source,
            target=target,
            variant=variant,
            tier=Tier.PUBLISHABLE if good else Tier.GIST,
            model=mode,
        )
    return list(pairs.values())


def _tags(code: str) -> tuple[str, ...]:
    """The BCP 47 tags of one of Apertium's codes ("por_BR" -> pt-BR); none for what is no tag."""
    if code in HBS:
        return HBS[code]
    tag = normalise_tag(code)
    return (tag,) if tag and tag.count("-") == code.count("_") else ()


def _without_marks(translated: str, source: str) -> tuple[str, str]:
    """The translation without Apertium's marks, and a sentence about the words that had one."""
    marked: list[str] = []
    pieces: list[str] = []
    at = 0
    for mark in _MARK.finditer(translated):
        if mark.group() != _ASTERISK and mark.group() in source:
            continue  # the text's own sign
        word = re.match(r"[\w'’-]+", translated[mark.end() :])
        # Names and placeholders are rightly left as they are; a word in small letters is not.
        if word and word.group().islower() and word.group().isalpha():
            marked.append(word.group())
        pieces.append(translated[at : mark.start()])
        at = mark.end()
    plain = "".join(pieces) + translated[at:]
    # The rules leave a space where a word fell away; the original's own spaces stay as they are.
    if not _SPACES.search(source):
        plain = _SPACES.sub("", plain)
    known = list(dict.fromkeys(marked))
    if not known:
        return plain, ""
    named = ", ".join(known[:5]) + (", …" if len(known) > 5 else "")
    return plain, f"not in Apertium's dictionary, left as they are: {named}"
