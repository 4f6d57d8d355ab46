"""The operator's hand: withdraw, fix, pause, release."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.shell import HERE, FolderOption, app, newsroom, operator, plain, store_of
from dragoman.errors import UsageError, WorldError
from dragoman.newsroom.clock import SystemClock
from dragoman.newsroom.decisions import carry_out_open_decisions, edition_of
from dragoman.newsroom.lock import NewsroomLock
from dragoman.records import Decision, DecisionKind
from dragoman.store import Store

TargetArgument = Annotated[str, typer.Argument(metavar="DISPATCH|PUBLISHER")]
NoteOption = Annotated[str, typer.Option("--note", help="The reason; readers see it.")]


@app.command()
def withdraw(target: TargetArgument, folder: FolderOption = HERE, note: NoteOption = "") -> None:
    """Take a dispatch, or all of a publisher's, off every page and feed.

    Example: dragoman withdraw correio/2026-05-03/ponte/en --note "wrong person named"
    """
    _decide(folder, DecisionKind.WITHDRAW, target, note=note)


@app.command()
def fix(
    target: Annotated[str, typer.Argument(metavar="DISPATCH#SEGMENT")],
    text: Annotated[str, typer.Argument(help="The sentence as it should read.")],
    folder: FolderOption = HERE,
    note: NoteOption = "",
) -> None:
    """Mend the translation of one sentence; published as a correction to this translation.

    Example: dragoman fix correio/2026-05-03/ponte/en#p2s1 "Her visit was the first."
    """
    if "#" not in target:
        raise UsageError(f"{target}: name the sentence too, for instance {target}#p2s1")
    if not text.strip():
        raise UsageError("the new text is empty: to take a text down use `dragoman withdraw`")
    _decide(folder, DecisionKind.FIX, target, note=note, text=text.strip())


@app.command()
def pause(target: TargetArgument, folder: FolderOption = HERE, note: NoteOption = "") -> None:
    """Stop following a publisher for now, or withhold a dispatch.

    Example: dragoman pause correio
    """
    _decide(folder, DecisionKind.PAUSE, target, note=note)


@app.command()
def release(target: TargetArgument, folder: FolderOption = HERE, note: NoteOption = "") -> None:
    """Let go: what is held or withheld is published, a paused publisher is followed again.

    Example: dragoman release correio/2026-05-03/ponte/en
    """
    _decide(folder, DecisionKind.RELEASE, target, note=note)


def _decide(
    folder: Path, kind: DecisionKind, target: str, *, note: str = "", text: str = ""
) -> None:
    """Write the decision down; carry it out here unless a running newsroom will."""
    with store_of(folder) as store:
        decision = store.decisions.add(
            Decision(
                kind=kind,
                target=target,
                by=operator(),
                decided_at=SystemClock().now(),
                note=note,
                text=text,
                source=_source_of(store, target),
            )
        )
    with newsroom(folder) as room:
        try:
            with NewsroomLock(room.folder):
                carry_out_open_decisions(room)
        except WorldError:
            plain(f"{kind.value} {target}: the running newsroom carries it out within seconds")
            return
        done = [known for known in room.store.decisions.of(target) if known.id == decision.id]
        plain(f"{kind.value} {target}: {done[0].outcome if done else 'done'}")


def _source_of(store: Store, target: str) -> str:
    """The source sentence that a target names; checks that the target is there at all."""
    if store.publishers.get(target) is not None:
        return ""
    edition, segment = edition_of(store, target)
    if edition is None:
        raise UsageError(
            f"{target} is neither a dispatch nor a publisher here: `dragoman status` and "
            "`dragoman publishers` name them (a dispatch is PUBLISHER/DAY/NAME/LANGUAGE)"
        )
    if not segment:
        return ""
    found = store.articles.version(edition.article, edition.version)
    for known in found.segments if found else ():
        if known.id == segment:
            return known.text
    raise UsageError(
        f"{target}: there is no sentence {segment}; "
        f"`dragoman explain {edition.dispatch}` lists them"
    )
