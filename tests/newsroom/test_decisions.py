from __future__ import annotations

from datetime import UTC, datetime

from dragoman.newsroom.decisions import carry_out_open_decisions
from dragoman.newsroom.schedule import run_once
from dragoman.records import Decision, DecisionKind, DispatchStatus, NoticeBy, NoticeKind
from fakes_newsroom import BRIDGE, small_newsroom


def decide(room, kind, target, **words):
    decision = room.store.decisions.add(
        Decision(
            kind=kind,
            target=target,
            by="tester",
            decided_at=datetime(2026, 5, 4, tzinfo=UTC),
            **words,
        )
    )
    carry_out_open_decisions(room)
    return next(d for d in room.store.decisions.of(target) if d.id == decision.id).outcome


def only(room):
    [name] = room.store.dispatches.all_ids()
    return room.store.dispatches.latest(name)


def page(room, dispatch):
    name = dispatch.id.removesuffix("/en")
    return (room.site / "en" / name / "index.html").read_text(encoding="utf-8")


def segment_with(room, dispatch, text):
    copy = room.store.translations.published_copy(dispatch.id, dispatch.version)
    return next(unit.segment for unit in copy.translation.units if text in unit.source)


def test_withdrawn_is_off_every_page_and_stays_off(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, paper, clock):
        run_once(room)
        decide(room, DecisionKind.WITHDRAW, only(room).id, note="wrong bridge")
        assert only(room).status is DispatchStatus.CANCELED
        assert "19 million" not in page(room, only(room))
        assert "wrong bridge" in page(room, only(room))
        headline, paragraphs = BRIDGE
        paper.pages["ponte"] = (headline, ["A ponte abriu.", *paragraphs])
        paper.updated["ponte"] = "2026-05-04T11:00:00Z"
        clock.move(minutes=20)
        run_once(room)
        assert only(room).status is DispatchStatus.CANCELED


def test_a_fix_is_a_correction_to_this_translation_and_survives_a_new_version(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, paper, clock):
        run_once(room)
        segment = segment_with(room, only(room), "O barco parou")
        outcome = decide(
            room, DecisionKind.FIX, f"{only(room).id}#{segment}", text="The ferry stopped."
        )
        assert outcome == "mended"
        dispatch = only(room)
        [notice] = dispatch.notices
        assert (notice.kind, notice.by) == (NoticeKind.CORRECTION, NoticeBy.NEWSROOM)
        assert [change.after for change in notice.changes] == ["The ferry stopped."]
        assert "The ferry stopped." in page(room, dispatch)
        headline, paragraphs = BRIDGE
        changed = [paragraphs[0].replace("19", "21"), *paragraphs[1:]]
        paper.pages["ponte"] = (headline, changed)
        paper.updated["ponte"] = "2026-05-04T11:00:00Z"
        clock.move(minutes=20)
        run_once(room)
        text = page(room, only(room))
        assert "The ferry stopped." in text
        assert "21 million" in text


def test_the_same_fix_twice_is_one_correction(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, _, _clock):
        run_once(room)
        target = f"{only(room).id}#{segment_with(room, only(room), 'O barco parou')}"
        decide(room, DecisionKind.FIX, target, text="The ferry stopped.")
        assert decide(room, DecisionKind.FIX, target, text="The ferry stopped.") == (
            "was mended before"
        )
        assert only(room).version == 2


def test_a_paused_dispatch_is_withheld_until_it_is_released(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, _, _clock):
        run_once(room)
        name = only(room).id
        decide(room, DecisionKind.PAUSE, name)
        assert only(room).status is DispatchStatus.WITHHELD
        assert "19 million" not in page(room, only(room))
        assert decide(room, DecisionKind.RELEASE, name) == "released"
        assert only(room).status is DispatchStatus.USABLE
        assert "19 million" in page(room, only(room))


def test_a_paused_publisher_is_not_asked_again_until_released(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, paper, clock):
        decide(room, DecisionKind.PAUSE, "jornal", note="on strike")
        run_once(room)
        assert room.store.dispatches.all_ids() == ()
        decide(room, DecisionKind.RELEASE, "jornal")
        clock.move(minutes=20)
        run_once(room)
        assert len(room.store.dispatches.all_ids()) == 1
        assert paper.pages


def test_a_decision_about_nothing_says_so_and_does_not_block_the_next(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, _, _clock):
        run_once(room)
        assert "neither" in decide(room, DecisionKind.WITHDRAW, "nobody/none/en")
        decide(room, DecisionKind.WITHDRAW, only(room).id)
        assert only(room).status is DispatchStatus.CANCELED
