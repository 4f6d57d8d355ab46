from __future__ import annotations

import random
import time
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Article, Block, BlockKind
from dragoman.story import fingerprint, is_same_copy, near_copy_keys
from dragoman.story.shingles import hashes_of, words_of
from fakes_store import article

ONSETS = ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v"]
WORDS = [f"{a}{v}{b}{w}" for a in ONSETS for v in "aeiou" for b in ONSETS for w in "aeo"]


def told(*paragraphs: str, headline: str = "A headline", language: str = "en") -> Article:
    blocks = [Block(kind=BlockKind.HEADLINE, text=headline)]
    blocks += [Block(kind=BlockKind.PARAGRAPH, text=text) for text in paragraphs]
    return replace(article(), blocks=tuple(blocks), segments=(), language=language)


def paragraphs(seed: int, count: int = 10, words: int = 40) -> list[str]:
    """Sentences of a made-up language, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311
    return [" ".join(dice.choices(WORDS, k=words)) + "." for _ in range(count)]


def changed(texts: list[str], share: float, seed: int = 1) -> list[str]:
    """The texts with so many of their words replaced by new ones."""
    dice = random.Random(seed)  # noqa: S311
    return [
        " ".join(
            f"{word}x{dice.choice(WORDS)}" if dice.random() < share else word
            for word in text.split()
        )
        for text in texts
    ]


def share_of_keys(a: Article, b: Article) -> int:
    return len(set(near_copy_keys(a)) & set(near_copy_keys(b)))


def test_a_text_under_another_headline_and_in_other_blocks_is_the_same_copy() -> None:
    texts = paragraphs(1)
    one = told(*texts, headline="Minister resigns")
    two = told(" ".join(texts), headline="A resignation that surprised all")
    assert is_same_copy(one, two)
    assert is_same_copy(two, one)
    assert fingerprint(one) == fingerprint(two)
    assert near_copy_keys(one) == near_copy_keys(two)


def test_letters_marks_and_spaces_make_no_difference() -> None:
    texts = paragraphs(2)
    typed = [text.replace(" ", "\u00a0  ").replace(".", " …") for text in texts]
    assert fingerprint(told(*texts)) == fingerprint(told(*typed))
    assert is_same_copy(told(*texts), told(*(text.upper() for text in texts)))


def test_a_reprint_that_leaves_out_the_end_or_adds_a_line_is_the_same_copy() -> None:
    texts = paragraphs(3)
    whole = told(*texts)
    assert is_same_copy(whole, told(*texts[:7]))
    assert is_same_copy(told(*texts[:7]), whole)
    assert is_same_copy(whole, told(*texts, "First published by the Gazette."))


def test_a_short_item_inside_a_long_page_is_not_a_copy_of_the_page() -> None:
    texts = paragraphs(4)
    assert not is_same_copy(told(*texts), told(*texts[:3]))
    assert not is_same_copy(told("alpha beta"), told("alpha beta", *texts[:1]))


def test_one_changed_figure_or_name_makes_another_article() -> None:
    texts = [
        *paragraphs(5),
        "The index closed at 5,312.4 points on Monday in Lisbon.",
        *paragraphs(6),
    ]
    original = told(*texts)
    for before, after in (
        ("5,312.4", "5,213.4"),
        ("Monday", "Tuesday"),
        ("Lisbon", "Porto"),
        ("5,312.4", "-5,312.4"),
    ):
        other = told(*(text.replace(before, after) for text in texts))
        assert not is_same_copy(original, other), after
        assert not is_same_copy(other, original), after
        assert share_of_keys(original, other) > 20


def test_a_rewritten_article_is_not_a_copy_but_a_corrected_letter_is() -> None:
    texts = paragraphs(7)
    assert not is_same_copy(told(*texts), told(*changed(texts, 0.05)))
    one_word = [texts[0].replace(texts[0].split()[5], "otherword", 1), *texts[1:]]
    assert is_same_copy(told(*texts), told(*one_word))


def test_texts_without_words_and_of_other_languages_are_no_copies() -> None:
    empty = told("", "— …")
    assert fingerprint(empty) == ()
    assert near_copy_keys(empty) == ()
    assert not is_same_copy(empty, empty)
    texts = paragraphs(8)
    assert not is_same_copy(told(*texts), told(*texts, language="pt"))
    assert is_same_copy(told(*texts, language="pt"), told(*texts, language="pt-BR"))


def test_scripts_without_spaces_are_compared_by_their_characters() -> None:
    text = "市议会周一批准了新的预算案反对党表示将继续要求公开全部账目" * 3
    assert len(fingerprint(told(text))) > 20
    assert is_same_copy(told(text), told(f"{text}。"))


def test_a_brief_of_three_words_has_one_run() -> None:
    assert len(fingerprint(told("Markets are closed"))) == 1
    assert is_same_copy(told("Markets are closed"), told("Markets are closed."))
    assert not is_same_copy(told("Markets are closed"), told("Markets are open"))


def test_near_copies_share_a_key_and_strangers_share_none() -> None:
    found = {"light edit": 0, "half kept": 0, "stranger": 0}
    for seed in range(60):
        texts = paragraphs(1000 + seed)
        one = told(*texts)
        found["light edit"] += share_of_keys(one, told(*changed(texts, 0.03, seed))) > 0
        found["half kept"] += share_of_keys(one, told(*texts[:7])) > 0
        found["stranger"] += share_of_keys(one, told(*paragraphs(9000 + seed))) > 0
    assert found["light edit"] == 60
    assert found["half kept"] >= 57
    assert found["stranger"] == 0


def test_keys_follow_the_probability_that_banding_promises() -> None:
    """The share of equal rows estimates the share of common shingles (Jaccard)."""
    estimates = []
    for seed in range(20):
        texts = paragraphs(2000 + seed, count=20)
        one, two = told(*texts), told(*texts[:10])
        real = len(set(fingerprint(one)) & set(fingerprint(two))) / len(
            set(fingerprint(one)) | set(fingerprint(two))
        )
        keys = share_of_keys(one, two) / 32
        estimates.append((keys, real**4))
    measured, promised = np.mean(estimates, axis=0)
    assert abs(measured - promised) < 0.04


def test_fingerprints_and_keys_are_the_same_on_every_machine() -> None:
    known = told("The council met on Monday and approved the budget for 2027.")
    assert fingerprint(known)[:2] == (7269118908062727429, 8616297073853196240)
    assert near_copy_keys(known)[:2] == ("007790d2bbda1a3a15", "01e699788d87ef9951")


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_compared_and_the_answer_is_the_same_both_ways(a: str, b: str) -> None:
    one, two = told(a), told(b)
    assert is_same_copy(one, two) == is_same_copy(two, one)
    assert is_same_copy(one, one) == bool(words_of(one))
    keys = near_copy_keys(one)
    assert len(keys) in (0, 32)
    assert bool(keys) == bool(fingerprint(one))


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_there_is_one_hash_for_each_run_of_five_words(words: list[str]) -> None:
    expected = 0 if not words else max(1, len(words) - 4)
    assert len(hashes_of(words)) == expected


def test_keys_of_a_long_article_take_milliseconds() -> None:
    long = told(*paragraphs(11, count=100, words=50))
    near_copy_keys(long)
    start = time.process_time()
    near_copy_keys(long)
    assert time.process_time() - start < 0.2
