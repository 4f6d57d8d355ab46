"""Which words exist in a language: a dictionary of word forms, and how new words are made of old.

The forms come with the package `simplemma`; `lexemes.toml` has what they leave out, and by which
prefixes, endings, hyphens and joined pronouns a word is made that no dictionary lists. A rare word
may be missing; a word that is none is hardly ever there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from simplemma.strategies.dictionaries import StreamDictionaryFactory

from dragoman.language.names import distance
from dragoman.language.words import fold, read_table, word_list

_SHORTEST_BASE = 4  # letters of a word to which a prefix or an ending is put; "wr" is not one
_SHORTEST_STEM = 3
_LONGEST = 80
_DEPTH = {"en": 1}  # how often a word may be made anew: in English once, for its list is long
_USUAL_DEPTH = 2  # a prefix and an ending, not more
_SAME_START = 3  # letters with which words begin that are taken for one another
_ROOT, _STEPS, _STEPS_OF_ONE_ROOT = 5, 3, 4
_ACCENTS = {"a": "áâã", "e": "éê", "i": "í", "o": "óôõ", "u": "ú"}
_ENDINGS_OF_FUTURE = frozenset(
    ["ei", "ás", "á", "emos", "eis", "ão", "ia", "ias", "íamos", "íeis", "iam"]
)
_BEFORE_ENCLITIC = ("r", "ndo", "a", "e", "é", "n", "d")
_UNACCENTED = str.maketrans("áéíóú", "aeiou")
_ROOT_LOSES_ACCENT = (
    "mente",
    "íssimo",
    "íssima",
    "ísimo",
    "ísima",
    "idade",
    "idad",
    "ista",
    "ismo",
)
_SHORTENED = {"en": ("", "s", "t", "d", "m", "ll", "re", "ve")}
_LOST_BEFORE_PRONOUN = ("", "r", "s", "z", "mos")
_STEMS_OF_FUTURE = frozenset(["dir", "far", "trar"])  # "dir-se-á", of "dizer"


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of one language that are known, and the parts of others."""

    depth: int
    forms: Mapping[str, str]
    words: frozenset[str]
    prefixes: tuple[str, ...]
    parts: frozenset[str]
    clitics: frozenset[str]
    enclitics: frozenset[str]
    endings: tuple[tuple[str, tuple[str, ...]], ...]
    letters: tuple[tuple[str, str], ...]
    cognates: tuple[tuple[str, tuple[str, ...]], ...]

    def has(self, word: str) -> bool:
        """True for a form that is listed; what is listed only with a capital is a name."""
        return word in self.words or word in self.forms


_forms = StreamDictionaryFactory(cache_max_size=8)


@lru_cache(maxsize=8)
def _lexicon(language: str) -> _Lexicon:
    """The lexicon of a plain language. It takes about a second to read, and is read once."""
    entry = read_table("lexemes.toml")[language]
    letters = (one.partition("=") for one in str(entry["letters"]).split())
    return _Lexicon(
        depth=_DEPTH.get(language, _USUAL_DEPTH),
        forms=_forms.get_dictionary(language),
        words=frozenset(str(entry["words"]).split()) | word_list(language, "function"),
        prefixes=tuple(str(entry["prefixes"]).split()),
        parts=frozenset(f"{entry['parts']} {entry['prefixes']}".split()),
        clitics=frozenset(str(entry["clitics"]).split()),
        enclitics=frozenset(str(entry["enclitics"]).split()),
        endings=_answers(entry["endings"]),
        letters=tuple((one, two) for one, _, two in letters),
        cognates=_answers(entry["cognates"]),
    )


