"""Which language a text is written in.

A statistical model (py3langid) proposes, the script of the letters limits, the declared language
weighs as a prior, and word lists decide between near languages that the model confuses.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dragoman.language.codes import UNDETERMINED, base_language
from dragoman.language.scripts import SCRIPT_LANGUAGES, count_scripts, is_written_in

_MAX_CHARS = 1500
"""Longer texts are judged by their beginning: bodies are right from about 400 characters on."""

_MAX_BLOCKS = 12
"""Blocks of one text that are judged for themselves."""

_BLOCK_CHARS = 300

_MIN_LETTERS = 10
"""Below this many letters the model guesses; a declared language then decides."""

_DECLARED_WEIGHT = 6.0
"""Odds in favour of a declared language (right on about nine pages of ten)."""

_NEAR_WEIGHT = 2.2
"""Odds that one telling word gives to its language inside a group of near languages."""

_MODEL_TRUST = {"hbs": 0.7, "malay": 0.6}
"""Power on the model's odds inside a group that it mostly guesses in (measured on NTREX)."""

_GROUP_NAMES = {"no": "nb", "tl": "fil"}
"""The model's labels in the spelling used here."""

_RARE = frozenset({
    "ace", "an", "ary", "arz", "bcl", "br", "crh", "dz", "eo", "ext", "fo", "fuv", "fy", "gcf",
    "gcr", "gd", "gom", "grc", "gug", "guw", "hbo", "jv", "kab", "kik", "la", "lb", "lij", "ltg",
    "oc", "pcm", "qu", "sa", "sdh", "se", "uzs", "vec", "vo", "wa", "wuu", "yue",
})  # fmt: skip
"""Languages with few or no newspapers of their own, which the model sees in short headlines."""

_RARE_WEIGHT = 0.005
"""Prior of a rare language where nobody declared it."""

