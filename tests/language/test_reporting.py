from __future__ import annotations

import pytest

from dragoman.language.reporting import find_speakers, reporting_languages, reporting_words


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("en", "“The road is closed,” said Anna Keller.", ["Anna Keller"]),
        ("en", 'Keller: "The road is closed."', ["Keller"]),
        ("en", "“The road,” he said, “is closed.”", []),
        ("pt", "“A estrada fechou”, disse Rui Pinho.", ["Rui Pinho"]),
        ("es", "«La carretera está cerrada», dijo Luis Soler.", ["Luis Soler"]),
        ("fr", "« La route est fermée », a déclaré Luc Morel.", ["Luc Morel"]),
        ("de", "„Die Straße ist zu“, sagte Anna Keller.", ["Anna Keller"]),
        ("it", "«La strada è chiusa», ha detto Ugo Neri.", ["Ugo Neri"]),
        ("pl", "„Droga jest zamknięta”, powiedział Jan Nowak.", ["Jan Nowak"]),
        ("ru", "«Дорога закрыта», — сказал Иван Петров.", ["Иван Петров"]),
        ("uk", "«Дорога закрита», — сказав Іван Коваль.", ["Іван Коваль"]),
        ("mk", "„Патот е затворен“, рече Иван Попов.", ["Иван Попов"]),
        ("sr", "„Put je zatvoren“, rekao je Ivan Popov.", ["Ivan Popov"]),
        ("xx", "“Closed,” said Anna Keller.", []),
    ],
)
def test_who_speaks_is_the_name_beside_the_verb(
    language: str, text: str, speakers: list[str]
) -> None:
    found = [text[one.name.start : one.name.end] for one in find_speakers(text, language)]
    assert found == speakers


def test_every_language_of_the_desk_has_verbs_that_report() -> None:
    known = reporting_languages()
    assert {"en", "pt", "es", "fr", "de", "it", "nl", "ro", "pl", "ru", "uk", "mk", "sr"} <= known
    assert reporting_words("hr") == reporting_words("sr")
    assert reporting_words("xx") == frozenset()
