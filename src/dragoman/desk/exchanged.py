"""One name in the place of another, told from one name in two languages."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from dragoman.desk.check import UnitView
from dragoman.desk.coverage import look_alike, stem
from dragoman.desk.misspelt import follows_first_name
from dragoman.desk.name_habits import (
    common_endings,
    has_capital_inside,
    listed_stems,
    looks_foreign,
    looks_translatable_twin,
)
from dragoman.language.gender import find_cues, gender_of_first_name
from dragoman.language.names import NameWord, bare_name, country, is_known_form
from dragoman.language.words import Word, cut_words, fold, plain_language, word_list
from dragoman.records import AlignedSpan

_LEAST = 0.35  # weight from which an alignment is believed
_SURELY = 0.5  # weight from which an alignment outweighs a lone pair of names
_NEAR = frozenset(("en", "pt", "es"))  # languages that keep the order of names
_NOUNS_ARE_CAPITAL = frozenset(("de",))
_SHORTEST = 4  # letters of a name that is trusted to be one
_TITLE_GAP = re.compile(r" (?:(?:of|for|de|del|da|do|dos|das|la|di|du|des) )*")
_FAR = 0.33  # share of a sentence that wording may move a name by
_BESIDE = 5  # code points between two words of one name ("Ursula von der Leyen" has more)
_APART = 0.07  # share of a sentence within which names answer one another without an alignment


def _nearest(before: NameWord, new: list[NameWord], lengths: tuple[int, int]) -> NameWord | None:
    """For want of an alignment: the new name that stands at about the same part of its sentence."""
    place = before.word.start / lengths[0]
    apart, nearest = min(
        ((abs(after.word.start / lengths[1] - place), after) for after in new),
        key=lambda pair: pair[0],
    )
    return nearest if apart < _APART and before.initial == nearest.initial else None


def answer_of(
    before: NameWord,
    new: list[NameWord],
    unit: UnitView,
    alignment: Sequence[AlignedSpan],
) -> NameWord | None:
    """The new name of the translation that answers to a name of the original, by its alignment."""
    if not alignment:
        tags = {plain_language(unit.source_language), plain_language(unit.target_language)}
        if not tags <= _NEAR and len(new) > 1:
            return None
        return _nearest(before, new, (len(unit.source), len(unit.target)))
    best, weight = None, _LEAST
    for span in alignment:
        if span.p < weight or not (
            span.source_start < before.word.end and before.word.start < span.source_end
        ):
            continue
        for after in new:
            if span.target_start < after.word.end and after.word.start < span.target_end:
                best, weight = after, span.p
    return best


def lone_exchange(
    lost: Sequence[NameWord], new: Sequence[NameWord], unit: UnitView
) -> tuple[NameWord, NameWord] | None:
    """The only plain name that the translation lost, with the only one that it has instead.

    Names that translations leave as they are: no word of a list, no ending of common words, nothing
    like it on the other side. Says nothing where either side has two that do not stand together.
    """
    gone = [one for one in lost if is_plain(one, unit.source, unit.source_language, unit.target)]
    come = [one for one in new if is_plain(one, unit.target, unit.target_language, unit.source)]
    if not gone or not come or not (is_one_run(gone) and is_one_run(come)):
        return None
    for names, text, other in ((gone, unit.source, unit.target), (come, unit.target, unit.source)):
        kept = frozenset(bare_name(word.text) for word in cut_words(other))
        if stands_by_a_title(names, text, partial(_is_among, kept)):
            return None
    sides = ((gone, unit.source, unit.source_language), (come, unit.target, unit.target_language))
    alone = len(gone) == len(come) == 1 and _NOUNS_ARE_CAPITAL.isdisjoint(
        plain_language(language) for *_, language in sides
    )
    if not alone and not any(_is_strange(*side) for side in sides):
        return None  # "Torre de Ferro", "Iron Tower"
    before, after = gone[0], come[0]
    apart = before.word.start / len(unit.source) - after.word.start / len(unit.target)
    full = min(len(gone), len(come)) > 1  # wording moves whole persons farther
    return (before, after) if full or abs(apart) < _FAR else None


def answers_elsewhere(before: NameWord, after: NameWord, alignment: Sequence[AlignedSpan]) -> bool:
    """The alignment gives the original's name to words that do not stand at the new one."""
    return any(
        span.p >= _SURELY
        and span.source_start < before.word.end
        and before.word.start < span.source_end
        and not (
            span.target_start < after.word.end + _BESIDE
            and after.word.start - _BESIDE < span.target_end
        )
        for span in alignment
    )


def is_one_run(names: Sequence[NameWord]) -> bool:
    """The names stand beside one another, as the words of one name do."""
    return all(two.word.start - one.word.end < _BESIDE for one, two in itertools.pairwise(names))


def _parts(word: str) -> tuple[str, ...]:
    """The stems of a word and of what its hyphens join."""
    return tuple(stem(part) for part in {word, *word.split("-")})


