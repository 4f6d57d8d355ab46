"""What changed between two versions."""

from __future__ import annotations

from dragoman.article import changes_between, is_same_text, read_plain_text
from dragoman.records import Article
from fakes_article import NOW, PARAGRAPHS


def _article(*paragraphs: str) -> Article:
    return read_plain_text("\n\n".join(paragraphs), name="a.txt", now=NOW)


BEFORE = _article(*PARAGRAPHS)


def test_the_same_text_with_other_white_space_is_no_new_version() -> None:
    again = _article(*(text.replace(". ", ".  ") for text in PARAGRAPHS))
    assert is_same_text(BEFORE, again)
    assert changes_between(BEFORE, again) == ()


def test_a_changed_figure_is_one_change_with_both_sentences() -> None:
    changed = [text.replace("12.5 million", "21.5 million") for text in PARAGRAPHS]
    (change,) = changes_between(BEFORE, _article(*changed))
    assert "12.5 million" in change.before
    assert "21.5 million" in change.after
    assert change.segment == "p3s2"
    assert not is_same_text(BEFORE, _article(*changed))


def test_added_and_removed_sentences_stand_alone() -> None:
    added = _article(*PARAGRAPHS, "A ferry will run from June, free of charge for everybody.")
    (new,) = changes_between(BEFORE, added)
    assert (new.before, new.after[:7]) == ("", "A ferry")
    (gone,) = changes_between(added, BEFORE)
    assert (gone.before[:7], gone.after) == ("A ferry", "")


def test_a_sentence_that_only_moved_is_no_change() -> None:
    moved = _article(PARAGRAPHS[1], PARAGRAPHS[0], *PARAGRAPHS[2:])
    assert changes_between(BEFORE, moved) == ()


def test_an_unlike_sentence_in_the_same_place_is_a_removal_and_an_addition() -> None:
    other = _article(*PARAGRAPHS[:3], "Completely different news arrived overnight from Oslo.")
    changes = changes_between(BEFORE, other)
    assert any(change.before == "" for change in changes)
    assert all(not (change.before and change.after) for change in changes)


def test_a_notice_makes_a_new_version_without_changing_a_sentence() -> None:
    noticed = _article(*PARAGRAPHS, "Correction: an earlier version misspelled a name.")
    assert changes_between(BEFORE, noticed) == ()
    assert not is_same_text(BEFORE, noticed)
