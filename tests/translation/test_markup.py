"""Mark-up on the aligned words: tables of sentences, by hand and through the real engine."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dragoman.article import read_plain_text
from dragoman.records import (
    AlignedSpan,
    Article,
    Block,
    EngineResult,
    Finish,
    Inline,
    InlineKind,
    Origin,
    Translation,
    TranslationUnit,
)
from dragoman.translation import Engines, Guard, built_in_engines, render_sentences
from dragoman.translation.counterparts import counterparts, moved
from dragoman.translation.markup import carry, with_markup
from dragoman.translation.realigning import realigned
from fakes_markup import tagged, untagged

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_TOKEN = re.compile(r"\w+|[^\w\s]")


def aligned(source: str, target: str, links: str) -> tuple[AlignedSpan, ...]:
    """Spans from "0-1 1-0": source token to target token, weight 0.9; "0-1?" is a faint 0.3."""
    left = [match.span() for match in _TOKEN.finditer(source)]
    right = [match.span() for match in _TOKEN.finditer(target)]
    spans = []
    for link in links.split():
        one, other = (int(part) for part in link.rstrip("?").split("-"))
        p = 0.3 if link.endswith("?") else 0.9
        (a, b), (c, d) = left[one], right[other]
        spans.append(AlignedSpan(source_start=a, source_end=b, target_start=c, target_end=d, p=p))
    return tuple(spans)


# Original, translation, links of tokens, translation with its mark-up.
BY_HAND = [
    # words change places, inside a span and across two of them
    (
        "a <a>ponte nova</a> caiu", "the new bridge fell", "0-0 1-2 2-1 3-3",
        "the <a>new bridge</a> fell",
    ),
    ("um <i>carro</i> <b>azul</b>", "a blue car", "0-0 1-2 2-1", "a <b>blue</b> <i>car</i>"),
    # one word for two, two for one
    (
        "a <i>segunda-feira</i> é longa", "Monday is long", "0-0 1-0 2-0 3-0 4-1 5-2",
        "<i>Monday</i> is long",
    ),
    (
        "she <b>won</b> it", "ela acabou por vencê-lo", "0-0 1-1 1-2 1-3 2-5",
        "ela <b>acabou por vencê-lo</b>",
    ),
    # an article that only stands by for its noun stays outside
    ("<a>Governo</a> cai", "The Government falls", "0-0? 0-1 1-2", "The <a>Government</a> falls"),
    # words between belong to nobody: one span
    ("<a>direito penal</a> novo", "new law of crime", "0-1 1-3 2-0", "new <a>law of crime</a>"),
    # truly apart: the larger run
    (
        "<a>não quer mesmo ir</a> hoje cedo para casa",
        "today early she home does not really want go", "0-5 1-7 2-6 3-8 4-0 5-1 6-3 7-3",
        "today early she home does <a>not really want go</a>",
    ),
    # nested, equal, side by side
    (
        "<i>uma <b>grande</b> casa</i> velha", "an old big house", "0-0 1-2 2-3 3-1",
        "an old <i><b>big</b> house</i>",
    ),
    (
        "<a><b>Barra Serena</b></a> dorme", "Barra Serena sleeps", "0-0 1-1 2-2",
        "<a><b>Barra Serena</b></a> sleeps",
    ),
    # nothing answers: the nearest word; no word twice
    ("<a 1>pois</a> <a 2>sim</a>, foi", "yes, it was", "1-0 3-3", "<a 2>yes</a>, <a 1>it</a> was"),
    # quotation marks and full stops go with what they stand in
    ("disse <i>“vou”</i>.", "he said “I go”.", "0-1 2-3 2-4", "he said <i>“I go”</i>."),
    ("<b>Acabou.</b>", "It is over.", "0-0 0-1 0-2", "<b>It is over.</b>"),
    ("<i>vou</i>”, disse", "I go”, he said", "0-0 0-1 3-4 3-5", "<i>I go</i>”, he said"),
    # small marks stand by their word
    ("o rio<sup>1</sup> subiu", "the river1 rose", "0-0 1-1 2-2", "the river<sup>1</sup> rose"),
    ("300 km<sup>2</sup> de mar", "300 km2 of sea", "0-0 1-1 2-2 3-3", "300 km<sup>2</sup> of sea"),
    (
        "século 19<sup>o</sup> acabou", "the 19th century ended", "0-2 1-1 2-3",
        "the 19<sup>th</sup> century ended",
    ),
    ("3<sup>rd</sup> of June 13", "3 de junho de 13", "0-0 1-1 2-2 3-4", "3 de junho de 13"),
    # lines break between the words that they broke between
    (
        "Rua Nova, 12<br> Lisboa", "12 New Street Lisbon", "0-2 1-1 3-0 4-3",
        "12 New Street<br> Lisbon",
    ),
    ("sim,<br>não, talvez", "yes, no, perhaps", "0-0 1-1 2-2 3-3 4-4", "yes,<br> no, perhaps"),
]  # fmt: skip


@pytest.mark.parametrize(("original", "target", "links", "wanted"), BY_HAND)
def test_markup_goes_to_the_words_that_answer(
    original: str, target: str, links: str, wanted: str
) -> None:
    source, inlines = untagged(original)
    alignment = aligned(source, target, links)
    assert tagged(target, carry(inlines, source, target, alignment)) == wanted


# Without alignment: what is spelled alike is sure, cognates are likely, the rest by proportion.
BY_LIKENESS = [
    ("a <a>Ana Sousa</a> foi", "Ana Sousa left", "<a>Ana Sousa</a> left"),
    ("os <b>12,5</b> mil euros", "the 12.5 thousand euros", "the <b>12.5</b> thousand euros"),
    (
        "o <i>presidente</i> chegou tarde", "the president came late",
        "the <i>president</i> came late",
    ),
    ("<b>um dois três</b>", "one two three", "<b>one two three</b>"),
    (
        "ver <a>www.barra.example</a> hoje", "see www.barra.example today",
        "see <a>www.barra.example</a> today",
    ),
    ("<a>新闻</a>", "news", "<a>news</a>"),
]  # fmt: skip


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(("original", "target", "wanted"), BY_LIKENESS)
def test_without_alignment_likeness_and_proportion_decide(
    original: str, target: str, wanted: str, whole: bool
) -> None:
    source, inlines = untagged(original)
    span = AlignedSpan(
        source_start=0, source_end=len(source), target_start=0, target_end=len(target), p=1.0
    )
    alignment = (span,) if whole else ()
    assert tagged(target, carry(inlines, source, target, alignment)) == wanted


def test_no_word_left_leaves_an_empty_link_and_never_two_on_one_word() -> None:
    source, inlines = untagged("<a 1>sim</a> <a 2>não</a>")
    carried = carry(inlines, source, "no", ())
    assert sorted(one.end - one.start for one in carried) == [0, 2]
    assert all(one.start == one.end for one in carry(inlines, source, "", ()))


# Through the real engine of each direction.
THROUGH_THE_ENGINE = {
    ("pt", "en"): [
        (
            "A <a 1>ministra da Saúde</a>, <b>Ana Sousa</b>, visitou o <a 2>hospital de Barra</a>.",
            {"a 1": "Minister", "b": "Ana Sousa", "a 2": "Barra"},
        ),
        (
            "O terreno tem 300 km<sup>2</sup> e fica <i>perto</i> do rio.",
            {"sup": "2", "i": "close"},
        ),
        (
            "A empresa <i>não</i> comentou a <a>decisão do tribunal</a>.",
            {"i": "not", "a": "decision"},
        ),
        ("<b>A reunião acabou sem acordo.</b>", {"b": "The meeting ended without agreement."}),
        (
            "Segundo o jornal, <i>“o acordo está <b>quase</b> fechado”</i>.",
            {"i": "almost", "b": "almost"},
        ),
    ],
    ("en", "pt"): [
        (
            "The <a>Portuguese government</a> approved a <i>new</i> rent law on <b>Tuesday</b>.",
            {"a": "governo português", "i": "nova", "b": "terça-feira"},
        ),
        ("The <a>White House</a> was <i>painted</i> again.", {"a": "Casa Branca", "i": "pintada"}),
        ("She did <b>not</b> want to <a>leave the city</a>.", {"b": "não", "a": "deixar a cidade"}),
        ("<a>Click here</a> to read the <i>full</i> story.", {"a": "Clique aqui", "i": "completa"}),
        (
            "The <b>red</b> <i>old</i> <a>car</a> stopped.",
            {"b": "vermelho", "i": "velho", "a": "carro"},
        ),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def engines() -> Engines:
    return built_in_engines(default="student")


@pytest.mark.parametrize(("pair", "cases"), THROUGH_THE_ENGINE.items())
def test_the_real_engine_carries_markup(
    engines: Engines, pair: tuple[str, str], cases: list[tuple[str, dict[str, str]]]
) -> None:
    found = engines.pair(*pair)
    assert found is not None
    engine, route = found
    guard = Guard(engines.speller(route), *pair)
    plain = [untagged(original) for original, _ in cases]
    rendered = render_sentences([text for text, _ in plain], engine, guard, *pair)
    for (source, inlines), result, (_, wanted) in zip(plain, rendered, cases, strict=True):
        carried = carry(inlines, source, result.text, result.alignment)
        words = {_name(one): result.text[one.start : one.end] for one in carried}
        assert words.keys() == wanted.keys()
        for name, part in wanted.items():
            assert part in words[name], (tagged(result.text, carried), name)


def _name(inline: Inline) -> str:
    tag = {"link": "a", "emphasis": "i", "strong": "b", "superscript": "sup"}[inline.kind]
    return f"{tag} {inline.href}".strip()


def article_of(original: str) -> Article:
    """An article of one paragraph with mark-up."""
    text, inlines = untagged(original)
    article = read_plain_text(text, name="a.txt", language="pt", now=NOW)
    block = article.blocks[-1]
    assert block.text == text
    return replace(article, blocks=(*article.blocks[:-1], replace(block, inlines=inlines)))


def translation_of(article: Article, *targets: str, **fields: object) -> Translation:
    """A translation with one unit for each segment, as an engine wrote it."""
    units = [
        TranslationUnit(
            segment=segment.id, source=segment.text, target=target, engine_target=target
        )
        for segment, target in zip(article.segments, targets, strict=True)
    ]
    first = replace(units[0], **fields)  # type: ignore[arg-type]
    return Translation(
        article=article.id, article_version=1, source_language="pt", target_language="en",
        target_variant="en", units=(first, *units[1:]), engine="fake", made_at=NOW, made_by="t",
    )  # fmt: skip


def test_every_sentence_has_its_own_part_and_a_break_between_two_stays() -> None:
    article = article_of("O <b>rio subiu. A ponte</b> caiu.<br> Ninguém <a>viu</a> nada.")
    made = with_markup(
        article, translation_of(article, "The river rose.", "The bridge fell.", "Nobody saw it.")
    )
    assert [tagged(unit.target, unit.inlines) for unit in made.units] == [
        "The <b>river rose.</b>", "<b>The bridge</b> fell.<br>", "Nobody <a>saw</a> it.",
    ]  # fmt: skip


def test_a_repaired_target_keeps_the_engines_alignment_where_it_can() -> None:
    article = article_of("A <a>vereadora</a> saiu às <b>dez horas</b>.")
    engine = "The councilman left at ten o'clock."
    links = "0-0 1-1 2-2 3-3 4-4 5-5 5-7"
    mended = translation_of(
        article, engine, target="The councilwoman left early, at ten o'clock.",
        alignment=aligned(article.segments[0].text, engine, links), origin=Origin.REPAIR,
    )  # fmt: skip
    made = with_markup(article, realigned(mended))
    assert tagged(made.units[0].target, made.units[0].inlines) == (
        "The <a>councilwoman</a> left early, at <b>ten o'clock</b>."
    )


class ReadingInterpreter:
    """Aligns what it is given by a list of links; `asked` are the pairs it was given."""

    def __init__(self, links: str, *, fails: bool = False) -> None:
        self.links, self.fails = links, fails
        self.asked: list[tuple[str, str]] = []

    def reads(self, source: str, target: str) -> bool:
        return (source, target) == ("pt", "en")

    def read(self, pairs: list[tuple[str, str]], source: str, target: str) -> list[EngineResult]:
        self.asked += pairs
        if self.fails:
            return [EngineResult(id="", text=b, finish=Finish.ERROR, error="no") for _, b in pairs]
        return [EngineResult(id="", text=b, alignment=aligned(a, b, self.links)) for a, b in pairs]

    def retranslate(self, *_: object, **__: object) -> list[str]:
        raise AssertionError("mark-up asks for no translation")


@pytest.mark.parametrize(
    ("fails", "wanted"),
    [(False, "sentence <a>written</a> anew"), (True, "sentence written <a>anew</a>")],
)
def test_an_interpreter_aligns_what_a_person_wrote(fails: bool, wanted: str) -> None:
    article = article_of("frase escrita <a>outra</a>")
    interpreter = ReadingInterpreter("0-0 1-2 2-1", fails=fails)
    fixed = translation_of(article, "sentence written anew", origin=Origin.PERSON)
    made = with_markup(article, realigned(fixed, interpreter))  # type: ignore[arg-type]
    assert interpreter.asked == [("frase escrita outra", "sentence written anew")]
    assert tagged(made.units[0].target, made.units[0].inlines) == wanted


def test_stale_markup_goes_and_the_originals_words_keep_their_own() -> None:
    article = article_of("Um <a 1>rio</a> subiu.")
    stale = (Inline(kind=InlineKind.STRONG, start=0, end=99),)
    kept = translation_of(
        article, "Um rio subiu.", inlines=stale, origin=Origin.SOURCE, engine_target=""
    )
    made = with_markup(article, kept)
    assert tagged(made.units[0].target, made.units[0].inlines) == "Um <a 1>rio</a> subiu."
    plain = replace(article, blocks=(Block(kind=article.blocks[-1].kind, text="Um rio subiu."),))
    assert with_markup(plain, kept).units[0].inlines == ()


def test_moved_alignment_follows_the_words() -> None:
    before, after = "the old town fell", "the town, sadly, fell down"
    spans = aligned("a vila antiga caiu", before, "0-0 1-2 2-1 3-3")
    answers = {
        after[span.target_start : span.target_end]: span.source_start
        for span in moved(spans, before, after)
    }
    assert answers == {"the": 0, "town": 2, "fell": 14}
    assert moved(spans, before, before) == spans


def test_an_alignment_of_words_is_taken_and_cut_to_its_texts() -> None:
    spans = (
        AlignedSpan(source_start=0, source_end=3, target_start=0, target_end=99, p=0.9),
        AlignedSpan(source_start=4, source_end=9, target_start=50, target_end=60, p=0.9),
        AlignedSpan(source_start=4, source_end=9, target_start=4, target_end=7, p=0.8),
    )
    assert [
        (one.source_start, one.target_start, one.target_end)
        for one in counterparts("the river", "rio alt", spans)
    ] == [(0, 0, 7), (4, 4, 7)]
    assert Block(kind=article_of("x").blocks[-1].kind, text="x").inlines == ()
