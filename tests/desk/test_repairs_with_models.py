"""Repairs that take words from another translation, or take words out, by a model's word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from dragoman.desk import edit, mend_pairs
from dragoman.desk.pairs import MendedPairs
from dragoman.desk.repairs.names import are_variants
from dragoman.desk.repairs.redecode import split_clauses
from dragoman.desk.repairs.reword import answering_stretch, whole_name
from dragoman.desk.repairs.surplus import bounds
from dragoman.records import AlignedSpan, EngineResult, TranslationUnit
from fakes_desk import make_article, make_translation
from fakes_interpreter import DictionaryInterpreter

WORDS = {
    "o": "the", "a": "the", "os": "the", "as": "the", "ministro": "minister", "disse": "said",
    "que": "that", "ponte": "bridge", "reabriu": "reopened", "ontem": "yesterday",
    "lei": "law", "muda": "changes", "tudo": "everything", "depois": "after", "das": "the of",
    "obras": "works", "noturnas": "night", "financiadas": "paid", "pela": "by",
    "câmara": "council", "e": "and", "fechou": "closed", "escola": "school", "chove": "rains",
    "na": "in the", "serra": "hills", "com": "with", "muita": "much", "força": "force",
    "desde": "since", "cedo": "early", "porta": "gate", "abriu": "opened", "em": "in",
    "marta": "marta", "lemos": "lemos",
}  # fmt: skip


class CountingInterpreter(DictionaryInterpreter):
    """Counts how often it was given each pair of a Portuguese original."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self.pairs = Counter[tuple[str, str]]()

    def read(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        """See `Interpreter.read`."""
        if source == "pt":
            self.pairs.update(pairs)
        return super().read(pairs, source, target)


def mended(source: str, target: str, *others: str) -> MendedPairs:
    reader = DictionaryInterpreter(WORDS, {source: list(others)})
    return mend_pairs([(source, target)], "pt", "en", document=False, interpreter=reader)


REWORDED = [
    (
        "Marta Lemos disse que a lei muda tudo.",
        "Hugo Pratt said that the law changes everything.",
        "Marta Lemos said that the law changes everything.",
        "a speaker who was exchanged",
    ),
    (
        "A ponte reabriu ontem e chove na serra com muita força desde cedo.",
        "The bridge reopened yesterday and chove na serra com muita força since early.",
        "The bridge reopened yesterday and rains in the hills with much force since early.",
        "words left in the original's language",
    ),
    (
        "A ponte reabriu ontem depois das obras noturnas financiadas pela câmara.",
        "The bridge reopened yesterday.",
        "The bridge reopened yesterday after the night works paid by the council.",
        "a clause that was left out",
    ),
]


@pytest.mark.parametrize(("source", "target", "other", "note"), REWORDED)
def test_words_of_another_translation_stand_in(
    source: str, target: str, other: str, note: str
) -> None:
    found = mended(source, target, other)
    assert found.texts == (other,), note
    assert [repair.name for repair in found.repairs] == ["reword"]


@pytest.mark.parametrize(("source", "target", "other", "note"), REWORDED[1:])
def test_nothing_is_put_in_that_makes_the_sentence_less_likely(
    source: str, target: str, other: str, note: str
) -> None:
    strange = " ".join("blurb" for _ in other.split())
    assert mended(source, target, strange).texts == (target,), note


def test_only_the_doubted_words_change() -> None:
    source = "Marta Lemos disse que a lei muda tudo."
    target = "Hugo Pratt said that the law changes everything."
    other = "The law changes everything, Marta Lemos said."
    assert mended(source, target, other).texts == (
        "Marta Lemos said that the law changes everything.",
    )


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        ("Jon Hal", "John Hall", True),
        ("Ana Lemos", "Ana Lemus", False),
        ("Lemos", "Lemus", False),
        ("Ana Lemos", "Rui Prado", False),
        ("Jon Hal Roe", "John Hall", False),
    ],
)
def test_another_spelling_of_a_whole_name_is_a_translators_choice(
    one: str, two: str, wanted: bool
) -> None:
    assert are_variants(one, two) is wanted


def test_what_is_no_name_does_not_replace_one() -> None:
    source = "Marta Lemos disse que a lei muda tudo."
    target = "Hugo Pratt said that the law changes everything."
    words = WORDS | {"lemos": "they"}
    reader = DictionaryInterpreter(words, {source: ["They said the law changes everything."]})
    found = mend_pairs([(source, target)], "pt", "en", document=False, interpreter=reader)
    assert "They said" not in found.texts[0]


def test_where_the_new_words_meet_the_old_nothing_stands_twice() -> None:
    source = "A escola fechou e a ponte reabriu com muita força na serra."
    target = "The school closed and the bridge reopened with muita força na serra."
    other = "The school closed and the bridge reopened with much force in the hills."
    assert mended(source, target, other).texts == (other,)


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        (
            "The bridge reopened yesterday, while thousands cheered fireworks overhead.",
            "The bridge reopened yesterday.",
        ),
        (
            "The bridge, while thousands cheered fireworks overhead, reopened yesterday.",
            "The bridge reopened yesterday.",
        ),
        (
            "The bridge while thousands cheered fireworks overhead reopened yesterday.",
            "The bridge while thousands cheered fireworks overhead reopened yesterday.",
        ),
    ],
)
def test_an_invented_clause_is_cut_between_its_marks_and_nowhere_else(
    target: str, wanted: str
) -> None:
    assert mended("A ponte reabriu ontem.", target).texts == (wanted,)


