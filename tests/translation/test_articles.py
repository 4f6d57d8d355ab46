from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dragoman.errors import OutageError
from dragoman.records import (
    AlignedSpan,
    Article,
    Block,
    BlockKind,
    EnginePair,
    EngineResult,
    EngineUnit,
    Finish,
    Origin,
    Segment,
    Tier,
    Translation,
    TranslationUnit,
    Untranslated,
)
from dragoman.translation import Engines, translate_article
from fakes_translation import EN_PT, LyingEngine, ScriptedEngine

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def article(*sentences: str, language: str = "en", version: int = 1) -> Article:
    blocks = [
        Block(kind=BlockKind.PARAGRAPH if place else BlockKind.HEADLINE, text=sentence)
        for place, sentence in enumerate(sentences)
    ]
    segments = [
        Segment(id=f"p{place}s1" if place else "h1", block=place, start=0, end=len(text), text=text)
        for place, text in enumerate(sentences)
    ]
    return Article(
        id="a1",
        version=version,
        publisher="gazette",
        url="https://gazette.example/1",
        canonical_url="https://gazette.example/1",
        capture_sha256="0" * 64,
        fetched_at=NOW,
        language=language,
        blocks=tuple(blocks),
        segments=tuple(segments),
        text_sha256="1" * 64,
        made_by="dragoman:0.1|read:1|cut:3",
    )


def translated(
    source: Article,
    engine: ScriptedEngine | LyingEngine,
    *,
    target: str = "pt",
    previous: Translation | None = None,
    fixes: dict[str, str] | None = None,
) -> Translation:
    result = translate_article(
        source, target, engines=Engines([engine]), now=NOW, previous=previous, fixes=fixes
    )
    assert isinstance(result, Translation)
    return result


def refusal(language: str, target: str) -> str:
    result = translate_article(
        article("A.", language=language), target, engines=Engines([ScriptedEngine()]), now=NOW
    )
    assert isinstance(result, Untranslated)
    return result.reason


def test_every_segment_becomes_a_unit_in_reading_order() -> None:
    engine = ScriptedEngine({"Rain falls": "Chove", "It rained.": "Choveu."})
    result = translated(article("Rain falls", "It rained.", "Odd."), engine)
    assert [unit.segment for unit in result.units] == ["h1", "p1s1", "p2s1"]
    assert [unit.target for unit in result.units] == ["Chove", "Choveu.", "[pt] Odd."]
    assert all(unit.target == unit.engine_target for unit in result.units)
    assert (result.target_variant, result.engine, result.made_at) == ("pt-BR", "scripted", NOW)


def test_the_signature_names_release_cut_engine_and_guard() -> None:
    result = translated(article("Rain falls"), ScriptedEngine())
    assert result.made_by == "dragoman:0.1|cut:3|mt:scripted:enpt:sha256-0|guard:2"


@pytest.mark.parametrize(
    ("language", "target", "reason"),
    [
        ("de", "pt", "no engine for de->pt"),
        ("de-AT", "pt-BR", "no engine for de->pt"),
        ("en", "fr", "no engine for en->fr"),
        ("pt", "pt", "already in pt"),
        ("pt-PT", "pt-BR", "already in pt"),
    ],
)
def test_what_cannot_be_translated_says_why(language: str, target: str, reason: str) -> None:
    assert refusal(language, target) == reason


@pytest.mark.parametrize("language", ["und", "", "??"])
def test_an_unknown_language_is_not_guessed(language: str) -> None:
    assert "not known" in refusal(language, "pt")


@pytest.mark.parametrize(
    ("language", "target"), [("en-GB", "pt"), ("en", "pt-PT"), ("en_US", "pt-BR")]
)
def test_language_variants_fall_back_to_what_there_is(language: str, target: str) -> None:
    result = translated(article("A man.", language=language), ScriptedEngine(), target=target)
    assert result.target_language == target
    assert result.target_variant == "pt-BR"


def test_unchanged_sentences_are_not_translated_again() -> None:
    first = translated(article("One.", "Two."), ScriptedEngine({"One.": "Um."}))
    engine = ScriptedEngine({"One.": "Outro.", "Three.": "Três."})
    second = translated(article("One.", "Three.", version=2), engine, previous=first)
    assert engine.asked == ["Three."]
    assert [unit.target for unit in second.units] == ["Um.", "Três."]


def test_what_the_desk_mended_is_taken_over_as_the_engine_wrote_it() -> None:
    first = translated(article("One."), ScriptedEngine({"One.": "Um."}))
    mended = replace(first.units[0], target="Uma.", origin=Origin.REPAIR)
    engine = ScriptedEngine()
    again = translated(article("One."), engine, previous=replace(first, units=(mended,)))
    assert (again.units[0].target, again.units[0].origin) == ("Um.", Origin.MT)
    assert engine.asked == []


