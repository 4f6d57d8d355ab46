"""Commands that tell: status, publishers, rights, history, review, explain, rebuild."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

from dragoman.cli.shell import (
    HERE,
    FolderOption,
    app,
    newsroom,
    one_of,
    out,
    plain,
    print_json,
    store_of,
)
from dragoman.errors import UsageError
from dragoman.newsroom import press
from dragoman.newsroom.clock import SystemClock
from dragoman.newsroom.lock import NewsroomLock
from dragoman.newsroom.settings import load_settings
from dragoman.newsroom.status import (
    explanation_of,
    history_of,
    status_of,
    waiting_for_a_person,
)
from dragoman.publishers import explain_rights

FormOption = Annotated[str, typer.Option("--format", help="text or json.")]


@app.command()
def status(folder: FolderOption = HERE, form: FormOption = "text") -> None:
    """What is going on: counts by stage, listings, and the reason for everything unpublished.

    Example: dragoman status --format json
    """
    one_of(form, ("text", "json"), "--format")
    with store_of(folder) as store:
        report = status_of(store)
    if form == "json":
        print_json(report)
        return
    _print_counts(report)
    for listing in report["listings"]:
        plain(f"{listing['publisher']}: {listing['url']}: {listing['outcome']}")
    for reason in report["reasons"]:
        where = f"{reason['article']}/{reason['language']}".rstrip("/")
        plain(f"{where}: {reason['stage']}: {reason['reason']}")


@app.command()
def publishers(folder: FolderOption = HERE, form: FormOption = "text") -> None:
    """Whom we follow, under which licence, and who is paused.

    Example: dragoman publishers
    """
    one_of(form, ("text", "json"), "--format")
    with store_of(folder) as store:
        followed = status_of(store)["publishers"]
    if form == "json":
        print_json(followed)
        return
    if not followed:
        plain("nobody is followed yet: dragoman follow URL")
    for publisher in followed:
        paused = f"  paused: {publisher['paused']}" if publisher["paused"] else ""
        plain(f"{publisher['slug']}  {publisher['name']}  {publisher['licence']}{paused}")


@app.command()
def rights(publisher: str, folder: FolderOption = HERE) -> None:
    """What is allowed with a publisher's articles, and why.

    Example: dragoman rights correio
    """
    settings = load_settings(folder)
    with store_of(folder) as store:
        known = store.publishers.get(publisher)
    if known is None:
        raise UsageError(f"{publisher} is not followed: `dragoman publishers` names who is")
    for line in explain_rights(
        known, on=SystemClock().now().date(), noncommercial=settings.house.noncommercial
    ):
        plain(line)


@app.command()
def history(dispatch: str, folder: FolderOption = HERE) -> None:
    """All versions of a dispatch, with what changed.

    Example: dragoman history correio/2026-05-03/ponte/en
    """
    with store_of(folder) as store:
        versions = history_of(store, dispatch)
    if not versions:
        raise UsageError(f"{dispatch} was never published: `dragoman status` says what was")
    for version in versions:
        plain(
            f"version {version.version}  {version.published_at:%Y-%m-%d %H:%M} UTC  "
            f"{version.status.value}  {version.kind.value}"
        )
        for notice in version.notices:
            if notice.version == version.version:
                plain(f"  {notice.kind.value} by the {notice.by.value}: {notice.note}")
                for change in notice.changes:
                    plain(f"    was: {change.before}\n    now: {change.after}")


@app.command()
def review(folder: FolderOption = HERE, form: FormOption = "text") -> None:
    """What waits for a person, with the reason.

    Example: dragoman review
    """
    one_of(form, ("text", "json"), "--format")
    with store_of(folder) as store:
        waiting = waiting_for_a_person(store)
    if form == "json":
        print_json(waiting)
        return
    for row in waiting:
        plain(f"{row['dispatch']}  {row['stage']}: {row['reason']}")
    plain(f"{len(waiting)} wait for a person" if waiting else "nothing waits for a person")


@app.command()
def explain(
    target: Annotated[str, typer.Argument(metavar="DISPATCH[#SEGMENT]")],
    folder: FolderOption = HERE,
    form: FormOption = "text",
) -> None:
    """Where a text or a sentence came from: bytes, segment, engine, checks, repairs.

    Example: dragoman explain correio/2026-05-03/ponte/en#p2s1
    """
    one_of(form, ("text", "json"), "--format")
    with store_of(folder) as store:
        answer = explanation_of(store, target)
    if answer is None:
        raise UsageError(f"{target} was never published: `dragoman status` says what was")
    if "#" in target and not answer.get("units"):
        raise UsageError(f"{target}: there is no such sentence in this dispatch")
    if form == "json":
        print_json(answer)
        return
    _print_answer(answer)


@app.command()
def rebuild(folder: FolderOption = HERE) -> None:
    """Write the whole site again from the store.

    Example: dragoman rebuild
    """
    with newsroom(folder) as room, NewsroomLock(room.folder):
        names = room.store.dispatches.all_ids()
        for name in names:
            press.write_pages(room, name)
        press.write_house(room)
    plain(f"{len(names)} dispatches written to {room.site}")


@app.command()
def verify(folder: FolderOption = HERE) -> None:
    """Whether store and ledger are sound. Ends with 1 if damage was found.

    Example: dragoman verify
    """
    with store_of(folder) as store:
        problems = store.damage()
    for problem in problems:
        plain(problem)
    plain(f"{len(problems)} problems" if problems else "store and ledger agree")
    if problems:
        raise typer.Exit(1)


def _print_counts(report: dict[str, Any]) -> None:
    """Two small tables: articles by stage, editions by language and stage."""
    table = Table("what", "stage", "number", box=None, pad_edge=False)
    for stage, number in sorted(report["articles"].items()):
        table.add_row("articles", stage, str(number))
    for language, stages in sorted(report["editions"].items()):
        for stage, number in sorted(stages.items()):
            table.add_row(f"edition {language}", stage, str(number))
    if not table.rows:
        plain("nothing sighted yet: dragoman follow URL, then dragoman run --once")
        return
    out.print(table)


def _print_answer(answer: dict[str, Any], margin: str = "") -> None:
    """Nested facts as indented lines."""
    for key, value in answer.items():
        if isinstance(value, dict):
            plain(f"{margin}{key}:")
            _print_answer(value, margin + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            plain(f"{margin}{key}:")
            for inner in value:
                _print_answer(inner, margin + "  ")
                plain("")
        elif isinstance(value, list):
            plain(f"{margin}{key}: {'; '.join(str(one) for one in value) or '-'}")
        else:
            plain(f"{margin}{key}: {value}")
