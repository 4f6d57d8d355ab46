"""Second attempts, what an engine is held to, overlong texts and texts that repeat themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from dragoman.records import AlignedSpan, EngineInfo, EngineResult, EngineUnit, Finish
from dragoman.translation import FreeSpeller, Guard, render_sentences
from dragoman.translation.holding import MOST_HELD
from dragoman.translation.rendered import Rendered
from dragoman.translation.rendering import OVERLONG
from fakes_translation import EN_PT, ScriptedEngine


class HeldEngine(ScriptedEngine):
    """A scripted engine that can be held to phrases: with those it uses its second script."""

    def __init__(self, script: Mapping[str, str], held: Mapping[str, str]) -> None:
        super().__init__(script, [EN_PT])
        self._held = ScriptedEngine(held, [EN_PT])
        self.required: list[tuple[str, ...]] = []

    def info(self) -> EngineInfo:
        return replace(super().info(), capabilities=frozenset({"glossary"}))

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        self.required += [unit.required for unit in units if unit.required]
        if any(unit.required for unit in units):
            return self._held.translate(units, source, target)
        return super().translate(units, source, target)


class WordForWordEngine(ScriptedEngine):
    """Copies every word and aligns it with itself."""

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        self.asked += [unit.text for unit in units]
        return [
            EngineResult(
                id=unit.id,
                text=unit.text,
                alignment=(
                    AlignedSpan(
                        source_start=0, source_end=len(unit.text),
                        target_start=0, target_end=len(unit.text), p=1.0,
                    ),
                ),
            )
            for unit in units
        ]  # fmt: skip


def render(engine: ScriptedEngine, *texts: str) -> list[Rendered]:
    return render_sentences(texts, engine, Guard(FreeSpeller(), "en", "pt"), "en", "pt")


def test_a_figure_that_an_engine_drops_gets_a_placeholder_and_its_own_separators() -> None:
    engine = ScriptedEngine(
        {"They found 4,310 of them.": "Eles os encontraram.",
         "They found XQ1 of them.": "Encontraram XQ1 deles."}, [EN_PT],
    )  # fmt: skip
    (sentence,) = render(engine, "They found 4,310 of them.")
    assert sentence.text == "Encontraram 4.310 deles."
    assert sentence.note == ""


def test_a_figure_that_stays_lost_is_named() -> None:
    engine = ScriptedEngine(
        {"They found 4,310 of them.": "Eles os encontraram.",
         "They found XQ1 of them.": "Eles os encontraram."}, [EN_PT],
    )  # fmt: skip
    (sentence,) = render(engine, "They found 4,310 of them.")
    assert "4,310" in sentence.note


def test_a_misspelled_figure_is_set_and_said() -> None:
    engine = ScriptedEngine({"They found 4,310 now.": "Acharam 4.3310 agora."}, [EN_PT])
    (sentence,) = render(engine, "They found 4,310 now.")
    assert sentence.text == "Acharam 4.310 agora."
    assert sentence.note == "figures set as in the original: 4.310"


def test_an_engine_that_can_be_is_held_to_a_placeholder_that_it_drops() -> None:
    engine = HeldEngine(
        {"Ask XQ1 now.": "Pergunte agora.", "Ask Zx1q now.": "Pergunte agora."},
        {"Ask Zx1q now.": "Pergunte a Zx1q agora."},
    )
    (sentence,) = render(engine, "Ask a@b.example now.")
    assert sentence.text == "Pergunte a a@b.example agora."
    assert engine.required == [("Zx1q",)]
    assert sentence.note == ""


def test_an_engine_is_not_held_to_many_placeholders() -> None:
    text = " ".join(f"word @user{number}" for number in range(MOST_HELD + 1))
    engine = HeldEngine({}, {})
    engine.translate = lambda units, *_: [  # type: ignore[method-assign]
        EngineResult(id=unit.id, text="palavra") for unit in units
    ]
    (sentence,) = render(engine, text)
    assert engine.required == []
    assert all(f"@user{number}" in sentence.text for number in range(MOST_HELD + 1))
    assert "put back by position" in sentence.note


def test_what_is_left_of_a_misspelled_placeholder_is_taken_out() -> None:
    engine = ScriptedEngine(
        {"Ask XQ1 now.": "Pergunte XoQ1 agora.", "Ask Zx1q now.": "Pergunte agora."}, [EN_PT]
    )
    (sentence,) = render(engine, "Ask a@b.example now.")
    assert "XoQ" not in sentence.text
    assert sentence.text.count("a@b.example") == 1


def test_an_overlong_text_is_translated_in_parts_and_said_to_be() -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    (sentence, other) = render(WordForWordEngine(pairs=[EN_PT]), text, "One more.")
    assert sentence.text == text
    assert sentence.note.startswith("not one sentence")
    assert other.text == "One more."
    for span in sentence.alignment:
        assert (
            text[span.source_start : span.source_end]
            == (sentence.text[span.target_start : span.target_end])
        )


def test_a_failing_part_fails_the_whole() -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    engine = WordForWordEngine(pairs=[EN_PT])
    whole = engine.translate
    engine.translate = lambda units, source, target: [  # type: ignore[method-assign]
        replace(one, finish=Finish.ERROR, text="", error="died") if "word7 " in one.text else one
        for one in whole(units, source, target)
    ]
    (sentence,) = render(engine, text)
    assert (sentence.finish, sentence.text, sentence.note) == (Finish.ERROR, "", "died")


@pytest.mark.parametrize("length", [OVERLONG + 1, 20_000])
def test_a_word_stays_whole_however_long(length: int) -> None:
    (sentence,) = render(WordForWordEngine(pairs=[EN_PT]), "see " + "x" * length + " there")
    assert "x" * length in sentence.text


def test_equal_sentences_are_asked_once() -> None:
    engine = WordForWordEngine(pairs=[EN_PT])
    rendered = render(engine, "Read more.", "It rains.", "Read more.")
    assert engine.asked == ["Read more.", "It rains."]
    assert [one.text for one in rendered] == ["Read more.", "It rains.", "Read more."]


def test_without_an_alignment_marks_come_back_after_a_second_attempt() -> None:
    engine = ScriptedEngine({"The “mill” burned.": "O mill ardeu."}, [EN_PT])
    (sentence,) = render(engine, "The “mill” burned.")
    assert sentence.text == "O “mill” ardeu."
    assert "quotation marks" in sentence.note
