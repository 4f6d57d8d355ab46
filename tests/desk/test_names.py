from __future__ import annotations

import pytest

from dragoman.desk import check_pairs, edit
from dragoman.desk.name_doubt import name_doubt
from dragoman.desk.name_habits import (
    has_capital_inside,
    is_slip_of_known,
    is_swapped_pair,
    looks_foreign,
)
from dragoman.desk.sounds import is_sounded
from fakes_desk import WordAligner, make_article, make_translation


def names_found(
    source: str, target: str, pair: str, links: str = "", *, document: bool = False
) -> list[tuple[str, str]]:
    one, two = pair.split("-")
    report = check_pairs(
        [(source, target)], one, two, document=document, interpreter=WordAligner(links)
    )
    return [(f.expected, f.found) for f in report.findings if f.check == "names"]


@pytest.mark.parametrize(
    ("source", "target", "pair", "expected"),
    [
        ("O médico Ian Bolter falou.", "Doctor Ian Blter spoke.", "pt-en", ("Bolter", "Blter")),
        ("Vive em Wexley há anos.", "He has lived in Wexely for years.", "pt-en",
         ("Wexley", "Wexely")),
        ("A China protestou.", "Chna protested.", "pt-en", ("China", "Chna")),
        ("Coach Alfredo Quint spoke.", "O treinador Alfredu Quint falou.", "en-pt",
         ("Alfredo", "Alfredu")),
        ("Berners-Holt spoke.", "Berners-Hlot falou.", "en-pt", ("Berners-Holt", "Berners-Hlot")),
    ],
)  # fmt: skip
def test_slips_of_the_pen_are_found(
    source: str, target: str, pair: str, expected: tuple[str, str]
) -> None:
    assert names_found(source, target, pair) == [expected]


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("The National Weather Service met.", "O Serviço Nacional de Meteorologia reuniu-se.",
         "en-pt"),
        ("O Instituto do Mar abriu.", "The Sea Institute opened.", "pt-en"),
        ("May was elected in May.", "May foi eleita em maio.", "en-pt"),
        ("Bush cut a bush.", "Bush cortou um arbusto.", "en-pt"),
        ("A Rosa saiu.", "Rosa left.", "pt-en"),
        ("Korean voters decided.", "Os eleitores da Coreia decidiram.", "en-pt"),
        ("Diplomats said so.", "Diplomatas disseram isso.", "en-pt"),
    ],
)  # fmt: skip
def test_translated_names_and_names_that_are_words_are_left_alone(
    source: str, target: str, pair: str
) -> None:
    assert names_found(source, target, pair) == []


def test_another_name_in_the_place_of_one_is_found_by_the_alignment() -> None:
    found = names_found(
        "A equipa venceu o Hartlow em casa.", "The team beat Westbury at home.", "pt-en",
        "Hartlow=Westbury",
    )  # fmt: skip
    assert found == [("Hartlow", "Westbury")]


def test_one_country_in_the_place_of_another_is_named_in_the_targets_language() -> None:
    found = names_found(
        "The minister flew to Germany.", "O ministro viajou para Espanha.", "en-pt",
        "Germany=Espanha",
    )  # fmt: skip
    assert found == [("Alemanha", "Espanha")]


def test_a_person_named_in_full_is_exchanged_as_a_whole() -> None:
    found = names_found(
        "Falou Otto Kavic depois.", "Then Willy Bronck spoke.", "pt-en", "Kavic=Bronck Otto=Willy"
    )
    assert found == [("Otto Kavic", "Willy Bronck")]


@pytest.mark.parametrize(
    ("source", "target", "links"),
    [
        ("Hartlow venceu.", "He won.", "Hartlow=He"),
        ("Os Hartlow Rovers venceram.", "Rovers won.", "Hartlow=Rovers"),
        ("O Livingham venceu.", "Livi won.", "Livingham=Livi"),
    ],
)
def test_pronouns_and_short_forms_are_no_exchange(source: str, target: str, links: str) -> None:
    assert names_found(source, target, "pt-en", links) == []


def test_a_misspelt_name_is_restored_and_nothing_else_changes() -> None:
    article = make_article("Aviso", ["O médico Ian Bolter falou ontem."])
    copy = edit(article, make_translation(article, ["Notice", "Doctor Ian Blter spoke yesterday."]))
    assert copy.translation.units[1].target == "Doctor Ian Bolter spoke yesterday."
    assert [repair.name for repair in copy.repairs] == ["names"]


def test_a_spelling_that_differs_from_the_rest_of_the_document_is_found() -> None:
    pairs = [
        ("Saipel chegou cedo.", "Saipel arrived early."),
        ("Depois Saipel saiu.", "Then Sapel left."),
        ("Saipel voltou.", "Saipel returned."),
    ]
    found = check_pairs(pairs, "pt", "en", document=True).findings
    assert [(one.unit, one.expected, one.found) for one in found] == [(1, "Saipel", "Sapel")]


