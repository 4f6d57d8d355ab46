"""Whether the two sides look like the languages they are said to be in.

Function words decide what is plain; only where they speak against what is said is the language
identified with the statistical model, which takes a second to load.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.errors import UsageError
from dragoman.language.codes import base_language, language_name
from dragoman.language.identify import identify_language, near_languages
from dragoman.language.words import cut_words, known_languages, language_scores, plain_language
from dragoman.newsroom.bitexts.placed import Pair

_LETTERS = 1500  # what the identifier looks at
_FEWEST_LETTERS = 20  # below this a language is a guess
_SURE = 0.9


def language_notes(pairs: Sequence[Pair]) -> list[str]:
    """Remarks on pairs of one direction: sides that are the same, or in another language.

    Raises `UsageError` when the sides look swapped, for then every finding would be wrong.
    """
    if not pairs:
        return []
    source, target = pairs[0].source_language, pairs[0].target_language
    if plain_language(source) == plain_language(target):
        return [f"both sides are said to be {language_name(source)}: is --from or --to wrong?"]
    alike = sum(pair.source.text == pair.target.text for pair in pairs)
    if alike == len(pairs):
        return ["both sides are the same text: was one file given twice?"]
    one = _seems([pair.texts[0] for pair in pairs], source)
    two = _seems([pair.texts[1] for pair in pairs], target)
    if _are_swapped(one, two, source, target):
        raise UsageError(
            f"the source looks like {language_name(one)}, the target like {language_name(two)}: "
            "are --from and --to swapped?"
        )
    return [
        f"the {side} looks like {language_name(seems)}, not like {language_name(said)}: "
        f"is {option} right?"
        for side, seems, said, option in (
            ("source", one, source, "--from"),
            ("target", two, target, "--to"),
        )
        if seems and not _is_near(seems, said)
    ]


def _are_swapped(one: str, two: str, source: str, target: str) -> bool:
    """True when each side plainly is in the language that the other is said to be in.

    Near languages pass for one another, but not where the two of the pair are near themselves.
    """
    if not one or not two:
        return False
    if _is_near(source, target):
        crossed = ((one, target), (two, source))
        return all(plain_language(seems) == plain_language(said) for seems, said in crossed)
    return _is_near(one, target) and _is_near(two, source)


def _seems(texts: Sequence[str], said: str) -> str:
    """The language that texts plainly are in; "" where that is not plain."""
    sample = _sample(texts)
    if sum(char.isalpha() for char in sample) < _FEWEST_LETTERS:
        return ""
    plain = plain_language(said)
    if plain in known_languages():
        words = [word.text.lower() for word in cut_words(sample)]
        scores = language_scores(words, tuple(sorted(known_languages())))
        if scores[plain] >= max(scores.values()) and scores[plain] > 0:
            return said
    found = identify_language(sample)
    # Which of several near languages it is may stay open.
    near = near_languages(found.language)
    sure = found.confidence + sum(odds for language, odds in found.others if language in near)
    return found.language if sure >= _SURE else ""


def _is_near(seems: str, said: str) -> bool:
    """True for the same language, and for one that is easily taken for it."""
    plain = base_language(said)
    return base_language(seems) == plain or base_language(seems) in near_languages(plain)


def _sample(texts: Sequence[str]) -> str:
    """Letters from the whole stretch, so that a foreign heading does not decide."""
    share = max(_LETTERS // max(len(texts), 1), 40)
    step = max(len(texts) * share // _LETTERS, 1)
    return " ".join(text[:share] for text in texts[::step])[:_LETTERS]