_UNSAID = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|[@#]\w+|\d+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """A language with a confidence from 0 to 1, and the next likely ones, best first."""

    language: str
    confidence: float
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLanguages:
    """The main language of several blocks, the others that stand in it, and each block's own.

    `by_block` holds "" for a block too short to tell, and for some of the blocks of a long text.
    """

    language: str
    confidence: float
    others: tuple[str, ...]
    by_block: tuple[str, ...]


def identify_language(text: str, declared: Sequence[str] = ()) -> Identified:
    """The language of `text` as a base code; "und" when there is too little to tell.

    `declared` are tags that feed, page or publisher claim; they weigh as a prior and break ties
    between near languages. Text without letters is "und" whatever is declared.
    """
    plain = _UNSAID.sub(" ", text[:_MAX_CHARS])
    letters = sum(char.isalpha() for char in plain)
    claims = _claimed(declared)
    if not letters:
        return Identified(language=UNDETERMINED, confidence=0.0)
    scripts = count_scripts(plain)
    dominant = scripts.most_common(1)[0][0] if scripts else ""
    if dominant in SCRIPT_LANGUAGES and len(SCRIPT_LANGUAGES[dominant]) == 1:
        return Identified(language=SCRIPT_LANGUAGES[dominant][0], confidence=1.0)
    odds = _model_odds(plain, dominant)
    if not odds:
        return _by_declaration(claims, dominant)
    if letters < _MIN_LETTERS and dominant in ("Latin", "Cyrillic", "Arabic", "Hebrew"):
        return _short_text(odds, claims, dominant)
    unknown = claims[:1] if claims and not _is_known(claims[0]) else ()
    if unknown and max(odds.values()) < 0.95 and is_written_in(unknown[0], dominant):
        return Identified(language=unknown[0], confidence=0.5)
    odds = _with_claims(_with_near_words(odds, plain), claims)
    return _as_identified(odds, claims)


def languages_of_blocks(blocks: Sequence[str], declared: Sequence[str] = ()) -> BlockLanguages:
    """The languages of a text that may hold more than one, judged block by block.

    A second language counts when it holds a sixth of the judged text, or two long blocks.
    """
    whole = identify_language(" ".join(blocks)[:_MAX_CHARS], declared)
    judged = _spread([i for i, block in enumerate(blocks) if _is_long(block)])
    by_block: list[str] = []
    weights: Counter[str] = Counter()
    long_blocks: Counter[str] = Counter()
    for index, block in enumerate(blocks):
        if index not in judged:
            by_block.append("")
            continue
        letters = sum(char.isalpha() for char in block)
        found = identify_language(block[:_BLOCK_CHARS], (whole.language, *declared))
        sure = found.confidence >= 0.8 and found.language != UNDETERMINED
        by_block.append(found.language if sure else "")
        if sure:
            weights[found.language] += letters
            long_blocks[found.language] += letters >= 120
    if not weights:
        return BlockLanguages(
            language=whole.language,
            confidence=whole.confidence,
            others=(),
            by_block=tuple(by_block),
        )
    main = weights.most_common(1)[0][0]
    if main in near_languages(whole.language):
        main = whole.language
    others = _second_languages(main, weights, long_blocks)
    return BlockLanguages(
        language=main, confidence=whole.confidence, others=others, by_block=tuple(by_block)
    )


def _second_languages(
    main: str, weights: Counter[str], long_blocks: Counter[str]
) -> tuple[str, ...]:
    """Languages beside the main one that hold a sixth of the letters, or two long blocks."""
    total = sum(weights.values())
    near = near_languages(main)
    return tuple(
        code
        for code, weight in weights.most_common()
        if code != main
        and code not in near
        and (weight * 6 >= total or (long_blocks[code] >= 2 and weight * 12 >= total))
    )


def near_languages(language: str) -> frozenset[str]:
    """The languages that are easily taken for `language` (itself included), or an empty set."""
    for words in _near_words().values():
        if language in words:
            return frozenset(words)
    return frozenset()


def _is_long(block: str) -> bool:
    """True when a block alone says what language it is in."""
    return sum(char.isalpha() for char in block[:_BLOCK_CHARS]) >= 60 or _is_dense(block)


def _spread(indices: list[int]) -> frozenset[int]:
    """At most `_MAX_BLOCKS` of the indices, evenly spread."""
    if len(indices) <= _MAX_BLOCKS:
        return frozenset(indices)
    step = (len(indices) - 1) / (_MAX_BLOCKS - 1)
    return frozenset(indices[round(step * number)] for number in range(_MAX_BLOCKS))


def _is_dense(block: str) -> bool:
    """True for scripts in which one character is a word or a syllable."""
    return sum(map(count_scripts(block).__getitem__, ("Han", "Kana", "Hangul"))) >= 20


def _claimed(declared: Sequence[str]) -> tuple[str, ...]:
    bases = (base_language(tag) for tag in declared)
    return tuple(dict.fromkeys(base for base in bases if base and base != UNDETERMINED))


@lru_cache(maxsize=1)
def _model() -> Any:
    """The statistical model, loaded once (about a second and 100 MB)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _is_known(language: str) -> bool:
    """True when the model knows the language, or one so near that it answers with that."""
    labels = _model().labels
    near = language in ("no", "tl") or bool(near_languages(language) & set(labels))
    return near or _GROUP_NAMES.get(language, language) in labels or language in labels


def _model_odds(text: str, dominant: str) -> dict[str, float]:
    """Probabilities by language, limited to those written in the text's script."""
    odds: dict[str, float] = {}
    for code, p in _model().rank(text):
        name = _GROUP_NAMES.get(code, code)
        if p > 0 and name != "zxx" and is_written_in(name, dominant):
            odds[name] = max(odds.get(name, 0.0), p * (_RARE_WEIGHT if name in _RARE else 1.0))
    total = sum(odds.values())
    return {code: p / total for code, p in odds.items()} if total else {}


@lru_cache(maxsize=1)
def _near_words() -> dict[str, dict[str, frozenset[str]]]:
    """Group -> language -> words that no other language of the group shares."""
    raw: dict[str, dict[str, set[str]]] = {}
    lines = files("dragoman.language").joinpath("near_languages.tsv").read_text("utf-8")
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            group, language, words = line.split("\t")
            raw.setdefault(group, {})[language] = set(words.split())
    telling: dict[str, dict[str, frozenset[str]]] = {}
    for group, by_language in raw.items():
        telling[group] = {code: frozenset(words) for code, words in by_language.items()}
    return telling


def _with_near_words(odds: dict[str, float], text: str) -> dict[str, float]:
    """Weigh the languages of the best one's group by their telling words."""
    best = max(odds, key=odds.__getitem__)
    name = next((name for name, words in _near_words().items() if best in words), "")
    if not name:
        return odds
    group, trust = _near_words()[name], _MODEL_TRUST.get(name, 1.0)
    seen = Counter(_WORD.findall(text.lower()))
    sharers = Counter(word for words in group.values() for word in words if word in seen)
    weighed = dict(odds)
    floor = odds[best] * 0.02
    for code, words in group.items():
        score = sum(
            min(count, 2) * (1 - sharers[word] / len(group)) * len(group) / max(len(group) - 1, 1)
            / sharers[word]
            for word, count in seen.items()
            if word in words
        )  # fmt: skip
        weighed[code] = max(odds.get(code, 0.0), floor) ** trust * _NEAR_WEIGHT ** min(score, 40.0)
    total = sum(weighed.values())
    return {code: p / total for code, p in weighed.items()}


def _with_claims(odds: dict[str, float], claims: Sequence[str]) -> dict[str, float]:
    weighed = dict(odds)
    for claim in claims:
        name = _GROUP_NAMES.get(claim, claim)
        if name in weighed:
            weighed[name] *= _DECLARED_WEIGHT / (_RARE_WEIGHT if name in _RARE else 1.0)
    total = sum(weighed.values())
    return {code: p / total for code, p in weighed.items()}


def _as_identified(odds: dict[str, float], claims: Sequence[str]) -> Identified:
    ranked = sorted(odds.items(), key=lambda pair: -pair[1])
    language, confidence = ranked[0]
    if language == "nb" and "no" in claims:
        language = "no"
    if language == "fil" and "tl" in claims:
        language = "tl"
    others = tuple((code, round(p, 4)) for code, p in ranked[1:4] if p >= 0.01)
    return Identified(language=language, confidence=min(1.0, round(confidence, 4)), others=others)


def _short_text(odds: dict[str, float], claims: Sequence[str], dominant: str) -> Identified:
    """A word or two: the declaration decides; without one, only a sure model does."""
    if claims:
        return _by_declaration(claims, dominant)
    language, p = max(odds.items(), key=lambda pair: pair[1])
    others = tuple((code, round(value, 4)) for code, value in list(odds.items())[:3])
    if p < 0.6 or math.isclose(p, 1 / len(odds)):
        return Identified(language=UNDETERMINED, confidence=round(p, 4), others=others)
    return Identified(language=language, confidence=round(min(p, 0.6), 4), others=others)


def _by_declaration(claims: Sequence[str], dominant: str) -> Identified:
    for claim in claims:
        if is_written_in(claim, dominant):
            return Identified(language=claim, confidence=0.5)
    return Identified(language=UNDETERMINED, confidence=0.0)
