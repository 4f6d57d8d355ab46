from __future__ import annotations

import pytest

from dragoman.language.attribution import find_attributions, is_attributed


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "According to the mayor, it rained.", ["According to the mayor"]),
        ("en", "It rained, the mayor of Faro said, for a week.", ["the mayor of Faro said"]),
        ("en", "Police said the road was open.", ["Police said"]),
        ("en", "“She said no,” he wrote.", []),
        ("en", "It rained for a week.", []),
        ("pt", "Choveu, segundo a polícia.", ["segundo a polícia"]),
        ("pt", "O segundo homem fugiu.", []),
        ("pt", "Trinta voltas por segundo são muitas.", []),
        ("pt", "Ficou pronta conforme previsto.", []),
        ("pt", "Choveu, de acordo com fontes locais.", ["de acordo com fontes locais"]),
        ("es", "Según el alcalde, llovió.", ["Según el alcalde"]),
        ("mk", "Според полицијата, врнеше.", []),
    ],
)
def test_attributions_are_read_with_the_name_of_the_source(
    language: str, text: str, found: list[str]
) -> None:
    assert [text[one.start : one.end] for one in find_attributions(text, language)] == found


@pytest.mark.parametrize(
    ("language", "text", "attributed"),
    [
        ("en", "It rained, police say.", True),
        ("en", "It rained for a week.", False),
        ("pt", "Terá chovido, noticiou o jornal.", True),
        ("pt", "Choveu uma semana.", False),
        ("es", "Llovió, de acuerdo con la policía.", True),
        ("es", "Llovió una semana.", False),
    ],
)
def test_any_word_that_may_attribute_counts(language: str, text: str, attributed: bool) -> None:
    assert is_attributed(text, language) is attributed
