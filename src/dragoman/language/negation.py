"""Negation: words that turn a clause round, and how to take one out of a sentence or put one in.

The tables stand in `words.toml`: `negation` (words that deny), `strong` (those of them that deny
the verb itself), `weak` (refusal, lack, doubt), `loose` (see `is_loose`) and `prefixes` (negative
beginnings of words). `auxiliaries` are the verbs after which a language sets its "not"; languages
without them set it before the verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.words import Word, cut_words, plain_language, word_list

_CLOSE = (
    6  # words; negations that stand so near each other deny once ("não ... nada", "ne ... pas")
)
_FULL_FORMS = {"can't": "can", "won't": "will", "cannot": "can", "shan't": "shall", "ain't": "is"}
_NOT = {"en": "not", "pt": "não", "es": "no", "it": "non", "ca": "no", "ro": "nu", "pl": "nie"}
_JOINED = {"en": ("", "n't"), "fr": ("n'", ""), "ro": ("n-", "")}
_HALF = ("fr",)  # "n'" alone is half a denial: "n'a fait que", "avant qu'il n'arrive"
_TORN = {"ca": "can't", "wo": "won't", "sha": "shan't"}  # what is left where "n't" was lost
_RIGHT_BEHIND = 2  # words
_THAN, _EVER = ("que", "than", "als", "nego"), ("nunca", "jamais", "jamás", "never", "nie", "ikad")
_BREAKS = ".;:!?…—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """One denial: one word, or several that deny together. `strong` if it denies a verb."""

    start: int
    end: int
    words: tuple[Word, ...]
    strong: bool

    @property
    def place(self) -> int:
        """Where the word stands that tells most: the first strong one."""
        return self.start


def is_negation(word: str, language: str) -> bool:
    """True for a word that denies by itself."""
    lowered = word.lower().replace("’", "'")
    return lowered in word_list(language, "negation") or _is_joined(lowered, language)


def _is_strong(word: str, language: str) -> bool:
    lowered = word.lower().replace("’", "'")
    verbal = _is_joined(lowered, language) and plain_language(language) not in _HALF
    return verbal or lowered in word_list(language, "strong")


def _is_joined(lowered: str, language: str) -> bool:
    """A negation that is a part of its verb: "didn't", "n'a", "n-au"."""
    begins, ends = _JOINED.get(plain_language(language), ("", ""))
    return bool(
        (begins and lowered.startswith(begins) and len(lowered) > len(begins))
        or (ends and lowered.endswith(ends))
    )


@lru_cache(maxsize=4096)
def find_negations(text: str, language: str) -> tuple[Negation, ...]:
    """The denials of a text in order; words of one denial ("não disse nada") count once."""
    groups: list[list[tuple[int, Word]]] = []
    words, nouns_after = cut_words(text), word_list(language, "nouns_after")
    for place, word in enumerate(words):
        if not is_negation(word.text, language):
            continue
        if place and words[place - 1].text.lower() in nouns_after:
            continue
        last = groups[-1][-1] if groups else None
        verbal = _is_strong(word.text, language)
        joined = (
            last is not None
            and place - last[0] <= _CLOSE
            and not (verbal and any(_is_strong(one.text, language) for _, one in groups[-1]))
            and not any(mark in text[last[1].end : word.start] for mark in _BREAKS)
        )
        if joined:
            groups[-1].append((place, word))
        else:
            groups.append([(place, word)])
    return tuple(_group([word for _, word in group], language) for group in groups)


def _group(words: list[Word], language: str) -> Negation:
    strong = [word for word in words if _is_strong(word.text, language)]
    first = strong[0] if strong else words[0]
    return Negation(start=first.start, end=first.end, words=tuple(words), strong=bool(strong))


def soft_places(text: str, language: str) -> tuple[Word, ...]:
    """Words that may carry a denial: refusal, lack, doubt, a negative prefix."""
    weak, prefixes = word_list(language, "weak"), tuple(word_list(language, "prefixes"))
    innocent = tuple(word_list(language, "innocent"))
    english = plain_language(language) == "en"
    found = []
    for word in cut_words(text):
        lowered = word.text.lower()
        if (
            lowered in weak
            or (english and lowered.endswith(("less", "free")))
            or (
                len(lowered) > (4 if lowered.startswith("un") else 6)
                and lowered.startswith(prefixes)
                and not lowered.startswith(innocent or ("\0",))
            )
        ):
            found.append(word)
    return tuple(found)


def is_loose(text: str, negation: Negation, language: str) -> bool:
    """An idiom with a denial that other languages say without one.

    "Not only", "not bad", "no deja de", "never so well", "more than ever" ("más que nunca").
    """
    words = cut_words(text)
    loose = word_list(language, "loose")
    for place, word in enumerate(words):
        if word.start != negation.start:
            continue
        behind = [one.text.lower() for one in words[place + 1 : place + 1 + _RIGHT_BEHIND]]
        before = words[place - 1].text.lower() if place else ""
        compared = before in _THAN and word.text.lower() in _EVER
        return compared or not loose.isdisjoint(behind)
    return False


def without_negation(text: str, word: Word) -> str:
    """The text without one negation: "did not see" is "did see", "can't" is "can"."""
    lowered = word.text.lower().replace("’", "'")
    if lowered in _FULL_FORMS:
        instead = _FULL_FORMS[lowered]
    elif lowered.endswith("n't"):
        instead = word.text[: -len("n't")]
    else:
        end = word.end + 1 if text[word.end : word.end + 1] == " " else word.end
        after = text[end:]
        if word.start == 0 or word.text[:1].isupper():
            after = after[:1].upper() + after[1:]
        return text[: word.start] + after
    if word.text[:1].isupper():
        instead = instead[:1].upper() + instead[1:]
    return text[: word.start] + instead + text[word.end :]


def with_negation(text: str, language: str, near: int, reach: int = 5) -> tuple[str, ...]:
    """Texts with a "not" put in at every fitting place within `reach` words of offset `near`.

    Empty for languages whose word for "not" has no one place (German, French, Slavic ones).
    """
    plain = plain_language(language)
    if plain not in _NOT:
        return ()
    words = cut_words(text)
    centre = min(range(len(words)), key=lambda place: abs(words[place].start - near), default=0)
    close = words[max(0, centre - reach) : centre + reach + 1]
    if plain == "en":
        wide = words[max(0, centre - 2 * reach) : centre + 2 * reach + 1]
        return tuple(dict.fromkeys((*_after_auxiliaries(text, wide), *_denied(text, close))))
    return tuple(
        text[: word.start] + _NOT[plain] + " " + text[word.start :]
        for word in close
        if word.text[:1].islower() and not is_negation(word.text, language)
    )


def _after_auxiliaries(text: str, words: Sequence[Word]) -> Iterator[str]:
    """ "is not", "we're not", "can't" for a torn "ca"."""
    auxiliaries = word_list("en", "auxiliaries")
    for word in words:
        lowered = word.text.lower().replace("’", "'")
        if lowered in _TORN:
            yield text[: word.start] + _TORN[lowered] + text[word.end :]
        elif lowered in auxiliaries or lowered.endswith(("'s", "'re", "'m", "'ve", "'d", "'ll")):
            yield text[: word.end] + " not" + text[word.end :]


def _denied(text: str, words: Sequence[Word]) -> Iterator[str]:
    """ "not to go" and "never went": where no auxiliary stands."""
    for word in words:
        if word.text == "to":
            yield text[: word.start] + "not " + text[word.start :]
        elif word.text.endswith("ed"):
            yield text[: word.start] + "never " + text[word.start :]
