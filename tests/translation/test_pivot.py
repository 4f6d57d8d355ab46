"""Two engines in a row: what comes out, how it aligns, what it is called, and when it is chosen."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dragoman.records import (
    AlignedSpan,
    EngineInfo,
    EnginePair,
    EngineResult,
    EngineUnit,
    Finish,
    Tier,
)
from dragoman.translation import Engines, FreeSpeller
from dragoman.translation.pivot import Leg, PivotEngine, composed
from fakes_translation import EN_PT, PT_EN, ScriptedEngine

ES_EN = EnginePair(source="es", target="en", variant="en", tier=Tier.GIST, model="scripted-esen")
EN_ES = EnginePair(source="en", target="es", variant="es", model="scripted-enes")


class WordByWordEngine(ScriptedEngine):
    """Writes the words backwards, and knows that it did."""

    def info(self) -> EngineInfo:
        from dataclasses import replace

        return replace(super().info(), capabilities=frozenset({"align", "batch", "score"}))

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        return [backwards(unit) for unit in units]


def backwards(unit: EngineUnit) -> EngineResult:
    words = unit.text.split(" ")
    spans, source_at = [], 0
    for place, word in enumerate(words):
        target_at = len(" ".join(words[place + 1 :][::-1]) + " ") if place < len(words) - 1 else 0
        spans.append(
            AlignedSpan(
                source_start=source_at,
                source_end=source_at + len(word),
                target_start=target_at,
                target_end=target_at + len(word),
                p=0.9,
            )
        )
        source_at += len(word) + 1
    return EngineResult(id=unit.id, text=" ".join(words[::-1]), alignment=tuple(spans))


def pivot(
    first: ScriptedEngine,
    second: ScriptedEngine,
    one: EnginePair = ES_EN,
    other: EnginePair = EN_PT,
) -> PivotEngine:
    return PivotEngine(
        Leg(engine=first, pair=one, speller=FreeSpeller()),
        Leg(engine=second, pair=other, speller=FreeSpeller()),
    )


def ask(engine: PivotEngine, *texts: str) -> list[EngineResult]:
    units = [EngineUnit(id=str(place), text=text) for place, text in enumerate(texts)]
    return engine.translate(units, engine.pair.source, engine.pair.target)


def test_the_second_leg_translates_what_the_first_wrote() -> None:
    first = ScriptedEngine({"El río": "The river", "La casa": "The house"}, [ES_EN])
    second = ScriptedEngine({"The river": "O rio", "The house": "A casa"}, [EN_PT])
    assert [one.text for one in ask(pivot(first, second), "La casa", "El río")] == [
        "A casa",
        "O rio",
    ]


def test_a_unit_that_fails_on_either_leg_names_it_and_fails_alone() -> None:
    first = ScriptedEngine({"uno": ValueError("no verb"), "dos": "two", "tres": "three"}, [ES_EN])
    second = ScriptedEngine({"two": ValueError("no noun"), "three": "três"}, [EN_PT])
    one, two, three = ask(pivot(first, second), "uno", "dos", "tres")
    assert (one.error, two.error) == ("es->en: no verb", "en->pt: no noun")
    assert {one.finish, two.finish} == {Finish.ERROR}
    assert (three.text, three.finish) == ("três", Finish.OK)
    assert second.asked == ["two", "three"]


def test_a_loop_on_the_first_leg_is_not_forgotten() -> None:
    first = ScriptedEngine({"uno": Finish.LOOP}, [ES_EN])
    assert ask(pivot(first, ScriptedEngine(pairs=[EN_PT])), "uno")[0].finish is Finish.LOOP


def test_what_the_second_model_cannot_write_is_guarded_between_the_legs() -> None:
    class NoDigits(FreeSpeller):
        def unspellable(self, text: str) -> frozenset[str]:
            return frozenset(char for char in text if char == "ğ")

    second = ScriptedEngine(pairs=[EN_PT])
    engine = PivotEngine(
        Leg(
            engine=ScriptedEngine({"x": "Mr Erdoğan left."}, [ES_EN]),
            pair=ES_EN,
            speller=FreeSpeller(),
        ),
        Leg(engine=second, pair=EN_PT, speller=NoDigits()),
    )
    assert "Erdoğan" in ask(engine, "x")[0].text
    assert all("ğ" not in text for text in second.asked)


def test_alignments_are_composed_where_both_legs_align() -> None:
    engine = pivot(WordByWordEngine(pairs=[ES_EN]), WordByWordEngine(pairs=[EN_PT]))
    result = ask(engine, "one three five")[0]
    assert result.text == "one three five"
    assert {
        ("one three five"[span.source_start : span.source_end],
         result.text[span.target_start : span.target_end])
        for span in result.alignment
    } == {("one", "one"), ("three", "three"), ("five", "five")}  # fmt: skip
    assert all(span.p == pytest.approx(0.81) for span in result.alignment)
    assert engine.info().capabilities == {"align", "batch"}


def test_alignments_are_dropped_where_one_leg_does_not_align() -> None:
    engine = pivot(WordByWordEngine(pairs=[ES_EN]), ScriptedEngine(pairs=[EN_PT]))
    assert ask(engine, "one two")[0].alignment == ()
    assert engine.info().capabilities == frozenset()


def span(*numbers: float) -> AlignedSpan:
    first, second, third, fourth, p = numbers
    return AlignedSpan(
        source_start=int(first),
        source_end=int(second),
        target_start=int(third),
        target_end=int(fourth),
        p=p,
    )


def test_a_span_that_is_met_in_part_weighs_in_part() -> None:
    first = [span(0, 3, 0, 2, 1.0), span(4, 6, 2, 4, 0.5)]
    second = [span(0, 4, 0, 9, 0.8)]
    assert composed(first, second) == (span(0, 3, 0, 9, 0.4), span(4, 6, 0, 9, 0.2))
    assert composed(first, [span(9, 10, 0, 1, 1.0)]) == ()


def test_it_is_as_good_and_as_private_as_its_worse_leg() -> None:
    away = ScriptedEngine(pairs=[ES_EN], name="mill", offline=False)
    engine = pivot(away, ScriptedEngine(pairs=[EN_PT]))
    info = engine.info()
    assert (info.name, info.offline) == ("mill+scripted", False)
    assert engine.pair.tier is Tier.GIST
    assert (engine.pair.pivot, engine.pair.variant) == ("en", "pt-BR")
    assert engine.signature("es", "pt") == "mill:esen:sha256-0+scripted:enpt:sha256-0"


def test_closing_it_leaves_the_legs_to_the_roster() -> None:
    first = ScriptedEngine(pairs=[ES_EN])
    pivot(first, ScriptedEngine(pairs=[EN_PT])).close()
    assert not first.closed


def test_a_third_language_is_taken_only_where_nothing_is_direct() -> None:
    engines = Engines([ScriptedEngine(pairs=[ES_EN, EN_PT, EN_ES, PT_EN])])
    found = engines.pair("es", "pt-BR")
    assert found is not None
    assert (found[1].pivot, found[1].target) == ("en", "pt")
    direct = EnginePair(source="es", target="pt", tier=Tier.GIST)
    with_direct = Engines([ScriptedEngine(pairs=[ES_EN, EN_PT, direct])]).pair("es", "pt")
    assert with_direct is not None
    assert with_direct[1] == direct
    assert [(pair.source, pair.target) for _, pair in engines.pivots()] == [
        ("es", "pt"),
        ("pt", "es"),
    ]


def test_of_two_ways_the_publishable_one_is_taken_and_english_among_equals() -> None:
    via_french = [
        EnginePair(source="es", target="fr"),
        EnginePair(source="fr", target="pt"),
    ]
    better = Engines([ScriptedEngine(pairs=[ES_EN, EN_PT, *via_french])]).pair("es", "pt")
    assert better is not None
    assert better[1].pivot == "fr"
    good = EnginePair(source="es", target="en")
    equal = Engines([ScriptedEngine(pairs=[*via_french, good, EN_PT])]).pair("es", "pt")
    assert equal is not None
    assert equal[1].pivot == "en"


def test_who_must_align_or_score_gets_no_pivot() -> None:
    engines = Engines([WordByWordEngine(pairs=[ES_EN, EN_PT])])
    assert engines.pair("es", "pt", able=frozenset({"align"})) is None
    assert engines.pair("es", "pt") is not None


@pytest.mark.parametrize("target", ["es", "xx", ""])
def test_there_is_no_way_around_to_nowhere(target: str) -> None:
    assert Engines([ScriptedEngine(pairs=[ES_EN, EN_PT])]).pair("es", target) is None