@pytest.mark.parametrize(
    ("text", "part", "other", "wanted"),
    [
        ("People watched Ri Yong Ho at home.", "Yong", "Viram Bruno Lemos.", "Ri Yong Ho"),
        ("Ontem Kim Jong Un falou; Kim ficou.", "Jong Un", "Seoul spoke; Kim.", "Kim Jong Un"),
        ("The Slack got in.", "Slack", "O Leixões entrou.", "Slack"),
        ("The mayor, Ana Reis, left.", "Reis", "Ana Prado saiu.", "Reis"),
    ],
)
def test_a_name_goes_and_comes_as_a_whole(text: str, part: str, other: str, wanted: str) -> None:
    start = text.index(part)
    found = whole_name(text, (start, start + len(part)), other)
    assert text[slice(*found)] == wanted


def test_the_bounds_of_a_clause_are_its_marks() -> None:
    text = "It rose, as was said, by half."
    assert [text[start:end] for start, end in bounds(text, (9, 20))] == [
        ", as was said",
        ", as was said,",
        ", as was said, by half",
    ]
    assert list(bounds("It rose as was said.", (8, 19))) == []


def test_the_answer_to_a_span_is_one_stretch_or_none() -> None:
    text = "one two three four five"
    links = [(0, 3, 0, 3), (4, 7, 4, 7), (8, 13, 8, 13), (0, 3, 19, 23)]
    spans = [
        AlignedSpan(source_start=a, source_end=b, target_start=c, target_end=d, p=1.0)
        for a, b, c, d in links
    ]
    assert answering_stretch(text, spans, (4, 13)) == (4, 13)
    assert answering_stretch(text, spans, (0, 3)) == (0, 3)
    assert answering_stretch(text, spans, (90, 99)) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A ponte reabriu ontem.", ["A ponte reabriu ontem."]),
        (
            "A ponte reabriu ontem de manhã, a escola da vila fechou as portas.",
            ["A ponte reabriu ontem de manhã", "a escola da vila fechou as portas."],
        ),
        (
            "Vieram Ana, Rui e Eva de comboio: ninguém da câmara os esperava.",
            ["Vieram Ana, Rui e Eva de comboio", "ninguém da câmara os esperava."],
        ),
    ],
)
def test_a_sentence_falls_into_clauses_that_can_stand_alone(text: str, wanted: list[str]) -> None:
    clauses = split_clauses(text)
    assert [words for words, _ in clauses] == wanted
    assert "".join(words + mark for words, mark in clauses) == text


def test_a_sentence_that_stays_is_read_once_however_many_others_are_mended() -> None:
    pairs = [("A ponte reabriu ontem.", "The bridge reopened yesterday.")] + [
        (f"Marta Lemos disse que a lei {number} muda tudo.", f"The law changes everything {wrong}.")
        for number, wrong in (("120", "130"), ("240", "250"), ("360", "370"))
    ]
    reader = CountingInterpreter(WORDS)
    found = mend_pairs(pairs, "pt", "en", document=True, interpreter=reader)
    assert len(found.repairs) > 2
    assert reader.pairs[pairs[0]] == 1


def test_a_name_is_not_put_back_where_the_models_find_it_far_less_likely() -> None:
    source, target = "Chegou Rita Lemos ontem.", "Rita Lemas arrived yesterday."
    wanted = "Rita Lemos arrived yesterday."
    kept = DictionaryInterpreter({"rita": "rita", "lemos": "lemas lemos", "ontem": "yesterday"})
    strange = DictionaryInterpreter({"rita": "rita", "lemos": "lemas", "ontem": "yesterday"})
    for reader, text in ((kept, wanted), (strange, target), (None, wanted)):
        pairs = [(source, target)]
        assert mend_pairs(pairs, "pt", "en", document=False, interpreter=reader).texts == (text,)


SOURCE = "A ponte reabriu ontem e a escola fechou cedo, o ministro disse que a lei muda tudo."
CLAUSES = {
    "A ponte reabriu ontem e a escola fechou cedo": [
        "The bridge reopened yesterday and the school closed early."
    ],
    "o ministro disse que a lei muda tudo.": [
        "The minister said that the law changes everything."
    ],
}  # fmt: skip


def test_the_engines_own_gap_is_filled_clause_by_clause_where_nothing_else_helps() -> None:
    gap = "The bridge reopened yesterday."
    article = make_article("A ponte", [SOURCE])
    reader = DictionaryInterpreter(WORDS, {SOURCE: [gap], **CLAUSES})
    translation = make_translation(article, ["The bridge", gap])
    translation = replace(
        translation, units=tuple(_aligned(unit, reader) for unit in translation.units)
    )
    copy = edit(article, translation, interpreter=reader)
    assert copy.translation.units[1].target == (
        "The bridge reopened yesterday and the school closed early, "
        "the minister said that the law changes everything."
    )
    assert [repair.name for repair in copy.repairs] == ["redecode"]


def _aligned(unit: TranslationUnit, reader: DictionaryInterpreter) -> TranslationUnit:
    """The unit as an engine gives it, with an alignment of its words."""
    (result,) = reader.read([(unit.source, unit.target)], "pt", "en")
    return replace(unit, alignment=result.alignment)