def _is_strange(names: Sequence[NameWord], text: str, language: str) -> bool:
    """One of the names is a person's, or no word of its language by its letters."""
    return any(
        follows_first_name(name, text)
        or has_capital_inside(name.text)
        or looks_foreign(name.text, language)
        for name in names
    )


def _is_among(words: frozenset[str], word: Word) -> bool:
    return bare_name(word.text) in words


def stands_by_a_title(
    names: Sequence[NameWord], text: str, is_kept: Callable[[Word], bool]
) -> bool:
    """Beside the names stands a capitalised word that the other side does not keep: a title's."""
    starts = {name.word.start for name in names}
    for one, two in itertools.pairwise([word for word in cut_words(text) if word.is_capitalised]):
        if (one.start in starts) == (two.start in starts):
            continue
        neighbour = two if one.start in starts else one
        if not _TITLE_GAP.fullmatch(text[one.end : two.start]) or is_kept(neighbour):
            continue
        if neighbour is one and gender_of_first_name(two.text):
            continue  # "Mayor Ana Reis", "Yesterday Ana Reis"
        return not gender_of_first_name(neighbour.text)
    return False


def is_plain(name: NameWord, text: str, language: str, other: str) -> bool:
    """A name of `text` that no language translates, as far as its letters and the word list tell.

    `other` is the text of the other side, in which no word may look like it.
    """
    word = name.text
    lowered = word.lower()
    if lowered[1:3] in ("'v", "’v", "'l", "’l"):  # "I've", "I'll"
        return False
    if len(word) < _SHORTEST or word.isupper() or is_known_form(word) or country(word):
        return False
    is_person = follows_first_name(name, text) or has_capital_inside(word)
    if name.initial and not (is_person or looks_foreign(word, language)):
        return False
    listed = listed_stems(language)
    if lowered in word_list(language, "function") or any(map(listed.__contains__, _parts(word))):
        return False
    if lowered.endswith(common_endings(language)) and not (
        is_person or looks_foreign(word, language)
    ):
        return False
    here = {one.text for one in cut_words(text)}
    return lowered not in here and not any(
        look_alike(word, one.text) for one in cut_words(other) if len(one.text) >= _SHORTEST
    )


def are_two_names(before: NameWord, after: NameWord, unit: UnitView, carried: Counter[str]) -> bool:
    """Neither word can translate the other, since the letters of one are no language's here.

    English has words of any letters, so that the word of the other language has to tell.
    """
    if min(len(before.text), len(after.text)) < 3 or _are_related(before, after, unit):
        return False
    countries = (country(before.text), country(after.text))
    if all(countries):
        return countries[0] != countries[1]
    if looks_translatable_twin(before, unit) or _is_small_word(after, unit):
        return False
    if before.text.isupper() or after.text.isupper():
        return _is_odd_acronym(before, after, unit)
    strange = looks_foreign(after.text, unit.target_language) and not is_known_form(after.text)
    if is_known_form(before.text):
        plain = bool(countries[0]) and not is_known_form(after.text)
        return (plain or strange) and not after.initial
    if is_known_form(after.text) and not countries[1]:
        return False
    return (
        looks_foreign(before.text, unit.source_language)
        or strange
        or bool(gender_of_first_name(after.text))
        or (carried[fold(before.text)] > 0 and not after.initial)
    )


def _are_related(before: NameWord, after: NameWord, unit: UnitView) -> bool:
    """One may be the other's short form or an adjective of it, or opens sentences."""
    if fold(before.text)[:3] == fold(after.text)[:3]:
        return True
    opens = before.text.lower() in word_list(unit.source_language, "function")
    return (before.initial and opens) or _is_derived(before.text) or _is_derived(after.text)


def _is_small_word(after: NameWord, unit: UnitView) -> bool:
    """A function word or pronoun with a capital."""
    return after.text.lower() in word_list(unit.target_language, "function") or any(
        cue.start == after.word.start and cue.kind == "pronoun"
        for cue in find_cues(unit.target, unit.target_language)
    )


def _is_odd_acronym(before: NameWord, after: NameWord, unit: UnitView) -> bool:
    """An acronym in the place of a foreign name, or a foreign name in that of an acronym.

    Short ones come and go with the wording ("US", "EUA"), and both may be right in their language.
    """
    if before.initial or after.initial or is_known_form(before.text) or is_known_form(after.text):
        return False
    if before.text.isupper() and after.text.isupper():
        return False
    if before.text.isupper():
        return len(before.text) > 3 and looks_foreign(after.text, unit.target_language)
    return len(after.text) > 3 and looks_foreign(before.text, unit.source_language)


def _is_derived(word: str) -> bool:
    """Adverbs, and adjectives made of names ("Korean"): they come and go with the wording."""
    endings = ("mente", "ly", "ish", "ese", "ian", "ean", "can", "ês", "esa", "ano", "ana", "nos")
    return word.lower().endswith(endings)
