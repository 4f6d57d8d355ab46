"""What a text says about the gender of people: pronouns, nouns, titles, kin and first names.

Tables: `gender.toml` (words), `first_names.toml`, and the gender column of `authority.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.names import authorities, bare_name
from dragoman.language.words import Word, cut_words, plain_language, read_table, word_list

FEMININE, MASCULINE = "f", "m"
_PLURALS = frozenset(["women", "men", "children", "ladies", "gentlemen"])
_KINDS = ("pronoun", "person", "kin")


@dataclass(frozen=True, slots=True, kw_only=True)
class GenderCue:
    """One word that speaks of a woman ("f") or a man ("m"); `kind`: pronoun, person, kin, name."""

    start: int
    end: int
    text: str
    gender: str
    kind: str

    @property
    def is_plural(self) -> bool:
        """True for nouns about several people ("women", "sons")."""
        lowered = self.text.lower()
        return lowered in _PLURALS or (lowered.endswith("s") and not lowered.endswith("ss"))


def other_gender(gender: str) -> str:
    """The gender that is not this one."""
    return MASCULINE if gender == FEMININE else FEMININE


@lru_cache(maxsize=16)
def _words(language: str) -> dict[str, tuple[str, str]]:
    entry = read_table("gender.toml").get(plain_language(language), {})
    found = {}
    for gender in (FEMININE, MASCULINE):
        for kind in _KINDS:
            for word in str(entry.get(f"{gender}_{kind}", "")).split():
                found[word] = (gender, kind)
    return found


def has_gender_words(language: str) -> bool:
    """True when gender can be read in this language."""
    return plain_language(language) in ("en", "pt", "es")


@lru_cache(maxsize=1)
def _first_names() -> dict[str, str]:
    table = read_table("first_names.toml")
    return dict.fromkeys(table["m"].split(), MASCULINE) | dict.fromkeys(
        table["f"].split(), FEMININE
    )


@lru_cache(maxsize=65536)
def gender_of_first_name(name: str) -> str:
    """ "f", "m", or "" for names that are given to both or not known."""
    lowered = bare_name(name).lower()
    names = _first_names()
    return names.get(lowered) or names.get(lowered.split("-")[0], "")


@lru_cache(maxsize=1)
def known_surnames() -> dict[str, str]:
    """Surnames of well-known people to their gender, where all in the table share it."""
    found: dict[str, set[str]] = {}
    for person in authorities():
        if person.gender:
            found.setdefault(person.name.split()[-1].lower(), set()).add(person.gender)
    return {name: genders.pop() for name, genders in found.items() if len(genders) == 1}


@lru_cache(maxsize=8192)
def find_cues(text: str, language: str) -> tuple[GenderCue, ...]:
    """All words of a text that tell a person's gender, in order."""
    table = _words(language)
    small = word_list(language, "function") | {"may"}  # "Un", "May": a surname and a small word
    found = []
    words = cut_words(text)
    for place, word in enumerate(words):
        lowered = bare_name(word.text).lower()
        entry = table.get(lowered)
        end = word.start + len(bare_name(word.text))
        if entry and not (word.is_capitalised and _is_inside_name(words, place, entry[1], text)):
            gender, kind = entry
        elif word.is_capitalised and lowered in known_surnames() and lowered not in small:
            gender, kind = known_surnames()[lowered], "name"
        elif word.is_capitalised and gender_of_first_name(word.text):
            gender, kind = gender_of_first_name(word.text), "name"
            if (
                place
                and words[place - 1].is_capitalised
                and gender_of_first_name(words[place - 1].text)
            ) and text[words[place - 1].end : word.start] == " ":
                continue
        else:
            continue
        found.append(
            GenderCue(
                start=word.start, end=end, text=text[word.start : end], gender=gender, kind=kind
            )
        )
    return tuple(found)


def _is_inside_name(words: tuple[Word, ...], place: int, kind: str, text: str) -> bool:
    """A capitalised noun between capitals is part of a name ("King Power", "Stephen King")."""
    if kind == "pronoun" or not place:
        return False
    before = words[place - 1]
    return before.is_capitalised and text[before.end : words[place].start] == " "


@lru_cache(maxsize=1)
def paired_nouns() -> dict[str, tuple[str, str]]:
    """Nouns that come in two genders: word to (concept, gender)."""
    found: dict[str, tuple[str, str]] = {}
    for concept, (feminine, masculine) in read_table("gender.toml")["pairs"].items():
        found |= dict.fromkeys(feminine.split(), (concept, FEMININE))
        found |= dict.fromkeys(masculine.split(), (concept, MASCULINE))
    return found
