"""Text leaves the machine only for the publishers and engines that the operator named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.records import EnginePair, Tier
from dragoman.translation import (
    ApertiumAccess,
    ChatAccess,
    CTranslate2Access,
    Engines,
    LibreTranslateAccess,
    Outside,
    Premises,
    built_in_engines,
)
from fakes_translation import EN_PT, ScriptedEngine

EN_ES = EnginePair(source="en", target="es", variant="es", tier=Tier.GIST)
ES_PT = EnginePair(source="es", target="pt", variant="pt-BR")
NOW = datetime(2026, 5, 3, tzinfo=UTC)


def roster(remote_for: dict[str, list[str]]) -> Engines:
    mill = ScriptedEngine(pairs=[EN_ES], name="mill", offline=False)
    return Engines([mill, ScriptedEngine(pairs=[ES_PT])], remote_for=remote_for)


def test_an_engine_elsewhere_serves_only_whom_it_was_switched_on_for() -> None:
    engines = roster({"gazette": ["mill"], "herald": ["other"]})
    assert engines.pair("en", "es", publisher="gazette") is not None
    for publisher in ("herald", "courier", "", "Gazette"):
        assert engines.pair("en", "es", publisher=publisher) is None
    assert engines.why_not("en", "es", "herald") == (
        "no engine on this machine for en->es, and mill may not be sent the text of this publisher"
    )
    assert engines.may_be_sent("mill") == ("gazette",)


def test_a_single_document_has_a_name_of_its_own() -> None:
    engines = roster({"document": ["mill"]})
    assert engines.pair("en", "es", publisher="") is not None
    assert engines.pair("en", "es", publisher="document") is not None
    # Who names nobody, such as a reader of given translations, keeps the text here.
    assert engines.pair("en", "es") is None


def test_no_leg_of_a_pivot_leaves_the_machine_without_leave() -> None:
    assert roster({}).pair("en", "pt", publisher="gazette") is None
    found = roster({"gazette": ["mill"]}).pair("en", "pt", publisher="gazette")
    assert found is not None
    assert (found[1].pivot, found[0].info().offline) == ("es", False)
    assert roster({"gazette": ["mill"]}).pivots() == ()


def test_an_engine_here_goes_before_nothing_is_sent() -> None:
    mill = ScriptedEngine(pairs=[EN_PT], name="mill", offline=False)
    engines = Engines([mill, ScriptedEngine(pairs=[EN_PT])], remote_for={"gazette": ["mill"]})
    for publisher, name in (("gazette", "mill"), ("herald", "scripted")):
        found = engines.pair("en", "pt", publisher=publisher)
        assert found is not None
        assert found[0].info().name == name


class AwayEngine(ScriptedEngine):
    """Cannot be used now."""

    def __init__(self, trouble: str) -> None:
        super().__init__(pairs=[EN_ES], name="mill")
        self.says = trouble

    def trouble(self) -> str:
        return self.says


def test_an_engine_that_is_away_is_passed_over_until_it_is_back() -> None:
    mill = AwayEngine("mill answers 503")
    engines = Engines([mill])
    assert engines.pair("en", "es") is None
    assert engines.why_not("en", "es") == "no engine for en->es; mill cannot be used now"
    assert engines.problems == ("engine mill: cannot be used now: mill answers 503",)
    mill.says = ""
    assert engines.pair("en", "es") is not None
    assert engines.problems == ()


def premises(folder: Path) -> Premises:
    return Premises(folder=folder, today=lambda: NOW.date())


def test_engines_outside_are_off_until_they_have_an_address(tmp_path: Path) -> None:
    engines = built_in_engines(outside=Outside(), premises=premises(tmp_path))
    assert {info.name for info in engines.infos()} == {"student", "fxtranslate"}
    engines.close()


def test_settings_that_cannot_work_are_problems_and_the_rest_works(tmp_path: Path) -> None:
    outside = Outside(
        ctranslate2=CTranslate2Access(packages=("gone",)),
        apertium=ApertiumAccess(address="ftp://apy"),
        libretranslate=LibreTranslateAccess(address="http://127.0.0.1:9", key_variable="NO_MILL"),
        chat=ChatAccess(address="http://127.0.0.1:9"),
    )
    engines = built_in_engines(outside=outside, premises=premises(tmp_path))
    lines = "\n".join(engines.problems)
    for words in ("gone: no such package", "ftp://apy", "NO_MILL", "engines.chat.model"):
        assert words in lines
    assert engines.pair("en", "pt") is not None
    engines.close()


def test_leave_for_an_engine_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no engine is called 'mill'"):
        built_in_engines(premises=premises(tmp_path), remote_for={"gazette": ["mill"]})
