"""The two genders of Portuguese and Spanish words (`inflection.toml`), English nouns for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.words import plain_language, read_lines, read_table

FEMININE, MASCULINE = "f", "m"
_SAME_IN_BOTH = frozenset(
    ["menor", "maior", "melhor", "pior", "superior", "inferior", "júnior", "sênior", "sénior"]
)
_COMMON_ENDINGS = (
    "ista", "ota", "ita", "istas",
    "crata", "cratas", "nauta", "arca", "iatra", "cida", "asta", "peuta", "leta",
    "letas", "eta", "ante", "ente", "ense", "antes", "entes", "enses", "ual", "al",
)  # fmt: skip
# Regular endings, masculine to feminine, longest first.
_ENDINGS = {
    "pt": (
        ("ores", "oras"), ("eses", "esas"), ("eus", "eias"), ("ões", "ãs"), ("or", "ora"),
        ("ês", "esa"), ("eu", "eia"), ("ão", "ã"), ("os", "as"), ("o", "a"),
    ),
    "es": (
        ("ores", "oras"), ("eses", "esas"), ("ones", "onas"), ("ines", "inas"), ("or", "ora"),
        ("és", "esa"), ("ín", "ina"), ("ón", "ona"), ("os", "as"), ("o", "a"),
    ),
}  # fmt: skip
_ADJECTIVE = re.compile(
    r"(?:[^aeuq\W]|[dtn]u)[oa]s?$|[dst]or(?:a|as|es)?$|[ên]esas?$|[êé]s$|[ãõ](?:o|es|s)?$"
)


@dataclass(frozen=True, slots=True)
class _Forms:
    """One language's table, read for look-up in both directions."""

    to_feminine: dict[str, str]
    to_masculine: dict[str, str]
    closed: frozenset[str]
    fixed: frozenset[str]
    common: frozenset[str]
    before: frozenset[str]
    no_adjective: frozenset[str]


@lru_cache(maxsize=8)
def _forms(language: str) -> _Forms:
    entry = read_table("inflection.toml")[language]
    closed = [pair.split("=") for pair in f"{entry['determiners']} {entry['pronouns']}".split()]
    pairs = [pair.split("=") for pair in str(entry["pairs"]).split()] + closed
    return _Forms(
        to_feminine=dict(pairs),
        to_masculine={feminine: masculine for masculine, feminine in reversed(pairs)},
        closed=frozenset(word for pair in closed for word in pair),
        fixed=frozenset(str(entry["fixed"]).split()),
        common=frozenset(str(entry["common"]).split()),
        before=frozenset(str(entry["before"]).split()),
        no_adjective=frozenset(str(entry["no_adjective"]).split()),
    )


def has_two_genders(language: str) -> bool:
    """True when the words of this language agree with a person's gender and we know how."""
    return plain_language(language) in _ENDINGS


@lru_cache(maxsize=65536)
def in_gender(word: str, gender: str, language: str) -> str:
    """A word in the form of a gender; "" where it has that form already or only one.

    The ending decides for words of no table, so that "jornalista" has one form and "engenheiro"
    two. Capitals are kept.
    """
    lowered, plain = word.lower(), plain_language(language)
    forms = _forms(plain)
    if lowered in forms.fixed or lowered in forms.common or lowered in _SAME_IN_BOTH:
        return ""
    table = forms.to_feminine if gender == FEMININE else forms.to_masculine
    other = forms.to_masculine if gender == FEMININE else forms.to_feminine
    if lowered in table:
        found = table[lowered]
    elif lowered in other:
        found = ""
    else:
        found = _parted(lowered, gender, plain) or _regular(lowered, gender, plain)
    if not found or found == lowered:
        return ""
    return found.capitalize() if word[:1].isupper() else found


def _parted(word: str, gender: str, language: str) -> str:
    """ "vice-diretor", "ex-ministro": the part behind the hyphen agrees."""
    head, hyphen, tail = word.rpartition("-")
    changed = in_gender(tail, gender, language) if hyphen else ""
    return f"{head}-{changed}" if changed else ""


def _regular(word: str, gender: str, language: str) -> str:
    """The form that the ending asks for; to the masculine only where the ending is plain."""
    if len(word) < 4:
        return ""
    if gender == MASCULINE and word.endswith(_COMMON_ENDINGS):
        return ""
    for masculine, feminine in _ENDINGS[language]:
        before, after = (masculine, feminine) if gender == FEMININE else (feminine, masculine)
        if word.endswith(before):
            if gender == FEMININE and masculine in ("o", "os") and word.endswith(("ao", "aos")):
                return ""
            return word[: -len(before)] + after
    return ""


_PLAIN_FEMININE = (
    "ada", "ida", "osa", "iva", "ária", "ica", "ana", "esa", "tora", "dora", "sora", "nhora",
    "eira", "eita", "óloga",
    "ógrafa", "enta", "erta", "úda", "uda", "inha",
)  # fmt: skip


def turns_plainly(word: str, language: str) -> bool:
    """A feminine form of the tables, or one whose ending no other kind of word has."""
    lowered, forms = word.lower(), _forms(plain_language(language))
    return lowered in forms.to_masculine or lowered.endswith(_PLAIN_FEMININE)


@lru_cache(maxsize=65536)
def shows_gender(word: str, language: str) -> str:
    """The gender that a form shows, "" for words of one form."""
    lowered = word.lower()
    if in_gender(lowered, FEMININE, language):
        return MASCULINE
    return FEMININE if in_gender(lowered, MASCULINE, language) else ""


def is_determiner(word: str, language: str) -> bool:
    """Articles, contractions with them, and other small words that agree with a noun."""
    return word.lower() in _forms(plain_language(language)).closed


def stands_before(word: str, language: str) -> bool:
    """Adjectives that stand between article and noun."""
    return word.lower() in _forms(plain_language(language)).before


def may_be_adjective(word: str, language: str) -> bool:
    """A small word that ends like an adjective or participle and is none of the known others."""
    lowered = word.lower()
    forms = _forms(plain_language(language))
    if lowered in forms.no_adjective or lowered in forms.closed or lowered in forms.fixed:
        return False
    if lowered.endswith(("ando", "endo", "indo", "mente", "ção", "são", "ción", "sión")):
        return False
    return word[:1].islower() and len(word) > 3 and bool(_ADJECTIVE.search(lowered))


def has_fixed_gender(word: str, language: str) -> bool:
    """Words such as "membro" and "vítima" that keep their gender whoever is meant."""
    return word.lower() in _forms(plain_language(language)).fixed


def has_common_form(word: str, language: str) -> bool:
    """Words for people of one form whose articles alone agree ("jornalista", "presidente")."""
    lowered = word.lower()
    if lowered in _forms(plain_language(language)).common:
        return True
    return lowered.endswith(_COMMON_ENDINGS) and not has_fixed_gender(lowered, language)


@lru_cache(maxsize=1)
def _person_nouns() -> frozenset[str]:
    return frozenset(read_lines("person_nouns.txt"))


_PERSON_ENDINGS = ("ologist", "ographer", "ician", "smith", "keeper", "maker", "woman")


@lru_cache(maxsize=16384)
def is_person_noun(word: str) -> bool:
    """An English noun in the singular that names a person by work, office or part played."""
    lowered = word.lower()
    if lowered in _person_nouns():
        return True
    tail = lowered.rpartition("-")[2]
    return tail in _person_nouns() or (len(lowered) > 6 and lowered.endswith(_PERSON_ENDINGS))
