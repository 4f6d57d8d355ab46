"""Sentences with something put into them that machine translation likes to lose, by a seeded rule.

Clean sentences (no figure, mark, sign or symbol of their own) get a quotation, a number, an amount,
a name, an address, a handle, emoji or mark-up; all that is put in is made here, from the lists of
`failures_seeding.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from dragoman.records import Inline, InlineKind

SEED = 20260301
EACH = 120  # sentences of a kind and direction
_CLEAN = re.compile(r"[A-ZÀ-Ý](?:[A-Za-zÀ-ÿ]|,? (?=[A-Za-zÀ-ÿ])|(?<=\w)['-](?=\w))+\.")
_LEAST_WORDS, _MOST_WORDS = 8, 30

_TABLES: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("failures_seeding.toml").read_text(encoding="utf-8")
)
_MARKS = {"en": ("“”", '""'), "pt": ("“”", "«»", '""')}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """A sentence of `language` and what was put in; `inlines` is the mark-up of `text`."""

    text: str
    put: tuple[str, ...]
    language: str
    inlines: tuple[Inline, ...] = ()


def clean_sentences(texts: Sequence[str]) -> list[str]:
    """The sentences of usual length that hold letters, commas and a full stop and nothing else."""
    return [
        text
        for text in texts
        if _CLEAN.fullmatch(text) and _LEAST_WORDS <= len(text.split()) <= _MOST_WORDS
    ]


def seeded(kind: str, texts: Sequence[str], language: str) -> list[Seeded]:
    """`EACH` sentences with one thing of a kind put in, the same for the same texts."""
    random = Random(f"{SEED} {kind} {language}")
    clean = clean_sentences(texts)
    chosen = [clean[random.randrange(len(clean))] for _ in range(EACH)] if clean else []
    return [_put(kind, text, language, random) for text in chosen]


def _put(kind: str, text: str, language: str, random: Random) -> Seeded:
    if kind == "quotes":
        return _quoted(text, language, random)
    if kind == "markup":
        return _marked(text, language, random)
    put = _MAKERS[kind](random, language)
    if kind == "emoji":
        return Seeded(text=_with_emoji(text, put, random), put=(put,), language=language)
    carriers = _TABLES["carriers"][language][kind]
    small = (
        text.split()[0].lower() in _TABLES["small"]
    )  # others may be names, which stay as they are
    if small and random.random() < 0.5:
        lead = random.choice(carriers["starts"]).format(put)
        whole = lead + (text if lead.endswith(": ") else text[:1].lower() + text[1:])
    else:
        whole = text[:-1] + random.choice(carriers["ends"]).format(put) + "."
    return Seeded(text=whole, put=(put,), language=language)


def _with_emoji(text: str, emoji: str, random: Random) -> str:
    """Emoji before, behind or between the words of a sentence."""
    words = text.split()
    place = random.choice((0, random.randrange(1, len(words)), len(words)))
    return " ".join([*words[:place], emoji, *words[place:]])


def _quoted(text: str, language: str, random: Random) -> Seeded:
    """A quotation of some words, of the whole sentence, of two parts, or one within another."""
    marks = random.choice(_MARKS[language])
    left, right = marks[0], marks[1]
    words = text[:-1].split()
    way = random.choice(("words", "words", "speech", "two", "nested"))
    marked = list(words)
    if way == "speech":
        before, after = random.choice(_TABLES["saying"][language])
        said = text if not after or language == "pt" else text[:-1]
        said = said[:-1] if after and language == "pt" else said
        inside = "," if after and language == "en" else ""
        after = after.removeprefix(",") if inside else after
        return Seeded(
            text=f"{before}{left}{said}{inside}{right}{after}", put=(left, right), language=language
        )
    first = random.randrange(len(words) - 4)
    last = min(len(words) - 1, first + random.randrange(6)) if way != "nested" else len(words) - 1
    put = [left, right]
    if way == "two":
        last = min(last, len(words) // 2)
        first = min(first, last)
        later = random.randrange(last + 1, len(words))
        marked[later] = _around(marked[later], left, right)
        put *= 2
    if way == "nested" and left != '"':
        middle = random.randrange(first + 1, last)
        marked[middle] = _around(marked[middle], "‘", "’")
        put += ["‘", "’"]
    marked[first] = left + marked[first]
    marked[last] = _around(marked[last], "", right)
    return Seeded(text=" ".join(marked) + ".", put=tuple(put), language=language)


def _around(word: str, left: str, right: str) -> str:
    """Marks around a word, a comma at its end outside of them."""
    bare = word.rstrip(",")
    return left + bare + right + word[len(bare) :]


def _marked(text: str, language: str, random: Random) -> Seeded:
    """A link, emphasis or both, one within the other or side by side."""
    starts = [found.span() for found in re.finditer(r"[^\W_][\w'-]*", text)]
    first = random.randrange(len(starts) - 3)
    last = min(len(starts) - 1, first + random.randrange(5))
    outer = (starts[first][0], starts[last][1])
    kind = random.choice((InlineKind.LINK, InlineKind.EMPHASIS, InlineKind.STRONG))
    spans = [_inline(kind, *outer, random)]
    if random.random() < 0.3 and last > first:
        inner = random.randrange(first, last)
        other = InlineKind.EMPHASIS if kind is not InlineKind.EMPHASIS else InlineKind.LINK
        spans.append(_inline(other, *starts[inner], random))
    elif random.random() < 0.5 and last + 1 < len(starts):
        spans.append(
            _inline(InlineKind.LINK, *starts[random.randrange(last + 1, len(starts))], random)
        )
    return Seeded(
        text=text,
        put=tuple(span.kind.value for span in spans),
        language=language,
        inlines=tuple(spans),
    )


def _inline(kind: InlineKind, start: int, end: int, random: Random) -> Inline:
    href = (
        f"https://{random.choice(_TABLES['hosts'])}/{random.randrange(1000)}"
        if kind is InlineKind.LINK
        else ""
    )
    return Inline(kind=kind, start=start, end=end, href=href)


def _grouped(value: int, language: str) -> str:
    return f"{value:,}" if language == "en" else f"{value:,}".replace(",", ".")


def _number(random: Random, language: str) -> str:
    point = "." if language == "en" else ","
    million = ("million", "billion") if language == "en" else ("milhões", "bilhões")
    return random.choice((
        str(random.randrange(13, 999)),
        str(random.randrange(2021, 2050)),
        _grouped(random.randrange(1001, 999_999), language),
        _grouped(random.randrange(1_000_001, 99_999_999), language),
        f"{random.randrange(2, 99)}{point}{random.randrange(1, 10)}",
        f"{random.randrange(2, 99)}%",
        f"{random.randrange(2, 99)}{point}{random.randrange(1, 10)}%",
        f"{random.randrange(2, 99)}{point}{random.randrange(1, 10)} {random.choice(million)}",
    ))  # fmt: skip


def _amount(random: Random, language: str) -> str:
    sign = random.choice(("£", "€", "$", "¥", "₹", "R$ " if language == "pt" else "$"))
    million = ("million", "bn", "billion") if language == "en" else ("milhões", "mil milhões")
    point = "." if language == "en" else ","
    figure = random.choice((
        str(random.randrange(13, 999)),
        _grouped(random.randrange(1001, 999_999), language),
        f"{random.randrange(2, 99)}{point}{random.randrange(11, 99)}",
        f"{random.randrange(2, 99)}{point}{random.randrange(1, 10)} {random.choice(million)}",
        f"{random.randrange(2, 99)} {random.choice(million)}",
    )).replace(" bn", "bn")  # fmt: skip
    return f"{figure} {sign}" if sign == "€" and language == "pt" else f"{sign}{figure}"


def _name(random: Random, language: str) -> str:  # noqa: ARG001 - the makers' shape
    if random.random() < 0.3:
        return str(random.choice(_TABLES["foreign"]))
    return random.choice((
        " ".join((random.choice(_TABLES["given"]), random.choice(_TABLES["family"]))),
        random.choice(_TABLES["family"]),
    ))  # fmt: skip


def _url(random: Random, language: str) -> str:  # noqa: ARG001 - the makers' shape
    host, word = random.choice(_TABLES["hosts"]), random.choice(_TABLES["words"])
    number = random.randrange(10_000)
    return random.choice((
        f"https://{host}/{word}/{number}",
        f"http://www.{host}/{word}?q={number}&l=pt_BR#a-{word}",
        f"www.{host}",
        f"{host}/{word}-{number}.html",
        f"https://{host}/wiki/{word.title()}_({number})",
    ))  # fmt: skip


def _mail(random: Random, language: str) -> str:  # noqa: ARG001 - the makers' shape
    word = random.choice(_TABLES["words"]).replace("é", "e")
    return f"{word}{random.choice(('', '.desk', '+tips', '_1'))}@{random.choice(_TABLES['hosts'])}"


def _handle(random: Random, language: str) -> str:  # noqa: ARG001 - the makers' shape
    word = random.choice(_TABLES["words"]).replace("-", "_")
    return random.choice(
        (f"@{word}", f"@{word}{random.randrange(100)}", f"#{word.title()}", f"#{word}")
    )


def _emoji(random: Random, language: str) -> str:  # noqa: ARG001 - the makers' shape
    return str(random.choice(_TABLES["emoji"]))


_MAKERS: dict[str, Callable[[Random, str], str]] = {
    "numbers": _number,
    "currency": _amount,
    "names": _name,
    "urls": _url,
    "emails": _mail,
    "handles": _handle,
    "emoji": _emoji,
}
KINDS = ("quotes", *_MAKERS, "markup")