@pytest.mark.parametrize(
    "change",
    [
        {"finish": Finish.LOOP},
        {"origin": Origin.PERSON},
        {"origin": Origin.SOURCE, "engine_target": ""},
    ],
)
def test_failed_units_and_a_persons_words_are_not_taken_over(change: dict[str, object]) -> None:
    first = translated(article("One."), ScriptedEngine())
    units: tuple[TranslationUnit, ...] = (replace(first.units[0], **change),)  # type: ignore[arg-type]
    engine = ScriptedEngine()
    translated(article("One."), engine, previous=replace(first, units=units))
    assert engine.asked == ["One."]


def test_another_engine_translates_everything_again() -> None:
    first = translated(article("One."), ScriptedEngine())
    engine = ScriptedEngine(name="other")
    translated(article("One."), engine, previous=first)
    assert engine.asked == ["One."]


def test_a_persons_fix_goes_before_engine_and_memory() -> None:
    first = translated(article("One.", "Two."), ScriptedEngine())
    engine = ScriptedEngine()
    result = translated(article("One.", "Two."), engine, previous=first, fixes={"One.": "Um só."})
    assert (result.units[0].target, result.units[0].origin) == ("Um só.", Origin.PERSON)
    assert result.units[1].origin is Origin.MT
    assert engine.asked == []


def test_a_sentence_that_stands_twice_is_asked_once() -> None:
    engine = ScriptedEngine()
    result = translated(article("One.", "One."), engine)
    assert engine.asked == ["One."]
    assert [unit.segment for unit in result.units] == ["h1", "p1s1"]


def test_a_sentence_the_engine_fails_at_keeps_the_originals_words() -> None:
    engine = ScriptedEngine({"Two.": RuntimeError("the engine died")})
    result = translated(article("One.", "Two."), engine)
    unit = result.units[1]
    assert (unit.target, unit.engine_target, unit.origin) == ("Two.", "", Origin.SOURCE)
    assert (unit.finish, unit.error) == (Finish.ERROR, "the engine died")
    assert result.units[0].finish is Finish.OK


def test_an_engine_without_alignment_gives_one_whole_span() -> None:
    unit = translated(article("One."), ScriptedEngine({"One.": "Um só."})).units[0]
    assert unit.alignment == (
        AlignedSpan(source_start=0, source_end=4, target_start=0, target_end=6, p=1.0),
    )


def test_a_loop_is_retried_in_shorter_pieces() -> None:
    text = "The old man came home late, and his wife was very angry."
    engine = ScriptedEngine(
        {
            text: "O velho veio veio veio veio veio.",
            "The old man came home late,": "O velho chegou tarde em casa,",
            "and his wife was very angry.": "E sua esposa ficou muito brava.",
        }
    )
    unit = translated(article(text), engine).units[0]
    assert unit.target == "O velho chegou tarde em casa, e sua esposa ficou muito brava."
    assert unit.finish is Finish.OK


def test_a_loop_that_stays_is_said() -> None:
    engine = ScriptedEngine({"He ran.": "Ele correu correu correu correu."})
    unit = translated(article("He ran."), engine).units[0]
    assert unit.finish is Finish.LOOP
    assert "repeats itself" in unit.error


def test_a_lost_address_is_asked_for_in_another_form() -> None:
    engine = ScriptedEngine({"Ask XQ1 now.": "Pergunte agora.", "Ask Zx1q now.": "Peça a Zx1q já."})
    unit = translated(article("Ask a@b.org now."), engine).units[0]
    assert unit.target == "Peça a a@b.org já."
    assert unit.error == ""


def test_an_address_that_stays_lost_is_put_back_by_position_and_said() -> None:
    engine = ScriptedEngine({"Ask XQ1 now.": "Pergunte.", "Ask Zx1q now.": "Pergunte."})
    unit = translated(article("Ask a@b.org now."), engine).units[0]
    assert unit.target.count("a@b.org") == 1
    assert unit.error == "put back by position: a@b.org"


def test_a_title_that_came_back_untranslated_is_asked_as_a_sentence() -> None:
    engine = ScriptedEngine(
        {
            "Church Bells Fall Silent Today": "Church Bells Fall Silent Today",
            "Church bells fall silent today": "Sinos silenciam hoje",
        }
    )
    assert translated(article("Church Bells Fall Silent Today"), engine).units[0].target == (
        "Sinos silenciam hoje"
    )


def test_what_was_guarded_is_recorded() -> None:
    unit = translated(article("Ask a@b.org now."), ScriptedEngine()).units[0]
    assert unit.guarded == (("a@b.org", "XQ1"),)
    assert unit.target == "[pt] Ask a@b.org now."