def test_doubt_grows_with_names_that_have_no_answer() -> None:
    source = "Top-Musiker wie Peter Frehn lobten Grün."
    full = name_doubt(source, "Top musicians like Peter Frehn praised Grün.")
    less = name_doubt(source, "Top musicians like praised Grün.")
    other = name_doubt(source, "Top musicians like Macura praised Grün.")
    assert full < less <= 0.1
    assert full < other <= 0.1
    assert name_doubt("A casa é azul.", "The house is blue.") == 0.0


def test_habits_of_fingers_and_of_languages() -> None:
    assert is_swapped_pair("simpson", "simspon")
    assert not is_swapped_pair("anna", "anne")
    assert is_slip_of_known("Chile", "Chle")
    assert not is_slip_of_known("Navy", "Marina")
    assert looks_foreign("Hartlow", "pt")
    assert not looks_foreign("Alguns", "pt")
    assert not looks_foreign("Hartlow", "en")


def apart(pairs: list[tuple[str, str]], pair: str) -> list[tuple[str, str]]:
    one, two = pair.split("-")
    report = check_pairs(pairs, one, two, document=True, interpreter=WordAligner(""))
    return [(f.expected, f.found) for f in report.findings if f.check == "names"]


@pytest.mark.parametrize(
    ("pairs", "pair", "expected"),
    [
        ([("Wolie chegou.", "Wolie came."), ("Falou Wolie.", "Wolie spoke."),
          ("Wolie saiu.", "Wolia left.")], "pt-en", [("Wolie", "Wolia")]),
        ([("Дојде Симсен.", "Simsen came."), ("Говореше Симсен.", "Simsen spoke."),
          ("Замина Симсен.", "Simson left.")], "mk-en", [("Simsen", "Simson")]),
        ([("Stigao je Vitlok.", "Whitlock came."), ("Videli su Vitloka.", "They saw Whitlock."),
          ("Vitloku je drago.", "Whitlok is glad.")], "sr-en", [("Whitlock", "Whitlok")]),
        ([("Вілсен прийшов.", "Wilsen came."), ("Вілсен говорив.", "Wilsen spoke."),
          ("Вілсен пішов.", "Wilsin left.")], "uk-en", [("Wilsen", "Wilsin")]),
        ([("Во Кина врнеше.", "It rained in China."), ("Кина потпиша.", "China signed."),
          ("Кина одби.", "Chnia refused.")], "mk-en", [("China", "Chnia")]),
    ],
)  # fmt: skip
def test_a_name_that_one_sentence_spells_otherwise_is_found(
    pairs: list[tuple[str, str]], pair: str, expected: list[tuple[str, str]]
) -> None:
    assert apart(pairs, pair) == expected


@pytest.mark.parametrize(
    ("pairs", "pair"),
    [
        # Two persons of near names, each with its own original.
        ([("Marin chegou.", "Marin came."), ("Marin falou.", "Marin spoke."),
          ("Maren saiu.", "Maren left.")], "pt-en"),
        ([("Дојде Алан Рид.", "Alan Reed came."), ("Алан Рид виде.", "Alan Reed saw."),
          ("Замина Алан Вуд.", "Allan Wood left.")], "mk-en"),
        # A country and its people.
        ([("Macedonia votes.", "A Macedónia vota."), ("Macedonia waits.", "A Macedónia espera."),
          ("Macedonians vote.", "Os Macedónios votam.")], "en-pt"),
        # A word in two numbers.
        ([("The Prison Board met.", "O Conselho Prisional reuniu-se."),
          ("The Prison Board left.", "O Conselho Prisional saiu."),
          ("Prison Services spoke.", "Falaram os Serviços Prisionais.")], "en-pt"),
        # Both spellings stand in the original.
        ([("Wolie chegou.", "Wolie came."), ("Wolie falou.", "Wolie spoke."),
          ("Wolia, sic, saiu.", "Wolia, sic, left.")], "pt-en"),
        # One against one: nobody knows which is right.
        ([("Дојде Симсен.", "Simsen came."), ("Замина Симсен.", "Simson left.")], "mk-en"),
    ],
)  # fmt: skip
def test_near_names_that_may_be_two_are_left_alone(pairs: list[tuple[str, str]], pair: str) -> None:
    assert apart(pairs, pair) == []


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ("Џонсон", "Johnson", True),
        ("Šekspir", "Shakespeare", True),
        ("Трампа", "Trump", True),
        ("Jorku", "York", True),
        ("Hjuston", "Houston", True),
        ("Кина", "China", True),
        ("Вест", "Massachusetts", False),
        ("Сиетл", "Boston", False),
        ("Петар", "Martin", False),
    ],
)
def test_names_are_told_by_their_sound(one: str, two: str, alike: bool) -> None:
    assert is_sounded(one, two) is alike


def test_a_capital_inside_makes_a_name() -> None:
    words = ("McGregor", "LeRoy", "War-era", "O'Hagan", "Вчера", "NATO", "Élodie")
    assert [word for word in words if has_capital_inside(word)] == ["McGregor", "LeRoy"]
