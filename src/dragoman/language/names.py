"""Names in running text: where they stand, which are the same, and who well-known people are.

Tables: `exonyms.tsv` (forms of one name across languages) and `authority.tsv` (people).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from dragoman.language.words import Word, cut_words, fold, plain_language, read_rows

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "ѓ": "gj", "д": "d", "ђ": "dj", "е": "e",
    "ё": "e", "є": "e", "ж": "z", "з": "z", "ѕ": "dz", "и": "i", "і": "i", "ї": "i", "й": "i",
    "ј": "j", "к": "k", "ќ": "kj", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u", "ў": "u", "ф": "f", "х": "h",
    "ц": "c", "ч": "c", "џ": "dz", "ш": "s", "щ": "sc", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "ju", "я": "ja",
}  # fmt: skip
_LINKS = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "la",
        "le",
        "el",
        "von",
        "van",
        "der",
        "den",
        "di",
        "du",
        "al",
        "bin",
        "ibn",
        "e",
        "y",
        "of",
        "the",
    ]
)
_COUNTRY_TONGUES = ("en", "pt", "es", "fr", "de", "it", "mk", "sr", "sr_Latn", "hr", "ru", "uk")
_FIGURE = re.compile(r"\d")
_SENTENCE_END = re.compile(
    r"[.!?…:;]\s*[\"“”„«»'‘’(\[]*\s*$|[\"“”„«»(\[]\s*$|^\s*[\"“”„«»'‘’(\[–—-]*\s*$"
)
# Titles whose full stop ends no sentence.
_TITLE_END = re.compile(
    r"(?:^|\W)(?:Drs?|Dra|Mrs?|Ms|Mx|Sra?|Srta|St|Sen|Rep|Gov|Gen|Prof|Profa|Lt|Col|Sgt|Capt|Hr"
    r"|Mme|Eng|Exmo)\.\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWord:
    """One capitalised word. `initial` is true where any word would be written with a capital."""

    word: Word
    initial: bool

    @property
    def text(self) -> str:
        """The word without a possessive ending."""
        return bare_name(self.word.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A well-known person: printed name, gender, offices, wrong spellings."""

    name: str
    gender: str
    offices: tuple[str, ...]
    wrong: tuple[str, ...]


@lru_cache(maxsize=65536)
def bare_name(text: str) -> str:
    """A name without "'s" or "’s" or a bare apostrophe at its end."""
    for ending in ("'s", "’s", "'", "’"):
        text = text.removesuffix(ending)
    return text


@lru_cache(maxsize=65536)
def latin(text: str) -> str:
    """A folded word with Cyrillic letters written in Latin ones."""
    folded = fold(text)
    if folded.isascii():
        return folded
    return "".join(_CYRILLIC.get(letter, letter) for letter in folded)


@lru_cache(maxsize=8192)
def find_name_words(text: str) -> tuple[NameWord, ...]:
    """The capitalised words of a text in order: two letters at least, no figures ("Nf3")."""
    found = []
    for word in cut_words(text):
        if word.is_capitalised and len(word.text) > 1 and not _FIGURE.search(word.text):
            before = text[max(0, word.start - 6) : word.start]
            begins = _SENTENCE_END.search(before) and not _TITLE_END.search(before)
            initial = bool(begins) if word.start else True
            found.append(NameWord(word=word, initial=initial))
    return tuple(found)


@lru_cache(maxsize=1)
def _exonyms() -> dict[str, frozenset[int]]:
    rows: dict[str, set[int]] = {}
    for number, row in enumerate(read_rows("exonyms.tsv")):
        for form in row[0].split():
            rows.setdefault(fold(form), set()).add(number)
    return {form: frozenset(numbers) for form, numbers in rows.items()}


