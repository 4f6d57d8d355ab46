from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.desk import check_pairs
from dragoman.errors import UsageError
from dragoman.newsroom.bitexts import Bitext, Pair, PlacedText, Run
from dragoman.newsroom.proofs import (
    CHECK_NAMES,
    LOOSE_STRETCH,
    NOT_COMPARED,
    STRETCH,
    Choice,
    Tally,
    choose_checks,
    proof_json,
    proof_of_pairs,
)

GOOD = ("A obra custou 19 milhões de euros.", "The works cost 19 million euros.")
WRONG = ("A obra custou 19 milhões de euros.", "The works cost 91 million euros.")


def placed(text, line):
    return PlacedText(text=text, path="x.tsv", runs=(Run(0, line, 1),))


def pairs(*texts, document="", goal="en"):
    for line, (source, target) in enumerate(texts, 1):
        yield Pair(
            source=placed(source, line),
            target=placed(target, line),
            source_language="pt",
            target_language=goal,
            document=document,
        )


def proof(given, choice=None):
    tally = Tally()
    bitext = Bitext(name="x.tsv", pairs=iter(given))
    lines = list(proof_of_pairs(bitext, tally, choice=choice or Choice(), interpreter=None))
    return lines, tally


def test_sentences_are_counted_through_all_stretches():
    texts = [GOOD] * (2 * LOOSE_STRETCH) + [WRONG]
    lines, tally = proof(pairs(*texts))
    assert [line.index for line in lines] == list(range(len(texts)))
    assert tally.sentences == len(texts)
    assert [finding.unit for line in lines for finding in line.findings] == [len(texts) - 1]
    assert tally.severities.total() == tally.findings == 1
    assert [unit["doubt"] > 0.25 for unit in proof_json(lines)["units"]][-2:] == [False, True]


@pytest.mark.parametrize(("document", "most"), [("", LOOSE_STRETCH), ("one.txt", STRETCH)])
def test_no_more_than_a_stretch_is_read_ahead(document, most):
    taken = []

    def endless():
        for pair in pairs(*[GOOD] * 10_000, document=document):
            taken.append(1)
            yield pair

    bitext = Bitext(name="x.tsv", pairs=endless())
    lines = proof_of_pairs(bitext, Tally(), choice=Choice(), interpreter=None)
    next(lines)
    assert len(taken) == most


def test_texts_of_one_file_are_compared_each_for_itself():
    one = list(pairs(GOOD, document="a"))
    two = list(pairs(WRONG, document="b"))
    other = list(pairs(("Um rio.", "Un río."), document="c", goal="es"))
    lines, tally = proof([*one, *two, *other])
    assert [line.languages[1] for line in lines] == ["en", "en", "es"]
    assert [line.index for line in lines] == [0, 1, 2]
    assert list(tally.unchecked) == ["pt->en", "pt->es"]


def test_what_is_compared_may_differ_from_what_is_shown():
    (pair,) = pairs(("Há %d casas.", "There are 7 houses."))
    shown = replace(pair, compared=("Há    casas.", "There are   houses."))
    (line,), _ = proof([shown])
    assert line.findings == ()
    assert line.target.text == "There are 7 houses."


def test_checks_that_do_not_know_a_pair_are_named_where_they_are_wanted():
    def german():
        yield replace(next(pairs(GOOD)), source_language="de", target_language="uk")

    _, tally = proof(german())
    assert "gender" in tally.unchecked["de->uk"]
    _, tally = proof(german(), Choice(checks=frozenset(("numbers",))))
    assert tally.unchecked["de->uk"] == ()


def test_a_sentence_that_is_not_translated_silences_checks_even_when_they_are_chosen():
    source = "A ministra disse que 19 pessoas não chegaram à ponte nova."
    lines, _ = proof(pairs((source, "")), Choice(checks=frozenset(("numbers",))))
    assert lines[0].findings == ()


def test_the_name_of_what_was_not_compared_is_the_desks():
    long = "palavra " * 600
    report = check_pairs([(long, long)], "pt", "en", document=False)
    assert [finding.check for finding in report.findings] == [NOT_COMPARED]


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), (), None),
        (("numbers, names",), (), {"numbers", "names"}),
        (("numbers", "names"), ("names",), {"numbers"}),
        ((), ("names",), set(CHECK_NAMES) - {"names"}),
    ],
)
def test_names_of_checks_are_chosen(select, ignore, wanted):
    assert choose_checks(select, ignore, CHECK_NAMES) == wanted


def test_an_unknown_check_is_named_with_its_option():
    with pytest.raises(UsageError, match=r"--ignore ofices: no such check; did you mean offices\?"):
        choose_checks((), ("ofices",), CHECK_NAMES)
