"""The form of a term that answers to the form which the engine chose by itself.

An engine that wrote the wrong word mostly wrote it in the right form: "os aviões bateram a cidade"
wants "atacaram", not "atacou", and "três pontos de partida" no singular. So only such phrases are
asked for, where the entry has any: the endings tell. A model alone often prefers a shorter form
that does not agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.language.codes import base_language

# Patterns by which a form is known, the first that fits: regular endings and the commonest others.
# "" stands for words that have none of them, and PLURAL for the rest that end in "s".
_PATTERNS = {
    "pt": (
        ("they did", r"\w{2,}[aeií]ram|foram"),
        ("it did", r"\w{2,}(?:ou|eu|iu)|deu|viu|foi|fez|pôs|teve|veio|disse"),
        ("doing", r"\w{2,}[aei]ndo"),
        ("done he", r"\w{2,}[aií]do"),
        ("done she", r"\w{2,}[aií]da"),
        ("done they", r"\w{2,}[aií]dos"),
        ("done they f", r"\w{2,}[aií]das"),
        ("to do", r"\w{2,}[aeií]r"),
    ),
    "en": (("did", r"\w{2,}ed"), ("doing", r"\w{2,}ing")),
}
_FORMS = {
    language: [(name, re.compile(pattern)) for name, pattern in table]
    for language, table in _PATTERNS.items()
}

PLURAL = "plural"
_PLURALS = frozenset({PLURAL, "they did", "done they", "done they f"})

_OTHER_VERBS = ("am", "em")
"""Endings of verbs in the plural whose tense nothing here tells: "estavam"."""

MOST_WORDS = 2

SHORT = 3
"""Letters of words that tell no number: articles, prepositions, pronouns before a verb."""


def alike(
    phrases: Sequence[str], written: Sequence[str], language: str, term: str = ""
) -> tuple[str, ...]:
    """Those of the phrases that have the form of what the engine wrote; all where none has.

    `written` are the engine's words for the term, in order, `language` that of all of them. `term`
    are the source's words: a number is believed only where they are one or two and have it too,
    since an idiom taken word by word has the number of some word in it ("up in arms").
    """
    form = _form(written, language)
    if form is None or (form in ("", PLURAL) and term and not _has_number(term, form)):
        return tuple(phrases)
    same = tuple(one for one in phrases if _fits(_form(one.split(), language), form))
    return same or tuple(phrases)


def _fits(form: str | None, wanted: str) -> bool:
    """Whether a form will do: of nouns only the number is told."""
    if wanted in ("", PLURAL):
        return (form in _PLURALS) == (wanted == PLURAL)
    return form == wanted


def _has_number(term: str, form: str) -> bool:
    """Whether one or two words of a source have a number by their last letter."""
    return len(term.split()) <= MOST_WORDS and term.casefold().endswith("s") == (form == PLURAL)


def _form(words: Sequence[str], language: str) -> str | None:
    """The form of some words by the first that has one; None: unknown."""
    table = _FORMS.get(base_language(language))
    lettered = [word.casefold() for word in words if word[:1].isalpha()]
    if table is None or not lettered:
        return None
    for word in lettered:
        for name, pattern in table:
            if pattern.fullmatch(word):
                return name
        if len(word) > SHORT:
            return None if word.endswith(_OTHER_VERBS) else PLURAL if word.endswith("s") else ""
    return None