def is_known_form(word: str) -> bool:
    """True for names and name parts that languages translate."""
    return bool(_rows_of(word))


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Names of countries in one word, folded, to their codes (CLDR, through Babel)."""
    found: dict[str, str] = {}
    for language in _COUNTRY_TONGUES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and " " not in name:
                found.setdefault(fold(name), code)
    return found


def country(word: str) -> str:
    """The code of the country that a word names ("Brasil" is BR), "" for other words."""
    return _countries().get(fold(bare_name(word)), "")


def country_in(word: str, language: str) -> str:
    """The name that a language has for the country named by a word; "" for other words."""
    code = country(word)
    return str(Locale(plain_language(language)).territories.get(code, "")) if code else ""


@lru_cache(maxsize=4096)
def forms_of(word: str) -> frozenset[str]:
    """All known forms of a name over the languages, folded; empty if it is not known."""
    rows = _rows_of(word)
    return frozenset(form for form, numbers in _exonyms().items() if not rows.isdisjoint(numbers))


@lru_cache(maxsize=65536)
def _rows_of(word: str) -> frozenset[int]:
    """The rows that hold a word or its singular."""
    known, folded = _exonyms(), fold(bare_name(word))
    for form in (folded, folded.removesuffix("s"), folded.removesuffix("es")):
        if form in known:
            return known[form]
    return frozenset()


def same_name(one: str, two: str) -> bool:
    """True for equal names: folded, across scripts, in another language's form, with endings."""
    first, second = latin(bare_name(one)), latin(bare_name(two))
    if first == second or first + "s" == second or second + "s" == first:
        return True
    rows = _rows_of(one)
    if rows and not rows.isdisjoint(_rows_of(two)):
        return True
    if second.isalpha():
        return False
    parts = [part for part in re.split("[-'’]", second) if part]
    return len(parts) > 1 and first in parts


def distance(one: str, two: str, limit: int = 3) -> int:
    """Edits (insert, delete, replace, swap neighbours) between two words, at most `limit`."""
    if abs(len(one) - len(two)) >= limit:
        return limit
    one, two = one[:40], two[:40]
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before = before, row
        row = [i]
        for j, other in enumerate(two, start=1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) >= limit:
            return limit
    return min(row[-1], limit)


@lru_cache(maxsize=1)
def authorities() -> tuple[Authority, ...]:
    """All people of the authority table."""
    people = []
    for row in read_rows("authority.tsv"):
        cells = [*row, "", "", ""]
        people.append(
            Authority(
                name=cells[0],
                gender=cells[1],
                offices=tuple(part.strip() for part in cells[2].split(";") if part.strip()),
                wrong=tuple(part.strip() for part in cells[3].split(";") if part.strip()),
            )
        )
    return tuple(people)


@lru_cache(maxsize=1)
def wrong_spellings() -> dict[str, Authority]:
    """Folded wrong spellings to the person meant."""
    return {fold(wrong): person for person in authorities() for wrong in person.wrong}


@dataclass(frozen=True, slots=True, kw_only=True)
class FullName:
    """A run of capitalised words with its links ("Ursula von der Leyen")."""

    start: int
    end: int
    words: tuple[str, ...]


@lru_cache(maxsize=8192)
def find_full_names(text: str) -> tuple[FullName, ...]:
    """Runs of capitalised words; a run breaks at any mark but a space, hyphen or "St."."""
    words = cut_words(text)
    found: list[FullName] = []
    run: list[Word] = []
    for word in words:
        gap = text[run[-1].end : word.start] if run else ""
        if run and gap not in (" ", " \u00a0", "\u00a0"):
            _close(run, found)
            run = []
        if word.is_capitalised or (run and word.text.lower() in _LINKS):
            run.append(word)
            if word.text.endswith(("'s", "’s")):
                _close(run, found)
                run = []
        elif run:
            _close(run, found)
            run = []
    if run:
        _close(run, found)
    return tuple(found)


def _close(run: list[Word], found: list[FullName]) -> None:
    while run and not run[-1].is_capitalised:
        run.pop()
    if run:
        found.append(
            FullName(
                start=run[0].start,
                end=run[-1].start + len(bare_name(run[-1].text)),
                words=tuple(bare_name(word.text) for word in run),
            )
        )