def _answers(line: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """ "mente=o,-": what is before each sign of equality, and what may stand for it."""
    pairs = (one.partition("=") for one in str(line).split())
    return tuple(
        (one, tuple(other.strip("-") for other in others.split(","))) for one, _, others in pairs
    )


def has_lexicon(language: str) -> bool:
    """True when it is known which words a language has; Galician is not read with Portuguese."""
    return _first(language) in read_table("lexemes.toml")


def _first(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def is_word(word: str, language: str) -> bool:
    """True when a word exists in a language, listed or made by its rules, whatever its capitals.

    Raises `KeyError` for a language without a lexicon: ask `has_lexicon` first.
    """
    return len(word) <= _LONGEST and _is_word(word.lower().replace("’", "'"), _first(language))


def is_listed(word: str, language: str) -> bool:
    """True when each part of a word between hyphens stands in the dictionary or in our own list.

    Stricter than `is_word`: what is only made by the rules ("overrile") is left out. Raises
    `KeyError` as that does.
    """
    lexicon = _lexicon(_first(language))
    lowered = word.lower().replace("’", "'")
    return lexicon.has(lowered) or all(
        lexicon.has(part) or part in lexicon.parts for part in lowered.split("-")
    )


def near_words(word: str, language: str, count: int) -> list[str]:
    """Up to `count` listed words that are spelt like this one, the most alike first.

    They begin alike, long words in their first half, and differ by three letters at most, by four
    where they have a root in common. The first call for a language takes a second or two. Raises
    `KeyError` as `is_word` does.
    """
    lowered = word.lower()
    found = []
    start = lowered[: max(_SAME_START, len(lowered) // 2)]
    for other in _beginning(start, _first(language)):
        alike = next(
            (at for at, (one, two) in enumerate(zip(lowered, other, strict=False)) if one != two),
            min(len(lowered), len(other)),
        )
        limit = _STEPS_OF_ONE_ROOT if alike >= _ROOT else _STEPS
        if other != lowered and abs(len(other) - len(lowered)) <= limit:
            steps = distance(lowered, other, limit + 1)
            if steps <= limit:
                found.append((steps - alike / 2, other))
    return [other for _, other in sorted(found)[:count]]


def _beginning(start: str, language: str) -> list[str]:
    """All listed words with some first letters."""
    listed = _sorted_forms(language)
    first = listed.find(f"\n{start}")
    if len(start) < _SAME_START or first < 0:
        return []
    last = listed.index("\n", listed.rfind(f"\n{start}") + 1)
    return listed[first + 1 : last].split("\n")


@lru_cache(maxsize=4)
def _sorted_forms(language: str) -> str:
    """All listed words in small letters in their order, one on a line: a tenth of a list's room."""
    lexicon = _lexicon(language)
    words = {word for word in (*lexicon.forms, *lexicon.words) if word.isalpha() and word.islower()}
    return "\n" + "\n".join(sorted(words)) + "\n"


def is_cognate(word: str, language: str, english: str) -> bool:
    """True when a word answers by its ending to an English one of the same stem ("holístico").

    A letter in four of the stem may differ. Raises `KeyError` as `is_word` does.
    """
    lowered, other = word.lower(), english.lower()
    for ending, answers in _lexicon(_first(language)).cognates:
        stem = fold(lowered.removesuffix(ending))
        if not lowered.endswith(ending) or len(stem) < _SHORTEST_BASE:
            continue
        for answer in answers:
            if other.endswith(answer) and other[:1] == stem[:1]:
                limit = max(1, len(stem) // 4)
                if distance(stem, other.removesuffix(answer), limit + 1) <= limit:
                    return True
    return False


@lru_cache(maxsize=65536)
def _is_word(word: str, language: str) -> bool:
    lexicon = _lexicon(language)
    head, apostrophe, tail = word.rpartition("'")
    if apostrophe and not lexicon.has(word):
        return _is_contracted(head, tail, language)
    if "-" in word:
        return _is_joined(word, lexicon)
    return _is_made(word, lexicon, lexicon.depth)


def _is_contracted(head: str, tail: str, language: str) -> bool:
    """Words around an apostrophe: "the firm's", "they'll", "didn't", "copo d'água"."""
    if tail in _SHORTENED.get(language, ()):
        return not head or _is_word(head.removesuffix("n") if tail == "t" else head, language)
    return _is_word(tail, language) and (len(head) < _SHORTEST_STEM or _is_word(head, language))


def _is_joined(word: str, lexicon: _Lexicon) -> bool:
    """A compound all of whose parts are words, or a verb with its pronouns ("dir-se-á")."""
    if lexicon.has(word):
        return True
    first, *others = word.split("-")
    if lexicon.clitics and others and others[0] in lexicon.clitics:
        rest = others[1:] if len(others) > 1 and others[1] not in lexicon.clitics else []
        if set(rest) <= _ENDINGS_OF_FUTURE and _is_verb(first, lexicon):
            return True
    return all(
        part in lexicon.parts
        or len(part) < 2
        or part.isdigit()
        or _is_made(part, lexicon, lexicon.depth)
        for part in (first, *others)
    )


def _is_verb(stem: str, lexicon: _Lexicon) -> bool:
    """A form to which a pronoun is joined: whole, or without the letter that it loses."""
    bare = stem[:-1] + fold(stem[-1:])
    return stem in _STEMS_OF_FUTURE or any(
        lexicon.has(form + lost) for form in (stem, bare) for lost in _LOST_BEFORE_PRONOUN
    )


def _is_made(word: str, lexicon: _Lexicon, depth: int) -> bool:
    """Listed, spelt another way, or made of a listed word by a prefix or an ending."""
    changes = 2 if depth == lexicon.depth else 1
    if lexicon.has(word) or any(lexicon.has(form) for form in _respelt(word, lexicon, changes)):
        return True
    if depth == 0:
        return False
    return any(_is_made(base, lexicon, depth - 1) for base in _bases(word, lexicon))


def _respelt(word: str, lexicon: _Lexicon, changes: int) -> Iterator[str]:
    """Other spellings in use, European and Brazilian ("arquitetônico", "arquitectónico")."""
    for one, two in lexicon.letters:
        for before, after in ((one, two), (two, one)):
            place = word.find(before)
            while place >= 0:
                form = word[:place] + after + word[place + len(before) :]
                yield form
                if changes > 1:
                    yield from _respelt(form, lexicon, changes - 1)
                place = word.find(before, place + 1)


def _bases(word: str, lexicon: _Lexicon) -> Iterator[str]:
    """The words of which this one may be made."""
    for prefix in lexicon.prefixes:
        rest = word.removeprefix(prefix)
        if len(rest) == len(word) or len(rest) < _SHORTEST_BASE:
            continue
        yield rest
        if rest[:2] in ("rr", "ss"):
            yield rest[1:]  # "antirracista"
    for ending, rests in lexicon.endings:
        stem = word.removesuffix(ending)
        if len(stem) == len(word) or len(stem) < _SHORTEST_STEM:
            continue
        for rest in rests:
            if len(stem + rest) >= _SHORTEST_BASE:
                yield stem + rest
                if ending in _ROOT_LOSES_ACCENT:
                    yield from _accented(stem, rest)
    yield from _without_pronoun(word, lexicon)


def _accented(stem: str, rest: str) -> Iterator[str]:
    """The stem with the accent that it loses before a stressed ending ("comicamente")."""
    for place, letter in enumerate(stem):
        for accented in _ACCENTS.get(letter, ""):
            yield stem[:place] + accented + stem[place + 1 :] + rest


def _without_pronoun(word: str, lexicon: _Lexicon) -> Iterator[str]:
    """Verbs to which a pronoun is written: "hacerlo", "dándoselo"."""
    for clitic in lexicon.enclitics:
        verb = word.removesuffix(clitic)
        if verb != word and verb.endswith(_BEFORE_ENCLITIC):
            yield verb
            yield verb.translate(_UNACCENTED)
