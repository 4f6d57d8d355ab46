"""One engine of the roster, asked for a translation of its own."""

from __future__ import annotations

import pytest

from dragoman.errors import UsageError
from dragoman.records import EnginePair, Finish, SecondOpinion, Tier
from dragoman.translation import Engines, SecondEngine, built_in_engines
from fakes_translation import EN_PT, PT_EN, ScriptedEngine

PT_ES = EnginePair(source="pt", target="es", variant="es", tier=Tier.GIST, model="rules-ptes")
ES_EN = EnginePair(source="es", target="en", variant="en", tier=Tier.GIST, model="rules-esen")
SAID = "A ponte fechou."


def roster(*others: ScriptedEngine) -> Engines:
    """A first engine of both directions before the others."""
    first = ScriptedEngine({SAID: "The bridge closed."}, [PT_EN, EN_PT], name="first")
    return Engines([first, *others])


def texts_of(opinion: SecondOpinion, source: str = "pt", target: str = "en") -> list[str]:
    return [one.text for one in opinion.translate([SAID], source, target)]


def test_the_second_engine_answers_though_another_goes_before_it() -> None:
    second = ScriptedEngine({SAID: "The bridge shut."}, [PT_EN], name="second")
    opinion = SecondEngine(roster(second), "second")
    assert isinstance(opinion, SecondOpinion)
    assert (opinion.name, texts_of(opinion)) == ("second", ["The bridge shut."])


def test_it_goes_through_a_third_language_by_itself() -> None:
    rules = {SAID: "El puente cerró.", "El puente cerró.": "The bridge closed itself."}
    opinion = SecondEngine(roster(ScriptedEngine(rules, [PT_ES, ES_EN], name="rules")), "rules")
    assert texts_of(opinion) == ["The bridge closed itself."]


def test_a_leg_of_another_engine_is_never_borrowed() -> None:
    helping = ScriptedEngine(pairs=[ES_EN], name="helping")
    opinion = SecondEngine(roster(ScriptedEngine(pairs=[PT_ES], name="rules"), helping), "rules")
    [answer] = opinion.translate([SAID], "pt", "en")
    assert (answer.finish, answer.error) == (Finish.ERROR, "no engine for pt->en")
    assert helping.asked == []


def test_every_sentence_has_an_answer_also_where_the_engine_fails() -> None:
    script = {SAID: "The bridge shut.", "O barco parou.": OSError("it is gone")}
    opinion = SecondEngine(roster(ScriptedEngine(script, [PT_EN], name="second")), "second")
    good, bad = opinion.translate([SAID, "O barco parou."], "pt", "en")
    assert (good.finish, good.text) == (Finish.OK, "The bridge shut.")
    assert (bad.finish, "it is gone" in bad.error) == (Finish.ERROR, True)


@pytest.mark.parametrize(("publisher", "is_asked"), [("gazette", True), ("mirror", False)])
def test_an_engine_elsewhere_is_asked_only_with_the_publishers_leave(
    publisher: str, is_asked: bool
) -> None:
    far = ScriptedEngine({SAID: "The bridge shut."}, [PT_EN], name="far", offline=False)
    engines = Engines([ScriptedEngine(name="first"), far], remote_for={"gazette": ["far"]})
    SecondEngine(engines, "far", publisher=publisher).translate([SAID], "pt", "en")
    assert bool(far.asked) is is_asked


def test_a_second_engine_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"'apertium'.*student"):
        built_in_engines(second="apertium")


def test_the_text_is_guarded_as_on_the_path() -> None:
    text = "Veja https://example.org/a?b=1 hoje."
    second = ScriptedEngine(pairs=[PT_EN], name="second")
    [answer] = SecondEngine(roster(second), "second").translate([text], "pt", "en")
    assert "https://example.org" not in second.asked[0]
    assert "https://example.org/a?b=1" in answer.text
