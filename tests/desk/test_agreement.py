from __future__ import annotations

import pytest

from dragoman.desk import check_pairs, edit
from dragoman.desk.cast import Cast
from dragoman.desk.cognates import align_cognates
from dragoman.desk.described import find_described
from fakes_desk import WordAligner, make_article, make_translation


@pytest.mark.parametrize(
    ("source", "target", "links", "expected"),
    [
        (
            "She became a famous doctor.",
            "Ela se tornou um médico famoso.",
            "She=Ela doctor=médico famous=famoso",
            "Ela se tornou uma médica famosa.",
        ),
        (
            "As a teacher, Anna Field was tired.",
            "Como professor, Anna Field estava cansado.",
            "teacher=professor tired=cansado",
            "Como professora, Anna Field estava cansada.",
        ),
        (
            "The judge, Ellen Marsh, was fired.",
            "O juiz, Ellen Marsh, foi demitido.",
            "judge=juiz fired=demitido",
            "A juíza, Ellen Marsh, foi demitida.",
        ),
        (
            "Peter Stone, a nurse, was praised.",
            "Peter Stone, uma enfermeira, foi elogiada.",
            "nurse=enfermeira praised=elogiada",
            "Peter Stone, um enfermeiro, foi elogiado.",
        ),
        (
            "She is a journalist and a serious and committed artist.",
            "Ela é um jornalista e um artista sério e comprometido.",
            "She=Ela journalist=jornalista artist=artista",
            "Ela é uma jornalista e uma artista séria e comprometida.",
        ),
        (
            "She was moved by the director's words.",
            "Ela ficou comovido com as palavras do diretor.",
            "She=Ela moved=comovido director's=diretor",
            "Ela ficou comovida com as palavras do diretor.",
        ),
    ],
)
def test_words_about_a_person_are_made_to_agree(
    source: str, target: str, links: str, expected: str
) -> None:
    article = make_article("Aviso", [source], language="en")
    translation = make_translation(article, ["Aviso", target], target="pt")
    copy = edit(article, translation, interpreter=WordAligner(links))
    assert copy.translation.units[1].target == expected
    assert [repair.name for repair in copy.repairs] == ["gender"]
    assert [one for one in copy.findings if one.check == "gender"] == []


@pytest.mark.parametrize(
    ("source", "target", "links"),
    [
        ("She is a member of the board.", "Ela é um membro do conselho.", "member=membro"),
        ("She had worked a lot.", "Ela tinha trabalhado muito.", "worked=trabalhado"),
        ("He was granted a pardon.", "Foi-lhe concedida uma graça.", "granted=concedida"),
        ("He was shot twice.", "A vítima foi atingida duas vezes.", "shot=atingida"),
        ("She met the author.", "Ela conheceu o autor.", "author=autor"),
        ("He was promoted to director.", "Foi promovido a diretor.", "director=diretor"),
        ("She is the president.", "Ela é a presidente.", "president=presidente"),
    ],
)
def test_words_that_agree_or_need_not_are_left_alone(source: str, target: str, links: str) -> None:
    report = check_pairs(
        [(source, target)], "en", "pt", document=False, interpreter=WordAligner(links)
    )
    assert [one for one in report.findings if one.check == "gender"] == []


@pytest.mark.parametrize(("links", "found"), [("it=ela", []), ("he=ela", ["gender"])])
def test_a_pronoun_that_stands_for_it_is_no_persons(links: str, found: list[str]) -> None:
    pair = ("The word was new when he read what it means.", "A palavra era nova, e ela diz muito.")
    report = check_pairs([pair], "en", "pt", document=False, interpreter=WordAligner(links))
    assert [one.check for one in report.findings if one.check == "gender"] == found


def test_a_finding_names_the_words_on_both_sides() -> None:
    source, target = "She is a pilot and a lawyer.", "Ela é piloto e um advogado."
    (finding,) = check_pairs(
        [(source, target)], "en", "pt", document=False, interpreter=WordAligner("lawyer=advogado")
    ).findings
    assert (finding.found, finding.expected) == ("um advogado", "uma advogada")
    assert source[slice(*(finding.source_span or (0, 0)))] == "lawyer"
    assert target[slice(*(finding.target_span or (0, 0)))] == "um advogado"


def test_cognates_stand_in_for_an_alignment() -> None:
    source = "Anna Field is the director of the museum."
    report = check_pairs(
        [(source, "Anna Field es el director del museo.")], "en", "es", document=False
    )
    assert [(one.found, one.expected) for one in report.findings] == [
        ("el director", "la directora")
    ]


def test_two_cognates_are_no_alignment() -> None:
    source = "Anna Field is a director."
    described = find_described(Cast([source]), 0)
    assert align_cognates(source, "Es directora y dirige a un director.", described) == ()
