"""Words that are none: whose they are, where they come from, and what is put in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dragoman.desk import check_pairs, edit
from dragoman.desk.check import UnitView
from dragoman.desk.checks.words import strange_words
from dragoman.desk.repairs.words import _one_letter_off
from dragoman.records import DeskCopy, EngineResult, Severity, Translation
from fakes_desk import make_article, make_translation
from fakes_interpreter import DictionaryInterpreter

SOURCE = "A escola foi apetrechada pela câmara."
WRONG = "The school was apetreked by the council."
WRONG_AGAIN = "The school was apetreced by the council."
RIGHT = "The school was equipped by the council."
WORDS = {
    "a": "the", "escola": "school", "foi": "was", "pela": "by the", "câmara": "council",
    "apetrechada": "equipped apetreked apetreced",
}  # fmt: skip


NO_WORDS = ("apetreked", "apetreced")


class BarredInterpreter(DictionaryInterpreter):
    """Gives of its translations those without the words that are forbidden, one at a time.

    It cannot read the original back from words that do not exist.
    """

    def read(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        """As the dictionary reads; nothing explains anything beside a word that is none."""
        if source == "en":
            for word in NO_WORDS:
                pairs = [(one.replace(word, "?"), two) for one, two in pairs]
        return super().read(pairs, source, target)

    def retranslate(
        self,
        text: str,
        source: str,
        target: str,
        *,
        required: Sequence[str] = (),
        forbidden: Sequence[str] = (),
        count: int = 1,
    ) -> list[str]:
        """The best that keeps the rule."""
        all_of_them = super().retranslate(text, source, target, count=count)
        return [one for one in all_of_them if not set(forbidden) & set(one[:-1].split())][:1]


def edited(*again: str) -> DeskCopy:
    """An article whose one sentence the engine wrote, with what else it would say."""
    reader = BarredInterpreter(WORDS, {SOURCE: again})
    article = make_article("A escola", [SOURCE])
    translation = _by_the_engine(make_translation(article, ["The school", WRONG]), reader)
    return edit(article, translation, interpreter=reader)


def _by_the_engine(translation: Translation, reader: DictionaryInterpreter) -> Translation:
    """The translation as an engine gives it, with the alignments of its words."""
    units = tuple(
        replace(unit, alignment=reader.read([(unit.source, unit.target)], "pt", "en")[0].alignment)
        for unit in translation.units
    )
    return replace(translation, units=units)


def test_the_engines_own_non_word_is_translated_again_until_every_word_exists() -> None:
    copy = edited(WRONG, WRONG_AGAIN, RIGHT)
    assert copy.translation.units[1].target == RIGHT
    assert [(repair.name, repair.finding.check) for repair in copy.repairs] == [
        ("redecode", "words")
    ]
    assert copy.findings == ()


def test_a_word_spelt_alike_is_put_in_where_the_models_find_it_far_likelier() -> None:
    source, wrong = "A casa sórdida e a escola.", "The sordus house and the school."
    article = make_article("A escola", [source])
    words = {"a": "the", "casa": "house", "e": "and", "sórdida": "sordid"}
    right = "The sordid house and the school."
    for explained, wanted in ((words, right), ({"a": "the"}, wrong)):
        reader = BarredInterpreter(explained | {"escola": "school"})
        translation = _by_the_engine(make_translation(article, ["The school", wrong]), reader)
        copy = edit(article, translation, interpreter=reader)
        assert copy.translation.units[1].target == wanted
        assert [repair.name for repair in copy.repairs] == ["spelling"] * (wanted != wrong)


@pytest.mark.parametrize(
    ("found", "words", "wanted"),
    [
        ("sordiness", ["sordidness", "soreness"], "sordidness"),
        ("gutterral", ["guttural", "gutter"], ""),
        ("govermant", ["governant", "goverment"], ""),
        ("chely", ["chevy"], ""),
    ],
)
def test_one_letter_off_is_one_long_word_only(found: str, words: list[str], wanted: str) -> None:
    assert _one_letter_off(found, words) == wanted


MISREAD = "The school was closed by the council."


def test_a_word_that_exists_and_says_something_else_is_not_put_in() -> None:
    copy = edited(WRONG, MISREAD)
    assert copy.translation.units[1].target == WRONG
    assert [finding.check for finding in copy.findings] == ["words"]


def test_without_another_translation_it_is_flagged_with_what_the_original_says() -> None:
    copy = edited(WRONG, WRONG_AGAIN)
    assert copy.translation.units[1].target == WRONG
    (finding,) = copy.findings
    assert (finding.check, finding.severity, finding.found) == (
        "words", Severity.MAJOR, "apetreked",
    )  # fmt: skip
    assert "'apetrechada'" in finding.message
    assert finding.source_span == (13, 24)
    assert SOURCE[slice(*finding.source_span)] == "apetrechada"


def test_in_anybody_elses_text_it_is_a_slip_of_the_pen() -> None:
    (finding,) = check_pairs([(SOURCE, WRONG)], "pt", "en", document=False).findings
    assert (finding.severity, finding.category) == (
        Severity.MINOR, "linguistic-conventions/spelling",
    )  # fmt: skip
    assert WRONG[slice(*(finding.target_span or (0, 0)))] == "apetreked"


@pytest.mark.parametrize("target", ["", "12", "…", "Apetreked", "a" * 5000, "x-" * 400])
def test_odd_texts_have_no_strange_words(target: str) -> None:
    unit = UnitView(
        index=0, segment="p1s1", source=SOURCE, target=target, source_language="pt",
        target_language="en",
    )  # fmt: skip
    assert strange_words(unit) == []
