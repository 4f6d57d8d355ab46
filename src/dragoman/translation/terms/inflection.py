"""Forms of words by simple rules: what `*` behind a word of a termbase stands for.

The rules make every regular form and some that do not exist; a form that nobody writes is never
met in a source and never chosen by a decoder. Irregular forms are listed in the termbase.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from dragoman.language.codes import base_language

PARTS_OF_SPEECH = ("noun", "person", "adjective", "verb")

ANY = "any"
"""The part of speech of a word that may be of any: it has the forms of all."""

_VOWELS = "aeiou"
# Endings of the simple tenses, participles and infinitives of regular Portuguese verbs.
_AR = (
    "ar o as a amos am ei aste ou aram ava avas ávamos avam ara áramos arei arás ará aremos arão "
    "aria arias aríamos ariam e es emos em asse ássemos assem ares armos arem ando ado ada ados "
    "adas aria"
)
_ER = (
    "er o es e emos em i este eu eram ia ias íamos iam era êramos erei erás erá eremos erão eria "
    "eríamos eriam a as amos am esse êssemos essem eres ermos erem endo ido ida idos idas"
)
_IR = (
    "ir o es e imos em i iste iu iram ia ias íamos iam ira íramos irei irás irá iremos irão iria "
    "iríamos iriam a as amos am isse íssemos issem ires irmos irem indo ido ida idos idas"
)
_CONJUGATIONS = {"ar": _AR.split(), "er": _ER.split(), "ir": _IR.split()}
# Letters that change before certain endings: "ficar, fiquei", "chegar, chegue", "começar, comecei".
_SOFTENED = {"c": "qu", "g": "gu", "ç": "c"}


@lru_cache(maxsize=65536)
def forms_of(word: str, language: str, part_of_speech: str) -> tuple[str, ...]:
    """A word and its other forms, itself first; in a language without rules just the word."""
    parts = PARTS_OF_SPEECH if part_of_speech == ANY else (part_of_speech,)
    made = [word]
    for part in parts:
        rules = _RULES.get((base_language(language), part))
        made += rules(word) if rules and len(word) > 1 else []
    return tuple(dict.fromkeys(made))


def _english_noun(word: str) -> list[str]:
    return [_english_s(word)]


def _english_s(word: str) -> str:
    """With the ending of plurals and of the third person."""
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("man") and word not in ("human", "german"):
        return word[:-2] + "en"
    return word + "s"


def _english_verb(word: str) -> list[str]:
    stems = [word]
    if word.endswith("e") and not word.endswith("ee"):
        stems = [word[:-1]]
    elif word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS and len(word) > 2:
        doubled = word + word[-1]
        stems = [word, doubled] if word[-3] not in _VOWELS else [word]
    past = word[:-1] + "ied" if word.endswith("y") and word[-2] not in _VOWELS else ""
    made = [_english_s(word)]
    made += [past] if past else [stem + "ed" for stem in stems]
    return made + [stem + "ing" for stem in (stems if not past else [word])]


def _portuguese_noun(word: str) -> list[str]:
    if word.endswith("ão"):
        return [word[:-2] + "ões"]
    if word.endswith(("al", "el", "ol", "ul")):
        stem = {"e": "é", "o": "ó"}.get(word[-2], word[-2])
        return [word[:-2] + stem + "is", word[:-1] + "is"]
    if word.endswith("il"):
        return [word[:-1] + "s", word[:-2] + "eis"]
    if word.endswith("m"):
        return [word[:-1] + "ns"]
    if word.endswith("ês"):
        return [word[:-2] + "eses"]
    if word.endswith(("r", "z")):
        return [word + "es"]
    return [] if word.endswith(("s", "x")) else [word + "s"]


def _portuguese_adjective(word: str) -> list[str]:
    """Also for words for persons: "deputado" has "deputada", "autor" has "autora"."""
    if word.endswith("o") and not word.endswith("ão"):
        stem = word[:-1]
        return [stem + "a", stem + "os", stem + "as"]
    if word.endswith("ão"):
        stem = word[:-2]
        return [stem + "ã", stem + "ãos", stem + "ãs", stem + "ões", stem + "ães"]
    if word.endswith("ês"):
        stem = word[:-2]
        return [stem + "esa", stem + "eses", stem + "esas"]
    if word.endswith("or"):
        return [word + "a", word + "es", word + "as"]
    return _portuguese_noun(word)


def _portuguese_verb(word: str) -> list[str]:
    endings = _CONJUGATIONS.get(word[-2:])
    if endings is None:
        return _portuguese_noun(word)
    stem = word[:-2]
    made = [stem + ending for ending in endings]
    if word.endswith("ar") and stem[-1:] in _SOFTENED:
        soft = stem[:-1] + _SOFTENED[stem[-1]]
        made += [soft + ending for ending in endings if ending[0] in "eé"]
    if word.endswith(("cer", "cir", "ger", "gir")):
        hard = stem[:-1] + {"c": "ç", "g": "j"}[stem[-1]]
        made += [hard + ending for ending in endings if ending[0] in "oaá"]
    return made


_RULES: dict[tuple[str, str], Callable[[str], list[str]]] = {
    ("en", "noun"): _english_noun,
    ("en", "person"): _english_noun,
    ("en", "verb"): _english_verb,
    ("pt", "noun"): _portuguese_noun,
    ("pt", "person"): _portuguese_adjective,
    ("pt", "adjective"): _portuguese_adjective,
    ("pt", "verb"): _portuguese_verb,
}
