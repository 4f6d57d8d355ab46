from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from dragoman.errors import UsageError
from dragoman.newsroom.opening import Newsroom
from dragoman.newsroom.pipeline import carry, poll
from dragoman.newsroom.schedule import run_once
from dragoman.newsroom.settings import MemorySettings, TermSettings, parse_settings
from dragoman.newsroom.wording import (
    PAIRS_AT_ONCE,
    Wording,
    import_tmx,
    prune_memory,
    published_units,
    reading_of,
    terms_report,
)
from dragoman.records import DispatchStatus, EngineResult, Origin
from dragoman.translation import write_tmx
from fakes_newsroom import FrozenClock, WordingEngine, small_newsroom
from fakes_store import open_in

HEAD = "from,to,source,target,rule,shows\n"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def tmx(*pairs: tuple[str, str]) -> str:
    units = "".join(
        f'<tu creationid="ana"><tuv xml:lang="pt"><seg>{one}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{other}</seg></tuv></tu>'
        for one, other in pairs
    )
    return f'<tmx version="1.4"><header srclang="pt"/><body>{units}</body></tmx>'


def test_a_publishers_termbase_goes_before_the_newsrooms(tmp_path: Path) -> None:
    (tmp_path / "house.csv").write_text(HEAD + "en,pt,bill,lei,,\n", encoding="utf-8")
    (tmp_path / "own.csv").write_text(HEAD + "en,pt,bill,proposta,,\n", encoding="utf-8")
    wording = Wording(
        TermSettings(files=("house.csv",), publishers={"gazette": ("own.csv",)}), tmp_path
    )
    for slug, phrase in (("gazette", "proposta"), ("other", "lei"), ("", "lei")):
        found = wording.of(slug).for_pair("en", "pt")
        assert found is not None
        assert found.read("A bill.")[0].phrases == (phrase,)
    assert wording.of("other") is wording.of("")


def test_a_mistake_in_a_termbase_stops_the_newsroom_before_any_work(tmp_path: Path) -> None:
    with small_newsroom(tmp_path / "wire") as (room, _, _):
        (room.folder / "house.csv").write_text("from,soucre\n", encoding="utf-8")
        room.wording = Wording(TermSettings(files=("house.csv",)), room.folder)
        with pytest.raises(UsageError, match=r"house\.csv:1: unknown column 'soucre'"):
            run_once(room)
        assert room.store.articles.counts()["articles"] == {}


def test_the_settings_name_termbases_and_say_what_is_wrong_with_them() -> None:
    settings = parse_settings(
        '[terms]\nfiles = ["a.csv"]\npublishers = { correio = ["b.tbx"] }\n', "dragoman.toml"
    )
    assert settings.terms.publishers == {"correio": ("b.tbx",)}
    with pytest.raises(UsageError, match=r"memory\.keep_days"):
        parse_settings("[memory]\nkeep_days = 0\n", "dragoman.toml")
    with pytest.raises(UsageError, match=r"terms\.fiels: unknown key; did you mean `files`"):
        parse_settings("[terms]\nfiels = []\n", "dragoman.toml")


def carried(room: Newsroom) -> None:
    publisher = room.store.publishers.get("jornal")
    assert publisher is not None
    for article in poll(room, publisher, publisher.listings[0]):
        carry(room, article)


def test_what_people_wrote_is_published_and_goes_out_again(tmp_path: Path) -> None:
    engine = WordingEngine()
    with small_newsroom(tmp_path / "wire", engine=engine) as (room, _, _):
        (tmp_path / "house.tmx").write_text(
            tmx(("O barco parou.", "The ferry stands still.")), encoding="utf-8"
        )
        assert import_tmx(tmp_path / "house.tmx", room.store).taken == 1
        carried(room)
        assert "O barco parou." not in engine.asked
        units = list(published_units(room.store))
        ours = [unit for unit in units if unit.source == "O barco parou."]
        assert [one.target for one in ours] == ["The ferry stands still."]
        assert ours[0].by == "ana, house.tmx"
        assert ("x-origin", Origin.TM.value) in ours[0].properties
        assert {unit.by for unit in units if unit not in ours} == {"dragoman wording"}
        assert list(published_units(room.store, "pt")) == []
        stream = io.BytesIO()
        assert write_tmx(stream, units, made_at=NOON) == len(units)
        assert len(list(etree.fromstring(stream.getvalue()).iter("tu"))) == len(units)


