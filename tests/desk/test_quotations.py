from __future__ import annotations

import pytest

from dragoman.desk import mend_pairs
from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.missing_marks import missing_marks
from dragoman.desk.quoted import quotations, speaks_by_dash
from dragoman.desk.quoted_extent import is_cut
from dragoman.desk.quoted_place import place_of_quotation
from dragoman.desk.reading import read_pairs


def read(source: str, target: str, pair: str = "pt-en") -> tuple[DocumentView, UnitView]:
    one, two = pair.split("-")
    view = read_pairs([(source, target)], one, two, document=False)
    return view, view.units[0]


@pytest.mark.parametrize(
    ("pair", "source", "target", "words"),
    [
        (
            "pt-en",
            '"A ponte fica fechada até março", disse o autarca.',
            "The bridge stays closed until March, said the mayor.",
            "The bridge stays closed until March",
        ),
        (
            "es-en",
            "El alcalde dijo: «El puente sigue cerrado».",
            "The mayor said: The bridge is still closed.",
            "The bridge is still closed",
        ),
        (
            "en-pt",
            'She called the plan "a waste of money" and left.',
            "Ela chamou ao plano um desperdício de dinheiro e saiu.",
            "um desperdício de dinheiro",
        ),
        (
            "mk-en",
            "Тој рече дека „Новаков“ ќе чека во Скопје.",
            "He said that Novakov will wait in Skopje.",
            "Novakov",
        ),
        (
            "pt-en",
            'A banda toca "Hotel Azul" na sexta-feira.',
            "The band plays Hotel Azul on Friday.",
            "Hotel Azul",
        ),
    ],
)
def test_the_words_of_a_quotation_are_found_without_a_model(
    pair: str, source: str, target: str, words: str
) -> None:
    view, unit = read(source, target, pair)
    place = place_of_quotation(view, unit, quotations(source)[0])
    assert place is not None
    assert target[slice(*place.span)] == words


def test_a_sentence_without_words_has_no_place_for_a_quotation() -> None:
    view, unit = read('"Sim", disse.', "...")
    assert place_of_quotation(view, unit, quotations(unit.source)[0]) is None


@pytest.mark.parametrize(
    ("pair", "source", "target", "mended"),
    [
        (
            "pt-en",
            '"A ponte fica fechada até março", disse o autarca.',
            "The bridge stays closed until March, said the mayor.",
            "“The bridge stays closed until March,” said the mayor.",
        ),
        (
            "en-pt",
            '"The bridge stays closed until March," said the mayor.',
            "A ponte fica fechada até março, disse o autarca.",
            "“A ponte fica fechada até março”, disse o autarca.",
        ),
        (
            "en-pt",
            '"The bridge stays closed until March."',
            "A ponte fica fechada até março.",
            "“A ponte fica fechada até março.”",
        ),
        (
            "en-es",
            '"Will the bridge be closed until March?" asked the mayor.',
            "¿Estará el puente cerrado hasta marzo?, preguntó el alcalde.",
            "«¿Estará el puente cerrado hasta marzo?», preguntó el alcalde.",
        ),
        (
            "en-de",
            '"The bridge stays closed until March," said Anna Keller.',
            "Die Brücke bleibt bis März geschlossen, sagte Anna Keller.",
            "„Die Brücke bleibt bis März geschlossen“, sagte Anna Keller.",
        ),
        (
            "en-pl",
            '"The bridge is closed," said Anna Keller.',
            "„Most jest zamknięty, powiedziała Anna Keller.",
            "„Most jest zamknięty”, powiedziała Anna Keller.",
        ),
        (
            "pt-en",
            '"A ponte fica fechada", disse Ana. "Abre em março."',
            '"The bridge stays closed," said Ana. It opens in March.',
            '"The bridge stays closed," said Ana. "It opens in March."',
        ),
        (
            "pt-en",
            'Ana disse: "A ponte fica fechada até março".',
            'Ana said: The bridge stays closed until March."',
            'Ana said: "The bridge stays closed until March."',
        ),
    ],
)
def test_lost_marks_come_back_around_the_words_in_the_language_s_own_manner(
    pair: str, source: str, target: str, mended: str
) -> None:
    one, two = pair.split("-")
    report = mend_pairs([(source, target)], one, two, document=False)
    assert report.texts == (mended,)


def test_marks_stay_away_where_their_place_is_not_shown() -> None:
    source = "Таа го нарече планот „страшен“ и си отиде дома."
    target = "She dismissed it all as dreadful and went home."
    report = mend_pairs([(source, target)], "mk", "en", document=False)
    assert report.texts == (target,)


def test_the_quotation_that_lost_its_marks_is_told_from_the_one_that_kept_them() -> None:
    source = 'Chamou "loucura" à obra e "desperdício de dinheiro" ao resto.'
    target = 'He called the works madness and the rest "a waste of money."'
    view, unit = read(source, target)
    missing = missing_marks(view, unit)
    assert [one.quotation.inner for one in missing] == ["loucura"]


def test_nothing_is_missing_where_the_original_s_own_marks_are_no_pairs() -> None:
    view, unit = read('"Primeiro esperamos. disse', "First we wait, he said")
    assert missing_marks(view, unit) == ()


@pytest.mark.parametrize(
    ("pair", "source", "target", "cut"),
    [
        ("pt-en", '"Vamos esperar pelos barcos", disse.', '"We will wait for the," he said.', True),
        ("pt-en", '"Vamos esperar por ela", disse.', '"We will wait for her," he said.', False),
        ("en-es", '"I know what it is for," he said.', '"Sé para qué sirve", dijo.', False),
        ("sr-en", "„Nije on dok ne umre“, rekla je.", '"Not till he\'d" she said.', True),
        (
            "es-en",
            "«Hemos esperado tres horas en el puerto de Vigo al capitán Soler», dijo.",
            '"We have waited three hours," he said.',
            True,
        ),
        (
            "es-en",
            "«Hemos esperado tres horas en el puerto de Vigo al capitán Soler», dijo.",
            '"We waited three hours in the port of Vigo for Captain Soler," he said.',
            False,
        ),
    ],
)  # fmt: skip
def test_a_quotation_that_breaks_off_is_told_from_a_short_one(
    pair: str, source: str, target: str, cut: bool
) -> None:
    view, unit = read(source, target, pair)
    before, after = quotations(source)[0], quotations(target)[0]
    assert is_cut(before, after, unit, view) is cut


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("— Não sei, disse ele.", True),
        ("–No sé –dijo él.", True),
        ("- Nie wiem, powiedział.", True),
        ("-5 graus em Bragança", False),
        ("Ele disse — e repetiu.", False),
    ],
)
def test_speech_after_a_dash_is_known(text: str, speaks: bool) -> None:
    assert speaks_by_dash(text) is speaks
