"""What speaks for and against a capitalised word's being a name that translations keep."""

from __future__ import annotations

from collections import Counter

from dragoman.desk.check import UnitView
from dragoman.desk.coverage import lexicon, stem
from dragoman.desk.misspelt import follows_first_name
from dragoman.desk.name_habits import (
    common_endings,
    has_translation,
    looks_foreign,
    looks_translatable,
)
from dragoman.language.dates import find_dates
from dragoman.language.gender import gender_of_first_name
from dragoman.language.names import (
    NameWord,
    bare_name,
    country_in,
    is_known_form,
    latin,
    same_name,
)
from dragoman.language.words import Word, cut_words, fold, plain_language, word_list

_BEGINNING = 2  # letters that "Apelaciones" and "Appeals" share


def is_there(name: str, words: tuple[Word, ...]) -> bool:
    """The name, or another form of it, stands among the words."""
    folded = latin(name)
    for word in words:
        if same_name(name, word.text):
            return True
        other = latin(bare_name(word.text))
        shortest = min(len(folded), len(other))
        if (
            shortest >= 4
            and abs(len(folded) - len(other)) <= (2 if shortest < 5 else 4)
            and folded[:shortest] == other[:shortest]
        ):
            return True
    if "-" not in name:
        return False
    whole = [word.text for word in words if "-" not in word.text]
    return any(same_name(part, text) for part in name.split("-") for text in whole)


def is_ordinary(name: NameWord, unit: UnitView, source: tuple[Word, ...]) -> bool:
    """A capitalised word that is no name, or that translates a word of the source."""
    lowered = name.text.lower()
    small = word_list(unit.target_language, "function") | word_list(
        unit.target_language, "negation"
    )
    if lowered in small or len(lowered) < 3:
        return True
    if any(date.start == name.word.start for date in find_dates(unit.target, unit.target_language)):
        return True
    book = lexicon(plain_language(unit.target_language), plain_language(unit.source_language))
    answers = book.get(stem(name.text), frozenset())
    return any(stem(word.text) in answers for word in source)


def must_stay(name: NameWord, unit: UnitView, carried: Counter[str]) -> bool:
    """A name that translations keep: seen kept elsewhere, a person's, or foreign in its letters."""
    if len(name.text) < 3 or is_known_form(name.text) or name.text.isupper():
        return False
    if name.text.lower() in word_list(unit.source_language, "function"):
        return False
    if carried[fold(name.text)] > 0:
        return True
    if has_translation(name, unit) or looks_translatable(name, unit):
        return False
    if name.initial and not looks_foreign(name.text, unit.source_language):
        return False
    return follows_first_name(name, unit.source) or looks_foreign(name.text, unit.source_language)


def is_explained(after: NameWord, before: NameWord, lost: list[NameWord], unit: UnitView) -> bool:
    """Without an alignment: the new name is there for another reason than the lost one.

    Another lost word begins like it and may be what it translates ("Apelaciones", "Appeals"), it is
    a first name that was added ("President Ana Reis" for "Presidente Reis"), or a country is lost
    and it is none: the country may have become an adjective ("French Grand Prix").
    """
    if country_in(before.text, "en") and not country_in(after.text, "en"):
        return True
    begins = fold(after.text)[:_BEGINNING]
    others = [one for one in lost if one is not before and not one.initial]
    if any(fold(one.text)[:_BEGINNING] == begins for one in others):
        return True
    return bool(gender_of_first_name(after.text)) and _stands_before_kept(after, unit)


def _stands_before_kept(name: NameWord, unit: UnitView) -> bool:
    """The word behind the name is a name of the source, too."""
    behind = unit.target[name.word.end :].lstrip().split(" ")[0]
    return behind[:1].isupper() and is_there(bare_name(behind), cut_words(unit.source))


def is_strange(name: NameWord, unit: UnitView, carried: Counter[str]) -> bool:
    """A name in the translation that no word of the source explains."""
    if name.text.isupper() or is_known_form(name.text) or len(name.text) < 4:
        return False
    if carried[fold(name.text)] > 0:
        return True
    if gender_of_first_name(name.text) or looks_foreign(name.text, unit.target_language):
        return True
    if plain_language(unit.target_language) != "en" or name.initial:
        return False
    return not name.text.lower().endswith(common_endings("en"))