def test_the_same_sentences_of_another_article_come_from_the_memory(tmp_path: Path) -> None:
    engine = WordingEngine()
    with small_newsroom(tmp_path / "wire", engine=engine) as (room, paper, _):
        carried(room)
        asked = len(engine.asked)
        paper.pages["barco"] = ("O barco parou.", ["A ponte fechou.", "Nova frase de hoje. " * 9])
        carried(room)
        assert "O barco parou." not in engine.asked[asked:]
        assert "A ponte fechou." not in engine.asked[asked:]
        assert len(engine.asked) > asked
        assert room.store.memory.size() == len(set(engine.asked))


def test_without_a_memory_every_sentence_is_asked(tmp_path: Path) -> None:
    with small_newsroom(tmp_path / "wire") as (room, _, _):
        settings = parse_settings("[memory]\nuse = false\n", "dragoman.toml")
        room.settings = settings
        carried(room)
        assert room.store.memory.size() == 0


def test_withdrawn_dispatches_do_not_go_out(tmp_path: Path) -> None:
    with small_newsroom(tmp_path / "wire") as (room, _, _):
        carried(room)
        name = room.store.dispatches.all_ids()[0]
        assert list(published_units(room.store))
        latest = room.store.dispatches.latest(name)
        assert latest is not None
        gone = replace(latest, version=latest.version + 1, status=DispatchStatus.CANCELED)
        room.store.dispatches.keep(gone, b"row")
        assert list(published_units(room.store)) == []


def test_a_broken_memory_gives_what_stands_before_the_break(tmp_path: Path) -> None:
    whole = tmx(*((f"Frase {n}.", f"Sentence {n}.") for n in range(PAIRS_AT_ONCE + 5)))
    path = tmp_path / "house.tmx"
    path.write_text(whole[: whole.index("Frase 1003.")] + "<broken", encoding="utf-8")
    with open_in(tmp_path) as store:
        told: list[int] = []
        with pytest.raises(UsageError, match="broken XML"):
            import_tmx(path, store, told.append)
        assert told == [PAIRS_AT_ONCE]
        assert store.memory.pairs() == 1003


def test_pruning_takes_the_old_and_the_too_many(tmp_path: Path) -> None:
    clock = FrozenClock()
    with open_in(tmp_path) as store:
        answers = {f"{n:032x}": EngineResult(id="", text=str(n)) for n in range(1200)}
        store.memory.remember(answers, (), clock.now().date())
        assert prune_memory(store, MemorySettings(most=1100), clock) == 100
        clock.move(days=366)
        assert prune_memory(store, MemorySettings(), clock) == 1100


def test_reports_name_entries_faults_and_what_applies(tmp_path: Path) -> None:
    (tmp_path / "house.csv").write_text(
        HEAD + "en,pt,bill,lei,,A bill.\nen,pt,poll,pesquisa,,No such word.\n", encoding="utf-8"
    )
    base = Wording(TermSettings(house=False, files=("house.csv",)), tmp_path).of()
    report = terms_report(base)
    assert report["entries"] == ["en -> pt: term: 2"]
    assert len(report["faults"]) == 1
    assert reading_of(base, "The bill.", "en", "pt")["entries"] == ["bill -> lei  (house.csv:2)"]
    assert reading_of(base, "The poll.", "pt", "en")["entries"] == ["no entry applies here"]


def test_the_programs_own_entries_stand_behind_the_newsrooms(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(HEAD + "en,pt,bill,conta,,A bill.\n", encoding="utf-8")
    base = Wording(TermSettings(files=("own.csv",)), tmp_path).of()
    assert len(base.terms) > 1200
    entries = reading_of(base, "The bill.", "en", "pt")["entries"]
    assert entries == ["bill -> conta  (own.csv:2)"]
    assert Wording(TermSettings(house=False), tmp_path).of().terms == ()
