"""A second engine that the settings name is asked on the path, and readers see what it said."""

from __future__ import annotations

import msgspec
import pytest

from dragoman.errors import UsageError
from dragoman.newsroom.opening import make_engines
from dragoman.newsroom.schedule import run_once
from dragoman.newsroom.settings import DeskSettings, Settings
from dragoman.translation import Engines
from fakes_newsroom import WordingEngine, small_newsroom
from fakes_translation import PT_EN, ScriptedEngine

BY_TWO = Settings(desk=DeskSettings(second_opinion="rules"))


def signature_after_a_round(folder, second, settings):
    """How the desk's copy of the small paper's article was made, with two engines at hand."""
    with small_newsroom(folder) as (room, _paper, _clock):
        room.engines = Engines([WordingEngine(), second])
        room.settings = msgspec.structs.replace(room.settings, desk=settings.desk)
        run_once(room)
        [name] = room.store.dispatches.all_ids()
        return room.store.translations.desk_copy(name.removesuffix("/en"), 1, "en").made_by


def test_a_second_engine_is_asked_only_if_the_settings_name_it(tmp_path):
    second = ScriptedEngine({"O barco parou.": "The ship stopped."}, [PT_EN], name="rules")
    assert "second" not in signature_after_a_round(tmp_path / "one", second, Settings())
    assert second.asked == []
    assert signature_after_a_round(tmp_path / "two", second, BY_TWO).endswith("|second:rules")
    assert "O barco parou." in second.asked


def test_a_name_that_no_engine_has_stops_the_start(tmp_path):
    with pytest.raises(UsageError, match="no engine is called 'rules'"):
        make_engines(BY_TWO, tmp_path)
