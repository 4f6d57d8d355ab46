"""Where sentences begin and end.

The boundaries come from sentencex, whose rules know some 300 languages; the guards here mend what
news text shows it to get wrong: ordinals, initials, titles, closing quotes, stray full stops.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from dragoman.language.codes import base_language

Boundary = tuple[int, int]

_ORDINAL_LANGUAGES = frozenset({"de", "da", "nb", "nn", "no", "fi", "et", "hu", "cs", "sk", "sl"})
"""Languages that write an ordinal number as a figure with a full stop, before a noun too."""

_ORDINAL_BEFORE_LOWER = frozenset({"hr", "sr", "bs", "pl", "lv", "is", "fo", "lb", "tr"})
"""Languages whose ordinal figures are followed by a word in lower case in running text."""

_WORD_BEFORE = re.compile(r"(\S+)$")
_INITIAL = re.compile(r"(?:^|[\s(\"“„«'’.-])([^\W\d_])\.$")
_ORDINAL = re.compile(r"(?:^|[\s(–-])(\d{1,3}|[IVX]{1,5})\.$")
_CLOSERS = "\"'”’»›“‘)]}」』）】〉》"
_OPENERS = "\"'“‘„‚«‹([{¿¡「『（【〈《–—-"
_LEADING_CLOSERS = re.compile(r"[”’»›)\]}」』）】〉》]+(?=[\s.,;:!?]|$)|[\"'“‘]+(?=\s|$)")
_TERMINAL = re.compile(
    r"(?<=[^\s.!?…])(?P<stop>[.!?…؟۔।]+)(?P<close>[\"'”’»›)\]]*)\s+"
    r"(?=(?P<open>[\"'“‘„‚«‹(\[¿¡–—]*\s?)(?P<next>\w))"
)
_URL_END = re.compile(r"(?:https?://|www\.)\S+\.$")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WEB_NAME = re.compile(r"\w{3,}\.(?:com|org|net|info|[a-z]{2})\.")
_VOWEL = re.compile(r"[aeiouyæøåäöüàáâãèéêëìíîïòóôõùúûœ]|[^\x00-\u024f]")
_LETTERED = re.compile(r"(?:^|[\s(])(?:[^\W\d_]\.)*[^\W\d_]\.$")
_CJK_QUOTE_END = re.compile(r"[」』）”]$")
_CJK_GOES_ON = re.compile(r"[ぁ-ん、，；：]")


def cut_sentences(text: str, language: str) -> list[Boundary]:
    """The spans [start, end) of the sentences of one block of text, in order.

    Spans carry no white space at their ends and together hold every other character of `text`.
    `language` is a BCP 47 tag; for an unknown one the general rules apply. A text of white space
    gives no span.
    """
    base = base_language(language) or "en"
    rough = _rough_spans(text, base)
    split = [part for span in rough for part in _split_missed(text, span, base)]
    merged: list[Boundary] = []
    for start, end in split:
        start = _give_back_closers(text, merged, start, end)
        if start >= end:
            continue
        if merged and _belong_together(text, merged[-1], (start, end), base):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return _with_words(text, merged)


def sentences_of(text: str, language: str) -> list[str]:
    """The sentences of one block as strings."""
    return [text[start:end] for start, end in cut_sentences(text, language)]


def _rough_spans(text: str, language: str) -> list[Boundary]:
    ends = sorted({min(int(found["end_index"]), len(text)) for found in _found(language, text)})
    spans: list[Boundary] = []
    last = 0
    for end in [*ends, len(text)]:
        edge = _without_opener(text, last, end)
        if edge > last:
            _append_trimmed(spans, text, last, edge)
            last = edge
    return spans


def _found(language: str, text: str) -> list[dict[str, int]]:
    from sentencex import get_sentence_boundaries

    # Lone surrogates cannot be handed over; any other character keeps the offsets.
    return list(get_sentence_boundaries(language, _SURROGATE.sub("\ufffd", text)))


def _without_opener(text: str, start: int, end: int) -> int:
    """A straight quote that touches the next sentence opens it: the end before that quote."""
    touches = end < len(text) and not text[end].isspace()
    if touches and end - start > 2 and text[end - 1] in "\"'“„«‘" and text[end - 2].isspace():
        return end - 1
    return end


def _append_trimmed(spans: list[Boundary], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    body = piece.strip()
    if body:
        begin = start + len(piece) - len(piece.lstrip())
        spans.append((begin, begin + len(body)))


def _split_missed(text: str, span: Boundary, language: str) -> list[Boundary]:
    """Cut where a full stop, a space and a capital stand and nothing speaks against an end."""
    start, end = span
    cuts = [
        match.end()
        for match in _TERMINAL.finditer(text, start, end)
        if match["next"].isupper() and _may_end(text, start, match, language)
    ]
    edges = [start, *cuts, end]
    parts: list[Boundary] = []
    for left, right in pairwise(edges):
        _append_trimmed(parts, text, left, right)
    return parts


def _may_end(text: str, start: int, match: re.Match[str], language: str) -> bool:
    before = text[start : match.end("stop")]
    if match["stop"] != "." or match["close"]:
        return _closes_quote(match) or not match["close"]
    if _URL_END.search(before):
        return True
    word = _last_word(before)
    if _WEB_NAME.fullmatch(word):
        return True
    if "." in word[:-1] or _INITIAL.search(before) or _kind_of(word, language):
        return False
    if word[:-1].isdigit():
        return language not in _ORDINAL_LANGUAGES | _ORDINAL_BEFORE_LOWER and len(word) > 2
    return _is_whole_word(word[:-1].rstrip(_CLOSERS))


def _is_whole_word(word: str) -> bool:
    """True for what hardly is an abbreviation: it has a vowel, or is an acronym with an ending."""
    if not word.replace("-", "").isalpha():
        return False
    if word.islower():
        return len(word) > 1 and _VOWEL.search(word) is not None
    return len(word) > 3 or "-" in word


def _closes_quote(match: re.Match[str]) -> bool:
    return bool(match["close"].strip("\"'")) or match["open"].strip() != ""


def _give_back_closers(text: str, merged: list[Boundary], start: int, end: int) -> int:
    """Closing quotes and brackets at the start of a sentence belong to the one before it."""
    if not merged:
        return start
    match = _LEADING_CLOSERS.match(text, start, end)
    if match is None:
        return start
    mark = match.group()[0]
    if mark in "\"'“‘" and text[merged[-1][0] : start].count(mark) % 2 == 0 and mark in "\"'":
        return start
    merged[-1] = (merged[-1][0], match.end())
    rest = text[match.end() : end]
    return match.end() + len(rest) - len(rest.lstrip())


def _belong_together(text: str, before: Boundary, after: Boundary, language: str) -> bool:
    """True when the boundary between two spans is none."""
    left, right = text[before[0] : before[1]], text[after[0] : after[1]]
    if language in ("zh", "ja", "yue"):
        return _cjk_goes_on(left, right, language)
    head = right.lstrip(_OPENERS + " ")[:2]
    if before[1] == after[0] and _LETTERED.search(left) and right[:1].isalpha():
        return True
    if left.endswith("."):
        return _stop_is_none(left, right, head, language)
    opened = right[:1] in _OPENERS
    return bool(head) and head[0].islower() and not opened and left[-1] in _CLOSERS + "!?…"


def _stop_is_none(left: str, right: str, head: str, language: str) -> bool:
    word = _last_word(left)
    kind = _kind_of(word, language)
    if kind == "never" or (kind == "number" and head[:1].isdigit()):
        return True
    if head[:1].islower() and not head[1:2].isupper() and not _URL_END.search(left):
        return right[:1] not in "\"'“‘„«–—-"
    if kind == "lower":
        return False
    if _ORDINAL.search(left) and language in _ORDINAL_LANGUAGES:
        return not _is_year_or_count(left) and _takes_ordinal(left, right, language)
    return False


def _is_year_or_count(left: str) -> bool:
    match = _ORDINAL.search(left)
    return match is not None and match[1].isdigit() and int(match[1]) > 199


def _takes_ordinal(left: str, right: str, language: str) -> bool:
    following = re.match(r"[\w-]+", right)
    if following is None:
        return False
    if following.group() in _ordinal_nouns().get(language, frozenset()):
        return True
    preceding = left.split()[-2:-1]
    return language == "de" and bool(preceding) and preceding[0].lower() in _ARTICLES_DE


_ARTICLES_DE = frozenset(
    {"am", "vom", "zum", "der", "dem", "den", "des", "die", "das", "im", "beim"}
)


def _cjk_goes_on(left: str, right: str, language: str) -> bool:
    if not _CJK_QUOTE_END.search(left):
        return False
    if language == "ja":
        return bool(_CJK_GOES_ON.match(right))
    return right[:1] in "，、；：" or (len(left) > 1 and left[-2] in "，、")


def _last_word(text: str) -> str:
    match = _WORD_BEFORE.search(text)
    return match[1].lstrip(_OPENERS) if match else ""


def _kind_of(word: str, language: str) -> str:
    """The kind of abbreviation that `word` (with its full stop) is, or ""."""
    if not word.endswith("."):
        return ""
    bare = word[:-1]
    table = _abbreviations()
    return table.get(language, {}).get(bare) or table["*"].get(bare, "")


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    lines = files("dragoman.language").joinpath("abbreviations.tsv").read_text("utf-8")
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            languages, kind, words = line.split("\t")
            for language in languages.split(","):
                table.setdefault(language, {}).update(dict.fromkeys(words.split(), kind))
    return table


@lru_cache(maxsize=1)
def _ordinal_nouns() -> dict[str, frozenset[str]]:
    """Language -> nouns before which "3." is an ordinal."""
    nouns: dict[str, frozenset[str]] = {}
    lines = files("dragoman.language").joinpath("ordinal_nouns.txt").read_text("utf-8")
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            language, words = line.split(":", 1)
            nouns[language] = frozenset(words.split())
    return nouns


def _with_words(text: str, spans: list[Boundary]) -> list[Boundary]:
    """Spans of punctuation alone join the sentence before them (or after, at the beginning)."""
    kept: list[Boundary] = []
    pending = -1
    for start, end in spans:
        if any(char.isalnum() or ord(char) > 0x2FFF for char in text[start:end]):
            kept.append((start if pending < 0 else pending, end))
            pending = -1
        elif kept:
            kept[-1] = (kept[-1][0], end)
        elif pending < 0:
            pending = start
    if pending >= 0:
        kept.append((pending, spans[-1][1]))
    return kept
