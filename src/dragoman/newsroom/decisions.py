"""Carrying out what a person decided: pull, mend, stop, let go. Each can be carried out twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.newsroom import press
from dragoman.newsroom.dispatching import permission_for
from dragoman.newsroom.opening import Newsroom
from dragoman.newsroom.pipeline import carry_edition
from dragoman.records import (
    ArticleStage,
    Decision,
    DecisionKind,
    DispatchStatus,
    EditionStage,
    EditionStanding,
    NoticeBy,
    NoticeKind,
    Publisher,
)
from dragoman.store import Store


def carry_out_open_decisions(room: Newsroom) -> int:
    """Carry out every open decision, oldest first; how many. One that fails says so and is done."""
    decisions = room.store.decisions.open()
    for decision in decisions:
        try:
            outcome = carry_out(room, decision)
        except Exception as error:  # noqa: BLE001  one bad decision must not block the next
            outcome = f"could not be carried out: {type(error).__name__}: {error}"
        room.store.decisions.done(decision.id, room.clock.now(), outcome)
    if decisions:
        press.write_stale_lists(room)
    return len(decisions)


def carry_out(room: Newsroom, decision: Decision) -> str:
    """Carry out one decision; what came of it, in a sentence."""
    publisher = room.store.publishers.get(decision.target)
    if publisher is not None:
        return _on_publisher(room, publisher, decision)
    edition, segment = edition_of(room.store, decision.target)
    if edition is None:
        return f"nothing was done: {decision.target} is neither a dispatch nor a publisher"
    with room.in_hand(edition.article):
        return _ON_DISPATCH[decision.kind](room, edition, segment, decision)


def edition_of(store: Store, target: str) -> tuple[EditionStanding | None, str]:
    """The edition and the segment that `ARTICLE/LANGUAGE[#SEGMENT]` names."""
    name, _, segment = target.partition("#")
    article, _, language = name.rpartition("/")
    return (store.articles.edition(article, language) if article else None), segment


def _withdraw(room: Newsroom, edition: EditionStanding, _: str, decision: Decision) -> str:
    """Off every page and feed; only a person brings it back."""
    changed = press.take_down(
        room,
        edition,
        status=DispatchStatus.CANCELED,
        kind=NoticeKind.KILL,
        by=NoticeBy.NEWSROOM,
        reason=decision.note or "withdrawn by this newsroom",
    )
    return "withdrawn" if changed else "was withdrawn before"


def _pause(room: Newsroom, edition: EditionStanding, _: str, decision: Decision) -> str:
    """Withheld until a person lets it go."""
    changed = press.take_down(
        room,
        edition,
        status=DispatchStatus.WITHHELD,
        kind=NoticeKind.HOLD,
        by=NoticeBy.NEWSROOM,
        reason=decision.note or "withheld while this newsroom looks into it",
    )
    return "withheld" if changed else "was withheld before"


def _release(room: Newsroom, edition: EditionStanding, _: str, __: Decision) -> str:
    """What is held, hidden or taken down by a person goes out, in its newest version."""
    latest = room.store.dispatches.latest(edition.dispatch)
    now = room.clock.now()
    if latest is not None and latest.hidden_until_release:
        dispatch = replace(
            latest,
            version=latest.version + 1,
            hidden_until_release=False,
            published_at=now,
            first_published_at=now,
        )
        is_link = bool(dispatch.link_reason)
        stage = EditionStage.LINKED if is_link else EditionStage.PUBLISHED
        press.send(room, dispatch, replace(edition, stage=stage, reason="", changed_at=now))
        return "released"
    if edition.stage in (EditionStage.HELD, EditionStage.SPIKED):
        stage = EditionStage.CHECKED
    elif edition.stage in (EditionStage.WITHHELD, EditionStage.FAILED):
        stage = EditionStage.WAITING
    else:
        return f"nothing was done: it is {edition.stage.value}, not held"
    standing = room.store.articles.standing(edition.article)
    if standing is not None and standing.stage is ArticleStage.GONE:
        return f"nothing was done: the original is gone ({standing.reason})"
    version = standing.version if standing and stage is EditionStage.WAITING else edition.version
    room.store.articles.keep_edition(
        replace(edition, version=version, stage=stage, reason="", attempts=0, changed_at=now)
    )
    carry_edition(room, edition.article, edition.language)
    return "released"


def _fix(room: Newsroom, edition: EditionStanding, segment: str, decision: Decision) -> str:
    """A person's words for one sentence; they stay until the sentence's source changes."""
    translations = room.store.translations
    copy = translations.desk_copy(edition.article, edition.version, edition.language)
    if copy is None:
        return "nothing was done: there is no translation to mend"
    units = {unit.segment: unit for unit in copy.translation.units}
    if segment not in units:
        return f"nothing was done: there is no sentence {segment or '(none named)'}"
    unit = units[segment]
    if decision.source and decision.source != unit.source:
        return "nothing was done: the original of this sentence has changed since"
    if unit.target == decision.text:
        return "was mended before"
    now = room.clock.now()
    with room.store.begin():
        translations.keep_fix(
            edition.article,
            edition.language,
            unit.source,
            decision.text,
            decision.by,
            decision.decided_at,
        )
        room.store.articles.keep_edition(
            replace(edition, stage=EditionStage.WAITING, reason="", changed_at=now)
        )
    carry_edition(room, edition.article, edition.language)
    return "mended"


def _on_publisher(room: Newsroom, publisher: Publisher, decision: Decision) -> str:
    """Stop following for now, go on, or take everything of a publisher down."""
    match decision.kind:
        case DecisionKind.PAUSE:
            reason = decision.note or "paused by the operator"
            room.store.publishers.replace(replace(publisher, paused_because=reason))
            return "paused: nothing more is taken in; what is published stays"
        case DecisionKind.RELEASE:
            room.store.publishers.replace(replace(publisher, paused_because=""))
            return f"followed; {_look_over(room, publisher)} dispatches looked over"
        case DecisionKind.WITHDRAW:
            names = room.store.dispatches.of_publisher(publisher.slug)
            for name in names:
                carry_out(room, replace(decision, target=name))
            return f"{len(names)} dispatches withdrawn"
        case DecisionKind.FIX:
            return "nothing was done: a fix needs a sentence, DISPATCH#p1s1"


def _look_over(room: Newsroom, publisher: Publisher) -> int:
    """Put in work again what the publisher's present rights treat in another way than before."""
    now = room.clock.now()
    for standing in room.store.articles.refused_of(publisher.slug):
        room.store.articles.keep_standing(replace(standing, next_try_at=now, changed_at=now))
    names = room.store.dispatches.of_publisher(publisher.slug)
    for name in names:
        latest = room.store.dispatches.latest(name)
        edition, _ = edition_of(room.store, name)
        if latest is None or edition is None or latest.status is not DispatchStatus.USABLE:
            continue
        article = room.store.articles.version(latest.article, latest.article_version)
        if article is not None and permission_for(room, article) != latest.permission:
            room.store.articles.keep_edition(
                replace(edition, stage=EditionStage.WAITING, reason="", changed_at=now)
            )
    return len(names)


_OnDispatch = Callable[[Newsroom, EditionStanding, str, Decision], str]
_ON_DISPATCH: dict[DecisionKind, _OnDispatch] = {
    DecisionKind.WITHDRAW: _withdraw,
    DecisionKind.PAUSE: _pause,
    DecisionKind.RELEASE: _release,
    DecisionKind.FIX: _fix,
}