def test_an_article_that_sets_its_marks_gets_set_marks_everywhere() -> None:
    source = article("“Yes”, it said, “yes”", "John won.")
    engine = ScriptedEngine({"John won.": "Caiu d'água."})
    assert translated(source, engine).units[1].target == "Caiu d’água."


def test_gist_pairs_and_remote_engines_are_told() -> None:
    pair = EnginePair(source="en", target="es", tier=Tier.GIST)
    engine = ScriptedEngine(pairs=[pair], offline=False)
    engines = Engines([engine], remote_for={"gazette": ["scripted"]})
    result = translate_article(article("A man."), "es", engines=engines, now=NOW)
    assert isinstance(result, Translation)
    assert (result.tier, result.offline, result.target_variant) == (Tier.GIST, False, "es")
    assert result.engine == "scripted 1"  # where the text went is part of it


def test_nothing_is_sent_to_an_engine_elsewhere_without_leave() -> None:
    engine = ScriptedEngine(pairs=[EN_PT], offline=False)
    engines = Engines([engine], remote_for={"herald": ["scripted"]})
    result = translate_article(article("A man."), "pt", engines=engines, now=NOW)
    assert isinstance(result, Untranslated)
    assert "scripted may not be sent the text of this publisher" in result.reason
    assert engine.asked == []


class DoubtingEngine(ScriptedEngine):
    """Translates, and has its doubts."""

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        results = super().translate(units, source, target)
        return [replace(result, error="zorgle is no word") for result in results]


def test_an_engines_doubt_stands_by_its_sentence() -> None:
    (unit,) = translated(article("The zorgle came."), DoubtingEngine()).units
    assert (unit.finish, unit.error) == (Finish.OK, "zorgle is no word")


class OutsideEngine(ScriptedEngine):
    """Can be away, and does not know it before it is asked."""

    def trouble(self) -> str:
        return ""


OUTAGE = {"One.": ValueError("mill answers 503"), "Two.": ValueError("mill answers 503")}


def test_an_outage_is_no_verdict_on_the_article() -> None:
    with pytest.raises(OutageError, match=r"failed at 2 of 3 sentences: mill answers 503"):
        translated(article("One.", "Two.", "Three."), OutsideEngine(OUTAGE))


def test_an_engine_that_is_away_is_waited_for() -> None:
    class Away(OutsideEngine):
        def trouble(self) -> str:
            return "mill cannot be reached"

    with pytest.raises(OutageError, match="no engine for en->pt; scripted cannot be used now"):
        translated(article("One."), Away())
    # Nobody waits for an engine that does not have the direction.
    result = translate_article(article("One."), "fi", engines=Engines([Away()]), now=NOW)
    assert isinstance(result, Untranslated)


def test_a_sentence_that_an_engine_outside_fails_at_stands_in_the_original() -> None:
    result = translated(article("One.", "Three.", "Four."), OutsideEngine(OUTAGE))
    assert [unit.finish for unit in result.units] == [Finish.ERROR, Finish.OK, Finish.OK]


def test_a_translation_by_way_of_a_third_language_says_so() -> None:
    pairs = [EnginePair(source="en", target="es"), EnginePair(source="es", target="ca")]
    result = translated(article("A man."), ScriptedEngine(pairs=pairs), target="ca")
    assert (result.pivot, result.offline) == ("es", True)
    assert "mt:scripted:enes:sha256-0+scripted:esca:sha256-0" in result.made_by
    assert result.units[0].target == "[ca] [es] A man."


def test_an_article_without_sentences_gives_a_translation_without_units() -> None:
    assert translated(article(), ScriptedEngine()).units == ()


class MiscountingEngine(ScriptedEngine):
    """Gives one result too few."""

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        return super().translate(units, source, target)[:-1]


def test_an_engine_that_miscounts_fails_every_sentence_and_shifts_none() -> None:
    result = translated(article("One.", "Two."), MiscountingEngine())
    assert [unit.finish for unit in result.units] == [Finish.ERROR, Finish.ERROR]
    assert "1 results for 2 sentences" in result.units[0].error


@pytest.mark.parametrize(
    ("fault", "target"),
    [
        ("number", 'O 57 de Maria Silva disse "sim" hoje'),
        ("name", 'O 5 de Maria Smith disse "sim" hoje'),
        ("drop", "O 5 de Maria"),
        ("duplicate", 'O 5 de Maria Silva disse "sim" hoje O 5 de Maria Silva disse "sim" hoje'),
        ("quote", "O 5 de Maria Silva disse sim hoje"),
    ],
)
def test_a_lying_engine_plants_its_fault(fault: str, target: str) -> None:
    honest = ScriptedEngine({"Five.": 'O 5 de Maria Silva disse "sim" hoje'}, pairs=[EN_PT])
    assert translated(article("Five."), LyingEngine(honest, fault=fault)).units[0].target == target
