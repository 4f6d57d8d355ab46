"""The commands that look for mistakes in anybody's texts: check and audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dragoman.cli.desk import SourceOption, document_named, language_of
from dragoman.cli.proof_page import print_page
from dragoman.cli.proof_sarif import sarif
from dragoman.cli.proof_text import print_proof
from dragoman.cli.shell import HERE, FolderOption, app, err, one_of, out, print_json
from dragoman.desk import BUILT_IN_AUDITS, BUILT_IN_CHECKS
from dragoman.errors import UsageError
from dragoman.newsroom.audits import AUDIT_NAMES, audit_document, audit_json, proof_of_audit
from dragoman.newsroom.bitexts import (
    Bitext,
    Mutes,
    known_endings,
    read_mutes,
    read_one_file,
    read_text,
    read_two_files,
)
from dragoman.newsroom.clock import SystemClock
from dragoman.newsroom.documents import read_file
from dragoman.newsroom.opening import make_engines
from dragoman.newsroom.proofs import (
    CHECK_NAMES,
    Choice,
    ProofLine,
    Tally,
    choose_checks,
    proof_json,
    proof_of_pairs,
    refuse_unknown,
)
from dragoman.newsroom.settings import FILE_NAME, Settings, load_settings
from dragoman.records import Interpreter, Severity
from dragoman.translation import GuardedInterpreter

_FORMS = ("text", "json", "sarif", "html")
_NEVER = "never"
_FAILURES = ("minor", "major", "critical", _NEVER)

FormOption = Annotated[str, typer.Option("--format", help="text, json, sarif or html.")]
SelectOption = Annotated[
    list[str] | None, typer.Option(help="Only these checks, with commas between.")
]
IgnoreOption = Annotated[list[str] | None, typer.Option(help="Without these checks.")]
MuteOption = Annotated[
    list[str] | None,
    typer.Option(metavar="FILE", help="Mutes: lines such as `article.en.txt:12 names, gender`."),
]
FailOption = Annotated[
    str,
    typer.Option(help="End with 1 only for findings of this severity: minor, major, critical; or "
                 "never. Any finding, if it is not given."),
]  # fmt: skip


@app.command()
def check(
    source: Annotated[str, typer.Argument(help="The original, a sentence a line; or one file with "
                                          "both sides: XLIFF, TMX, PO, TSV.")] = "",
    target: Annotated[str, typer.Argument(help="Its translation, line by line.")] = "",
    source_language: SourceOption = "",
    target_language: Annotated[str, typer.Option("--to", help="That of the translation.")] = "",
    pairs: Annotated[str, typer.Option(help="A TSV file of pairs instead, no header.")] = "",
    form: FormOption = "text",
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    mute: MuteOption = None,
    fail_on: FailOption = "",
    no_models: Annotated[bool, typer.Option("--no-models", help="By rules alone.")] = False,
    folder: FolderOption = HERE,
) -> None:  # fmt: skip
    """The desk as a linter over a translation, whoever made it. Ends with 1 if it found something.

    Example: dragoman check article.pt.txt article.en.txt --from pt --to en
    """
    _ready(form, fail_on)
    choice = _choice(select, ignore, mute, CHECK_NAMES)
    bitext = _bitext(source, target, pairs, source_language, target_language)
    tally = Tally()
    with _interpreter(folder, wanted=not no_models) as interpreter:
        lines = proof_of_pairs(bitext, tally, choice=choice, interpreter=interpreter)
        as_json = partial(_print_json, lambda all_lines: proof_json(all_lines))
        _print(form, _followed(lines, tally), tally, BUILT_IN_CHECKS, bitext.name, as_json)
    _end(tally, choice, fail_on)


@app.command("audit")
def audit_command(
    name: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="The text.")],
    language: Annotated[str, typer.Option(help="Its language.")] = "",
    form: FormOption = "text",
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    mute: MuteOption = None,
    fail_on: FailOption = "",
) -> None:
    """The desk over a text with no original at hand. Ends with 1 if it found something.

    Example: dragoman audit article.txt --language en
    """
    _ready(form, fail_on)
    choice = _choice(select, ignore, mute, AUDIT_NAMES)
    tag = language_of(language, "--language") if language else ""
    document = document_named(name, Settings())
    tally = Tally()
    report = audit_document(document, tally, language=tag, now=SystemClock().now(), choice=choice)
    as_json = partial(_print_json, lambda _: audit_json(report))
    _print(form, proof_of_audit(report), tally, BUILT_IN_AUDITS, document.name, as_json)
    _end(tally, choice, fail_on)


def _ready(form: str, fail_on: str) -> None:
    """Look at the options before any file is read."""
    one_of(form, _FORMS, "--format")
    if fail_on:
        one_of(fail_on, _FAILURES, "--fail-on")


def _choice(
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    mute: Sequence[str] | None,
    known: Sequence[str],
) -> Choice:
    """The checks and mutes that the command line names."""
    checks = choose_checks(select or (), ignore or (), known)
    mutes = Mutes()
    for path in mute or ():
        text = read_text(path, read_file(path))
        mutes.add(read_mutes(path, text, lambda name, where: refuse_unknown(name, where, known)))
    return Choice(checks=checks, mutes=mutes)


def _bitext(source: str, target: str, pairs: str, origin: str, goal: str) -> Bitext:
    """The pairs that the command line names."""
    origin = language_of(origin, "--from") if origin else ""
    goal = language_of(goal, "--to") if goal else ""
    if pairs and (source or target):
        raise UsageError("give either two files or --pairs FILE, not both")
    if not source and not pairs:
        raise UsageError("name two files, SOURCE and TARGET, or one with --pairs FILE.tsv")
    if not target:
        path = pairs or source
        return read_one_file(path, read_file(path), origin, goal, is_tsv=bool(pairs))
    for name in (source, target):
        if Path(name).suffix.lower() in known_endings():
            raise UsageError(f"{name} holds both sides of a translation: name it alone")
    language_of(origin, "--from")
    language_of(goal, "--to")
    return read_two_files((source, read_file(source)), (target, read_file(target)), origin, goal)


@contextmanager
def _interpreter(folder: Path, *, wanted: bool) -> Iterator[Interpreter | None]:
    """What the models at hand can tell; they start when a check first asks for them."""
    if not wanted:
        yield None
        return
    settings = load_settings(folder) if (folder / FILE_NAME).exists() else Settings()
    engines = make_engines(settings, folder)
    try:
        yield GuardedInterpreter(engines)
    finally:
        engines.close()


def _followed(lines: Iterable[ProofLine], tally: Tally) -> Iterator[ProofLine]:
    """The same lines, with how far they are shown on a terminal, and the remarks at last."""
    # On one terminal, findings must be printed through the console that shows the progress.
    console = out if out.is_terminal else err
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
        console=console, transient=True, disable=not console.is_terminal,
        redirect_stdout=False, redirect_stderr=False,
    ) as progress:  # fmt: skip
        task = progress.add_task("reading")
        for line in lines:
            progress.update(task, description=f"{tally.sentences} sentences compared")
            yield line
    _tell(tally.notes)


def _tell(notes: Sequence[str]) -> None:
    """Remarks on standard error."""
    for note in notes:
        err.print(f"dragoman: note: {note}", markup=False)


def _print(
    form: str,
    lines: Iterable[ProofLine],
    tally: Tally,
    checks: Sequence[Any],
    name: str,
    as_json: Callable[[Iterable[ProofLine]], None],
) -> None:
    """The proof in the form wanted."""
    if form == "json":
        as_json(lines)
    elif form == "sarif":
        print_json(sarif(lines, tally, checks))
    elif form == "html":
        print_page(lines, tally, name)
    else:
        print_proof(lines, tally)


def _print_json(made: Callable[[Iterable[ProofLine]], Any], lines: Iterable[ProofLine]) -> None:
    print_json(made(lines))


def _end(tally: Tally, choice: Choice, fail_on: str) -> None:
    """End with 1 where there is something to fail for."""
    _tell(choice.mutes.without_a_place())
    order = [severity.value for severity in Severity]
    if fail_on == _NEVER:
        raise typer.Exit(0)
    least = order.index(fail_on) if fail_on else 0
    raise typer.Exit(1 if any(tally.severities[word] for word in order[least:]) else 0)
