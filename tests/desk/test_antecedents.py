"""Whom verbs without a subject, possessives and small pronouns mean, and when nobody can tell."""

from __future__ import annotations

import pytest

from dragoman.desk import edit
from dragoman.desk.antecedents import Antecedents
from dragoman.desk.mentions import mentions_of
from dragoman.desk.spoken import spoken_spans
from dragoman.language.words import cut_words
from fakes_desk import WordAligner, make_article, make_translation

BODY = "A senadora Helena Prado visitou a ponte."


def told(texts: list[str], word: str, language: str = "pt") -> str:
    """What is known of the person whom a word of the last sentence means."""
    found = next(one for one in cut_words(texts[-1]) if one.text == word)
    return Antecedents(tuple(texts), language).gender(len(texts) - 1, found)


@pytest.mark.parametrize(
    ("texts", "word", "expected"),
    [
        (["Ana Reis chegou.", "Reis confirmou que ponderaria a proposta."], "ponderaria", "f"),
        (["Ana Reis chegou.", "Choveu.", "“Ninguém sabia”, disse."], "disse", "f"),
        ([BODY, "Prado falou do seu gabinete."], "seu", "f"),
        ([BODY, "Um dos presentes perguntou-lhe pelo custo."], "perguntou-lhe", "f"),
        ([BODY, "Na sua visita, o ministro Rui Leal mediu o arco."], "sua", "m"),
        (["O caso é novo.", "Questionada sobre Rui Leal, respondeu que sim."], "respondeu", "f"),
        (["A Sr.ª Leal entrou.", "Pediu água."], "Pediu", "f"),
        (["O juiz entrou.", "A testemunha sentou-se.", "Pediu água."], "Pediu", ""),
        ([BODY, "Rui Leal e Prado falaram da sua obra."], "sua", ""),
        ([BODY, "“Ela chamou Rui Leal.”", "“O seu carro parou”, disse Prado."], "seu", ""),
        ([BODY, "Ele riu-se.", "Depois saiu."], "saiu", "m"),
        ([BODY, "Prado elogiou o homem que construiu a ponte."], "construiu", ""),
        ([BODY, "A ponte que caiu era nova."], "caiu", ""),
        (["La ministra Pilar Soto llegó.", "Soto dijo que volvería."], "volvería", "f"),
    ],
)
def test_the_one_who_can_be_meant_is_found(texts: list[str], word: str, expected: str) -> None:
    language = "es" if "llegó" in texts[0] else "pt"
    assert told(texts, word, language) == expected


def test_a_surname_that_two_people_share_tells_nothing() -> None:
    texts = ("Ana Teles e Rui Teles abriram a loja.", "Teles ficou sozinho.")
    assert [one.gender for one in mentions_of(texts, "pt").of(1)] == ["?"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["“Sim”, disse."], ["“Sim”"]),
        (["“Temos tempo.", "E temos gente”, disse."], ["“Temos tempo.", "E temos gente”"]),
        (["“Temos tempo.", "Chove."], ["“Temos tempo.", ""]),
    ],
)
def test_quotations_run_on_only_where_they_are_closed(
    texts: list[str], expected: list[str]
) -> None:
    spans = spoken_spans(texts)
    found = ["".join(t[a:b] for a, b in s) for t, s in zip(texts, spans, strict=True)]
    assert found == expected


@pytest.mark.parametrize(
    ("source", "target", "links", "expected"),
    [
        (
            "“Ninguém sabia”, disse.",
            "“Nobody knew,” he said.",
            "he=disse",
            "“Nobody knew,” she said.",
        ),
        (
            "O encontro foi o seu terceiro.",
            "The meeting was his third.",
            "his=seu",
            "The meeting was her third.",
        ),
        (
            "Prado vai ocupar o seu lugar.",
            "Prado will take its place.",
            "its=seu",
            "Prado will take her place.",
        ),
        (
            "Foi detida à noite.",
            "It was arrested at night.",
            "It=Foi",
            "She was arrested at night.",
        ),
        (
            "Prado afirmou que só o faria depois.",
            "Prado said it would do so later.",
            "it=faria",
            "Prado said she would do so later.",
        ),
        (
            "Prado elogiou o clube e o seu estádio.",
            "Prado praised the club and its ground.",
            "its=seu",
            "Prado praised the club and its ground.",
        ),
        (
            "O editor agradeceu ontem.",
            "The publisher thanked her yesterday.",
            "her=agradeceu",
            "The publisher thanked her yesterday.",
        ),
        (
            "Prado diz que a mesma é segura.",
            "Prado says it is safe.",
            "it=mesma",
            "Prado says it is safe.",
        ),
        (
            "Prado disse que seria preciso esperar.",
            "Prado said it would be necessary to wait.",
            "it=seria",
            "Prado said it would be necessary to wait.",
        ),
    ],
)
def test_pronouns_of_the_translation_follow(
    source: str, target: str, links: str, expected: str
) -> None:
    article = make_article("Aviso", [BODY, source], language="pt")
    first = "Senator Helena Prado visited the bridge."
    translation = make_translation(article, ["Notice", first, target], target="en")
    turned = " ".join("=".join(reversed(link.split("="))) for link in links.split())
    copy = edit(article, translation, interpreter=WordAligner(turned))
    assert copy.translation.units[2].target == expected
