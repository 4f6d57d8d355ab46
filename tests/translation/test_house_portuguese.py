"""The Portuguese entries stay silent where their words mean what they say: not news, not the field.

Every sentence has words of entries; what is around them belongs to another matter.
"""

from __future__ import annotations

import pytest

from dragoman.translation.terms import house_terms

LEAST = 620
"""Entries from Portuguese into English that the house has at least."""

ELSEWHERE = {
    "recipe": (
        "Junte o frango, o peito e a cobertura de chocolate.",
        "Deixe a massa descansar em banho quente e leve à mesa de caras alegres.",
        "Corte as laranjas em quartos e guarde a receita na gaveta.",
        "A peça de carne vai ao forno com meia chávena de vinho.",
    ),
    "poem": (
        "No mato, à noite, a mariposa pousa na minha mão.",
        "Ó morro da infância, ó rio que levou o meu barco de papel!",
        "A bandeira vermelha do poente desce sobre a barra do horizonte.",
        "Golpe de vento, carta branca da manhã sem destino.",
    ),
    "manual": (
        "Substitua a lâmpada do radar e verifique a placa do motor.",
        "Ligue o servidor à rede e reinicie o processo de instalação.",
        "O volante deve ser apertado com a chave de meia polegada.",
        "Guarde o diploma e a fatura do aparelho.",
    ),
    "school": (
        "A turma visitou o museu e a professora explicou os quadros.",
        "O aluno escreveu a tese sobre a chuva e teve boa nota.",
        "Na primeira parte do livro, o peão casa com a filha do patrocinador.",
        "O colégio eleitoral dos Estados Unidos escolhe o presidente.",
    ),
    "house and street": (
        "Pendurei a camisa, o fato e as meias na corda do quintal.",
        "A bicha da torneira partiu e a cozinha ficou cheia de água.",
        "O banco do jardim fica ao lado da trave de madeira.",
        "A chapa do fogão e a bancada da cozinha são novas.",
    ),
    "post": (
        "Bom dia, gente! Que ressaca, nunca mais bebo.",
        "Passei de ano sozinho nesta vida, e chega de conversa.",
        "A lateral do sofá está rasgada, alguém quer comprar?",
        "Meu gato subiu em cima do muro e não desce.",
    ),
    "body and health": (
        "Dói-me as costas e o peito, e a dor desce pela perna.",
        "O médico receitou um xarope e disse que a tosse prescreve sozinha.",
        "A febre baixa à tarde e volta de noite.",
    ),
    "nature": (
        "O tucano abriu o bico e a arara respondeu.",
        "A extrema do terreno confina com uma quinta vizinha.",
        "A chuva caiu e a terra bebeu a água toda.",
        "O bando de aves atravessou o campo.",
    ),
    "shop": (
        "A loja vende luvas, chapéus e bolsas de couro.",
        "Cobertura de morango por mais um real.",
        "O vendedor de bilhetes fez um preço de amigo.",
    ),
}


def test_the_house_has_enough_entries_from_portuguese() -> None:
    terms = house_terms().for_pair("pt", "en")
    assert terms is not None
    assert len(terms) >= LEAST


@pytest.mark.parametrize("field", ELSEWHERE)
def test_nothing_is_asked_for_outside_of_the_news(field: str) -> None:
    terms = house_terms().for_pair("pt", "en")
    assert terms is not None
    asked = [
        f"{sentence} [{use.term.where}: {sentence[use.start : use.end]}]"
        for sentence in ELSEWHERE[field]
        for use in terms.read(sentence, terms.evident(ELSEWHERE[field]))
    ]
    assert asked == []
