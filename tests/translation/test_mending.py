"""Figures, sums of money and quotation marks that an engine lost are set right, and only those."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.typography import apply_edits
from dragoman.records import AlignedSpan
from dragoman.translation.figures import compare_amounts, compare_figures, localised
from dragoman.translation.mending import mend
from dragoman.translation.quotations import loose_marks, marks_agree, mend_marks, quoted_spans
from dragoman.translation.tracing import TracedText

CASES = Path(__file__).parents[1] / "cases" / "translation"
LEXICON = {
    "the": "o", "old": "velho", "mill": "moinho", "burned": "queimou", "then": "depois",
    "said": "disse", "ana": "ana", "again": "novo", "river": "rio",
}  # fmt: skip


def table(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def by_lexicon(source: str, target: str) -> list[AlignedSpan]:
    """Words that the small lexicon pairs, each with all its counterparts of the same rank."""
    spans = []
    ranks: dict[str, int] = {}
    for start, word in words(source):
        other = LEXICON.get(word, "")
        places = [at for at, one in words(target) if one == other]
        rank = ranks.get(word, 0)
        ranks[word] = rank + 1
        if rank < len(places):
            spans.append(
                AlignedSpan(
                    source_start=start, source_end=start + len(word),
                    target_start=places[rank], target_end=places[rank] + len(other), p=0.9,
                )
            )  # fmt: skip
    return spans


def words(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for piece in text.lower().split(" "):
        bare = piece.strip("“”‘’\"'.,:")
        found.append((at + piece.index(bare), bare))
        at += len(piece) + 1
    return found


@pytest.mark.parametrize("row", table("figures.tsv"), ids=lambda row: row["source"])
def test_figures_are_set_as_in_the_original(row: dict[str, str]) -> None:
    compared = compare_figures(row["source"], row["target"], (), (row["from"], row["to"]))
    assert apply_edits(row["target"], compared.edits) == row["expected"]
    assert " ".join(compared.lost) == row["lost"]


@pytest.mark.parametrize("row", table("amounts.tsv"), ids=lambda row: row["target"])
def test_sums_of_money_have_their_own_currency(row: dict[str, str]) -> None:
    edits = compare_amounts(row["source"], row["target"], (row["from"], row["to"]))
    assert apply_edits(row["target"], edits) == row["expected"]


@pytest.mark.parametrize("row", table("quotations.tsv"), ids=lambda row: row["target"])
def test_marks_stand_around_the_aligned_words(row: dict[str, str]) -> None:
    source, target = row["source"], row["target"]
    if not marks_agree(source, target):
        target = apply_edits(target, mend_marks(source, target, by_lexicon(source, target), "pt"))
    assert target == row["expected"]


def test_two_misspelled_figures_go_where_the_alignment_says() -> None:
    source, target = "It was 543,884 and 543,994.", "Foram 54.994 e 54.884."
    spans = [
        AlignedSpan(source_start=7, source_end=14, target_start=15, target_end=21, p=0.9),
        AlignedSpan(source_start=19, source_end=26, target_start=6, target_end=12, p=0.9),
    ]
    compared = compare_figures(source, target, spans, ("en", "pt"))
    assert apply_edits(target, compared.edits) == "Foram 543.994 e 543.884."
    assert compared.mended == ("543.994", "543.884")


@pytest.mark.parametrize(
    ("figure", "languages", "expected"),
    [
        ("1,250.5", ("en", "pt"), "1.250,5"),
        ("1.250", ("pt", "en"), "1,250"),
        ("0,75", ("pt-BR", "en"), "0.75"),
        ("1.250", ("pt", "es"), "1.250"),
        ("1.2.3", ("en", "pt"), "1.2.3"),
        ("12,34,567", ("en", "pt"), "12,34,567"),
        ("2031", ("en", "pt"), "2031"),
    ],
)
def test_separators_are_the_targets(figure: str, languages: tuple[str, str], expected: str) -> None:
    assert localised(figure, languages) == expected


def test_a_mark_with_spaces_on_both_sides_loses_the_inner_one() -> None:
    text = 'She said: " It rains. " Then " no " more'
    assert apply_edits(text, loose_marks(text)) == 'She said: "It rains." Then "no" more'


def test_what_is_kept_letter_by_letter_is_no_figure_and_no_mark() -> None:
    kept = ['<a href="x/123,456">']
    traced = TracedText(f"{kept[0]} foi")
    done = mend(traced, f"{kept[0]} was", lambda: (), ("en", "pt"), kept=kept)
    assert traced.text == f"{kept[0]} foi"
    assert (done.figures, done.figures_lost, done.quotes) == ((), (), False)


def test_without_an_alignment_marks_are_set_only_as_a_guess() -> None:
    traced = TracedText("O moinho queimou.")
    done = mend(traced, "The “mill” burned.", lambda: (), ("en", "pt"), guess=False)
    assert done.quotes_lost
    assert traced.text == "O moinho queimou."
    done = mend(traced, "The “mill” burned.", lambda: (), ("en", "pt"), guess=True)
    assert done.quotes
    assert not done.quotes_lost
    assert traced.text.count('"') == 2


def test_marks_that_the_original_does_not_have_are_left_to_the_desk() -> None:
    traced = TracedText('O "moinho" queimou.')
    assert not mend(traced, "The mill burned.", lambda: (), ("en", "pt")).quotes
    assert traced.text == 'O "moinho" queimou.'


def test_quotations_are_found_with_their_marks() -> None:
    text = "He “saw ‘it’ once” and “left"
    assert [text[start:end] for start, end in quoted_spans(text)] == ["“saw ‘it’ once”", "‘it’"]


TEXTS = st.text(alphabet="ab ,.\"'“”‘’«»12.,-", max_size=60)


@given(TEXTS, TEXTS)
def test_mending_changes_marks_and_spaces_and_no_word(source: str, target: str) -> None:
    edits = mend_marks(source, target, ())
    after = apply_edits(target, edits)
    marks = str.maketrans(dict.fromkeys("\"'“”‘’«»"))
    assert after.translate(marks) == target.translate(marks)


@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared(source: str, target: str) -> None:
    compared = compare_figures(source, target, (), ("en", "pt"))
    apply_edits(target, compared.edits)
    assert all(start < end for start, end, _ in compared.edits)
