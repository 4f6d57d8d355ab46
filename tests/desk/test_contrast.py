"""Closed sets, rivals put in the place of words, and what the original says against them."""

from __future__ import annotations

import pytest

from dragoman.desk import check_pairs, mend_pairs
from dragoman.desk.check import UnitView
from dragoman.desk.contrast.closed_sets import (
    Rivalry,
    closed_sets,
    find_rivalries,
    has_closed_sets,
)
from dragoman.desk.contrast.contradictions import find_contradictions
from dragoman.desk.contrast.weighing import likeliest, put_in, weigh_rivals
from dragoman.desk.reading import read_pairs
from dragoman.records import Finding
from fakes_interpreter import DictionaryInterpreter, DoubtingInterpreter

KINDS = {
    "opposite", "sense", "weekday", "month", "season", "day", "period", "magnitude", "number",
    "unit", "currency", "office", "person", "pronoun", "place", "modal",
}  # fmt: skip
WORDS = {
    "o": "the", "a": "the", "museu": "museum", "abriu": "opened", "depois": "after", "da": "the",
    "chuva": "rain", "uma": "a an", "subida": "increase rise", "houve": "there was",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "pt"])
def test_every_set_has_a_known_kind_and_members_that_differ(language: str) -> None:
    book = closed_sets(language)
    assert len(book) > 900
    for member, sets in book.items():
        for kind, others in sets:
            assert kind in KINDS
            assert others
            assert member not in [other.lower() for other in others]


def test_languages_without_a_table_have_no_sets() -> None:
    assert has_closed_sets("pt-BR")
    assert not has_closed_sets("de")
    assert find_rivalries("Der Zug kam vor dem Regen.", "de") == ()


@pytest.mark.parametrize(
    ("text", "found", "rival"),
    [
        ("At least ten came.", "At least", "At most"),
        ("More than ten came.", "More than", "Less than"),
        ("They won on Monday.", "Monday", "Friday"),
        ("THE VICTORY", "VICTORY", "DEFEAT"),
    ],
)
def test_the_longest_phrase_counts_and_rivals_have_its_capitals(
    text: str, found: str, rival: str
) -> None:
    one = next(one for one in find_rivalries(text, "en") if one.found == found)
    assert text[one.start : one.end] == found
    assert rival in one.rivals


@pytest.mark.parametrize(
    ("text", "rival", "made"),
    [
        ("There was an increase.", "decrease", "There was a decrease."),
        ("There was a decrease.", "increase", "There was an increase."),
        ("A victory came.", "unexpected defeat", "An unexpected defeat came."),
        ("Iran an increase", "fall", "Iran a fall"),
    ],
)
def test_the_article_follows_the_rival(text: str, rival: str, made: str) -> None:
    word = next(word for word in ("increase", "decrease", "victory") if word in text)
    start = text.index(word)
    one = Rivalry(kind="opposite", start=start, end=start + len(word), found=word, rivals=(rival,))
    assert put_in(text, one, rival, "en") == made


def against(source: str, target: str, pair: tuple[str, str] = ("pt", "en")) -> list[str]:
    unit = UnitView(
        index=0, segment="", source=source, target=target, source_language=pair[0],
        target_language=pair[1],
    )  # fmt: skip
    return [one.rival for one in find_contradictions(unit, ())]


@pytest.mark.parametrize(
    ("source", "target", "rivals"),
    [
        ("O museu abriu depois da chuva.", "The museum opened before the rain.", ["after"]),
        ("O museu abriu depois da chuva.", "The museum opened after the rain.", []),
        ("O museu abriu com a chuva.", "The museum opened without the rain.", ["with"]),
        ("O museu não abriu com a chuva.", "The museum stayed shut without rain.", []),
        ("Antes e depois da chuva.", "Before the rain.", []),
        ("O museu abriu.", "The museum opened before the rain.", []),
    ],
)
def test_a_word_is_contradicted_where_the_original_has_the_answer_to_its_rival(
    source: str, target: str, rivals: list[str]
) -> None:
    assert against(source, target) == rivals


WRONG = ("O museu abriu depois da chuva.", "The museum opened before the rain.")


def test_only_a_rival_that_is_likelier_both_ways_is_taken() -> None:
    view = read_pairs([WRONG], "pt", "en", document=False, interpreter=DictionaryInterpreter(WORDS))
    (one,) = [one for one in find_rivalries(WRONG[1], "en") if one.found == "before"]
    best = likeliest(weigh_rivals(view, view.units[0], [one]))
    assert best is not None
    assert best.text == "The museum opened after the rain."
    assert (best.forth, best.back) == pytest.approx((19.95, 19.95))
    sound = read_pairs(
        [(WRONG[0], best.text)], "pt", "en", document=False,
        interpreter=DictionaryInterpreter(WORDS),
    )  # fmt: skip
    (one,) = [one for one in find_rivalries(best.text, "en") if one.found == "after"]
    assert likeliest(weigh_rivals(sound, sound.units[0], [one])) is None


def meaning(source: str, target: str, words: dict[str, str]) -> list[Finding]:
    reader = DoubtingInterpreter(words)
    report = check_pairs([(source, target)], "pt", "en", document=False, interpreter=reader)
    return [finding for finding in report.findings if finding.check == "meaning"]


def test_a_rival_that_no_list_answers_to_is_found_by_weighing_and_only_told() -> None:
    pair = ("Houve uma subida.", "There was a decrease.")
    words = {one: two for one, two in WORDS.items() if one != "depois"}
    (finding,) = meaning(*pair, words)
    assert finding.found == "decrease"
    assert finding.expected == "increase"
    mended = mend_pairs([pair], "pt", "en", document=False, interpreter=DoubtingInterpreter(words))
    assert mended.texts == (pair[1],)


def test_what_models_hold_for_right_is_not_told_however_the_lists_read() -> None:
    words = WORDS | {"depois": "before"}
    assert meaning(*WRONG, words) == []


def test_without_a_model_a_contradiction_is_told_and_nothing_is_changed() -> None:
    mended = mend_pairs([WRONG], "pt", "en", document=False)
    assert mended.texts == (WRONG[1],)
    assert [(one.check, one.expected) for one in mended.findings] == [("meaning", "after")]
