"""What the path does with gist, with engines elsewhere, and with engines that fall over."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from dragoman.newsroom.schedule import run_once
from dragoman.records import DispatchKind, EngineInfo, Finish, Tier
from dragoman.translation import Engines
from fakes_newsroom import WordingEngine, small_newsroom


class MillEngine(WordingEngine):
    """The wording engine, of gist quality or elsewhere, or out of order."""

    def __init__(self, *, tier: Tier = Tier.PUBLISHABLE, offline: bool = True) -> None:
        super().__init__()
        self.tier, self.offline, self.broken = tier, offline, False

    def info(self) -> EngineInfo:
        info = super().info()
        pairs = tuple(replace(pair, tier=self.tier) for pair in info.pairs)
        return replace(
            info, name="mill", version="at mill.example", offline=self.offline, pairs=pairs
        )

    def trouble(self) -> str:
        return ""

    def translate(self, units, source, target):
        results = super().translate(units, source, target)
        if not self.broken:
            return results
        return [
            replace(one, text="", finish=Finish.ERROR, error="mill answers 503") for one in results
        ]


def page_of(room):
    [name] = room.store.dispatches.all_ids()
    dispatch = room.store.dispatches.latest(name)
    place = room.site / "en" / name.removesuffix("/en") / "index.html"
    return dispatch, place.read_text(encoding="utf-8")


def test_gist_waits_for_a_person_unless_the_operator_publishes_it(tmp_path):
    with small_newsroom(tmp_path / "wire", engine=MillEngine(tier=Tier.GIST)) as (room, _, _clock):
        run_once(room)
        assert list(room.store.dispatches.all_ids()) == []
    with small_newsroom(tmp_path / "open", engine=MillEngine(tier=Tier.GIST)) as (room, _, _clock):
        engines = msgspec.structs.replace(room.settings.engines, publish_gist=True)
        room.settings = msgspec.structs.replace(room.settings, engines=engines)
        run_once(room)
        dispatch, page = page_of(room)
        assert dispatch.kind is DispatchKind.TRANSLATION
        assert "good for the gist only" in page


@pytest.mark.parametrize("allowed", ["jornal", "another"])
def test_text_is_sent_away_for_the_named_publisher_only(tmp_path, allowed):
    mill = MillEngine(offline=False)
    with small_newsroom(tmp_path / "wire", engine=mill) as (room, _, _clock):
        room.engines = Engines([mill], remote_for={allowed: ["mill"]})
        run_once(room)
        dispatch, page = page_of(room)
    if allowed == "jornal":
        assert dispatch.kind is DispatchKind.TRANSLATION
        assert "The text was sent to mill at mill.example" in page
    else:
        assert dispatch.kind is DispatchKind.LINK
        assert mill.asked == []
        assert "mill may not be sent the text of this publisher" in page


def test_an_outage_of_an_engine_is_tried_again_and_loses_nothing(tmp_path):
    mill = MillEngine()
    mill.broken = True
    with small_newsroom(tmp_path / "wire", engine=mill) as (room, _, clock):
        run_once(room)
        assert list(room.store.dispatches.all_ids()) == []
        mill.broken = False
        clock.move(hours=1)
        run_once(room)
        dispatch, page = page_of(room)
        assert dispatch.kind is DispatchKind.TRANSLATION
        assert "The bridge over the river" in page
