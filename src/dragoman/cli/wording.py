"""Commands about words: the termbase, the translation memory, and sentences out as TMX."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.shell import HERE, FolderOption, app, err, one_of, plain, print_json, store_of
from dragoman.errors import UsageError, WorldError
from dragoman.language.codes import normalise_tag
from dragoman.newsroom.clock import SystemClock
from dragoman.newsroom.settings import load_settings
from dragoman.newsroom.wording import (
    Wording,
    import_tmx,
    memory_report,
    published_units,
    reading_of,
    terms_report,
)
from dragoman.translation import write_tmx

memory = typer.Typer(help="What engines and people translated before.", no_args_is_help=True)
export = typer.Typer(help="What was published, in the field's formats.", no_args_is_help=True)
app.add_typer(memory, name="memory")
app.add_typer(export, name="export")

FormOption = Annotated[str, typer.Option("--format", help="text or json.")]


@app.command()
def terms(
    sentence: Annotated[str, typer.Argument(help="A sentence to try the entries on.")] = "",
    source: Annotated[str, typer.Option("--from", help="Its language.")] = "",
    target: Annotated[str, typer.Option("--to", help="The language wanted.")] = "",
    publisher: Annotated[str, typer.Option(help="A publisher with entries of its own.")] = "",
    folder: FolderOption = HERE,
    form: FormOption = "text",
) -> None:
    """The termbase: what there is and whether its examples hold; or what applies in a sentence.

    Ends with 1 if an example does not hold.

    Example: dragoman terms "The bill was passed." --from en --to pt
    """
    one_of(form, ("text", "json"), "--format")
    base = Wording(load_settings(folder).terms, folder).of(publisher)
    if sentence:
        for option, value in (("--from", source), ("--to", target)):
            if not normalise_tag(value):
                raise UsageError(f"{option} {value or 'is missing'}: name a language, such as pt")
        report = reading_of(base, sentence, source, target)
    else:
        report = terms_report(base)
    if form == "json":
        print_json(report)
    else:
        for key, value in report.items():
            lines = value if isinstance(value, list) else [f"{key}: {value}"]
            for line in lines:
                plain(str(line))
    if report.get("faults"):
        raise typer.Exit(1)


@memory.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.tmx")], folder: FolderOption = HERE
) -> None:
    """Take over a TMX file: its sentences are used word for word where an article has them.

    Example: dragoman memory import house.tmx
    """
    with store_of(folder) as store, err.status("reading") as line:
        count = import_tmx(file, store, lambda n: line.update(f"{n} pairs"))
    plain(f"{count.taken} pairs taken from {file}")
    for reason, number in count.skipped.most_common():
        plain(f"{number} skipped: {reason}")
    if not count.taken:
        raise UsageError(f"{file} has no pair that can be used: see the reasons above")


@memory.command("status")
def status_command(folder: FolderOption = HERE, form: FormOption = "text") -> None:
    """How much is remembered.

    Example: dragoman memory status
    """
    one_of(form, ("text", "json"), "--format")
    with store_of(folder) as store:
        report = memory_report(store)
    if form == "json":
        print_json(report)
        return
    for key, value in report.items():
        plain(f"{key}: {value}")


@memory.command("forget")
def forget_command(
    folder: FolderOption = HERE,
    imported: Annotated[bool, typer.Option("--imported", help="What people wrote.")] = False,
) -> None:
    """Empty the memory of what engines wrote, or with --imported of what came from TMX files.

    Example: dragoman memory forget
    """
    with store_of(folder) as store:
        gone = store.memory.forget(people=imported)
    plain(f"{gone} {'pairs of people' if imported else 'sentences of engines'} forgotten")


@export.command("tmx")
def tmx_command(
    file: Annotated[Path, typer.Argument(metavar="FILE|-", help="Where to write.")],
    to: Annotated[str, typer.Option("--to", help="One edition only, such as en.")] = "",
    folder: FolderOption = HERE,
) -> None:
    """Every published sentence with its translation, as TMX 1.4.

    Example: dragoman export tmx wire.tmx
    """
    now = SystemClock().now()
    with store_of(folder) as store:
        units = published_units(store, to)
        if str(file) == "-":
            write_tmx(sys.stdout.buffer, units, made_at=now)
            return
        try:
            with file.open("wb") as stream:
                written = write_tmx(stream, units, made_at=now)
        except OSError as error:
            raise WorldError(f"{file} cannot be written: {error.strerror}") from error
    plain(f"{written} sentences written to {file}")
