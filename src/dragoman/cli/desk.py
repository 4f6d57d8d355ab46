"""Commands for one document: translate, check, audit."""

from __future__ import annotations

import html
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from dragoman.capture import Fetcher
from dragoman.cli.report import print_findings, print_reading, sarif
from dragoman.cli.shell import HERE, FolderOption, app, one_of, plain, print_json
from dragoman.errors import UsageError
from dragoman.language.codes import direction, normalise_tag
from dragoman.newsroom.clock import SystemClock
from dragoman.newsroom.documents import (
    Document,
    audited,
    checked_pairs,
    file_document,
    is_web_address,
    read_file,
    translate_document,
    translation_json,
    web_document,
)
from dragoman.newsroom.opening import make_engines, user_agent
from dragoman.newsroom.settings import FILE_NAME, Settings, load_settings

TargetOption = Annotated[str, typer.Option("--to", help="The language wanted, such as en.")]
SourceOption = Annotated[str, typer.Option("--from", help="The language of the original.")]


@app.command()
def translate(
    name: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="What to translate.")],
    to: TargetOption,
    source: SourceOption = "",
    form: Annotated[str, typer.Option("--format", help="text, html or json.")] = "text",
    folder: FolderOption = HERE,
) -> None:
    """One document through reading, translation, desk and repair.

    Example: dragoman translate artigo.txt --from pt --to en
    """
    one_of(form, ("text", "html", "json"), "--format")
    target, origin = _language(to, "--to"), _language(source, "--from") if source else ""
    settings = load_settings(folder) if (folder / FILE_NAME).exists() else Settings()
    document = _document(name, settings)
    engines = make_engines(settings, folder)
    try:
        article, copy = translate_document(
            document, source=origin, target=target, engines=engines, now=SystemClock().now()
        )
    finally:
        engines.close()
    report = translation_json(article, copy)
    if form == "json":
        print_json(report)
    elif form == "html":
        _print_page(report)
    else:
        print_reading(report, name)


@app.command()
def check(
    source: Annotated[str, typer.Argument(help="The original, one sentence a line.")] = "",
    target: Annotated[str, typer.Argument(help="Its translation, line by line.")] = "",
    source_language: SourceOption = "",
    target_language: Annotated[str, typer.Option("--to")] = "",
    pairs: Annotated[str, typer.Option(help="A TSV file of pairs instead, no header.")] = "",
    form: Annotated[str, typer.Option("--format", help="text, json or sarif.")] = "text",
    folder: FolderOption = HERE,
) -> None:
    """The desk as a linter over a translation, whoever made it. Ends with 1 if it found something.

    Example: dragoman check artigo.pt.txt artigo.en.txt --from pt --to en
    """
    one_of(form, ("text", "json", "sarif"), "--format")
    origin, goal = _language(source_language, "--from"), _language(target_language, "--to")
    if pairs:
        rows, where = _read_pairs(pairs), pairs
    elif source and target:
        rows, where = _read_two(source, target), target
    else:
        raise UsageError("name two files, SOURCE and TARGET, or one with --pairs FILE.tsv")
    settings = load_settings(folder) if (folder / FILE_NAME).exists() else Settings()
    engines = make_engines(settings, folder)
    try:
        report = checked_pairs(rows, origin, goal, document=not pairs, engines=engines)
    finally:
        engines.close()
    if form == "json":
        print_json(report)
    elif form == "sarif":
        print_json(sarif(report, where))
    else:
        print_findings(report, where, [target for _, target in rows], [row[0] for row in rows])
    raise typer.Exit(1 if report["findings"] else 0)


@app.command("audit")
def audit_command(
    name: Annotated[str, typer.Argument(metavar="FILE", help="The text.")],
    language: Annotated[str, typer.Option(help="Its language.")] = "",
    form: Annotated[str, typer.Option("--format", help="text, json or sarif.")] = "text",
) -> None:
    """The desk over a text with no original at hand. Ends with 1 if it found something.

    Example: dragoman audit article.txt --language en
    """
    one_of(form, ("text", "json", "sarif"), "--format")
    document = _document(name, Settings())
    report = audited(
        document,
        language=_language(language, "--language") if language else "",
        now=SystemClock().now(),
    )
    if form == "json":
        print_json(report)
    elif form == "sarif":
        print_json(sarif(report, name))
    else:
        print_findings(report, name, document.text.splitlines(), None, text=document.text)
    raise typer.Exit(1 if report["findings"] else 0)


def _document(name: str, settings: Settings) -> Document:
    """The document that the command line names."""
    if name == "-":
        body = sys.stdin.buffer.read()
        return Document(name="standard input", body=body, is_page=body.lstrip()[:1] == b"<")
    if not is_web_address(name):
        return file_document(name)
    fetcher = Fetcher(
        user_agent=user_agent(settings),
        allow_private=settings.capture.allow_private,
        timeout_s=settings.capture.timeout_s,
        max_bytes=settings.capture.max_bytes,
        delay_s=settings.capture.delay_s,
        clock=SystemClock().now,
    )
    try:
        return web_document(name, fetcher)
    finally:
        fetcher.close()


def _language(tag: str, option: str) -> str:
    """A language tag in its normal form. Raises `UsageError` for one that is none."""
    if not tag:
        raise UsageError(f"{option} is missing: name a language, such as {option} pt")
    normal = normalise_tag(tag)
    if not normal:
        raise UsageError(f"{option} {tag}: not a language tag; write for instance pt, en, pt-BR")
    return normal


def _read_two(source: str, target: str) -> list[tuple[str, str]]:
    """Two files, line by line. Raises `UsageError` when they differ in length."""
    first, second = (
        read_file(name).decode("utf-8-sig", "replace").splitlines() for name in (source, target)
    )
    if len(first) != len(second):
        raise UsageError(
            f"{source} has {len(first)} lines, {target} has {len(second)}: the two must answer to "
            "each other line by line (or give pairs with --pairs FILE.tsv)"
        )
    return [pair for pair in zip(first, second, strict=True) if pair[0].strip() or pair[1].strip()]


def _read_pairs(name: str) -> list[tuple[str, str]]:
    """Pairs from a TSV file; quotation marks are text. Raises `UsageError` naming a bad line."""
    pairs = []
    text = read_file(name).decode("utf-8-sig", "replace")
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) != 2:
            raise UsageError(
                f"{name}:{number}: {len(cells)} columns instead of 2: source, a tab, target"
            )
        pairs.append((cells[0], cells[1]))
    return pairs


def _print_page(report: Mapping[str, Any]) -> None:
    """The translation as a small page, for another system to take up."""
    language = report["target_language"]
    lines = [
        f'<article lang="{html.escape(language)}" dir="{direction(language)}">',
        "<p>Machine translation. No person has read this translation.</p>",
    ]
    block = None
    for unit in report["units"]:
        kind = unit["segment"].partition("s")[0]
        if kind != block:
            lines += [] if block is None else ["</p>"]
            lines.append("<p>" if not kind.startswith("h") else '<p class="headline">')
            block = kind
        tag = {"source": "kept", "repair": "changed"}.get(unit["origin"], "")
        mark = f' class="{tag}"' if tag else ' class="doubt"' if unit["findings"] else ""
        lines.append(f'<span id="{unit["segment"]}"{mark}>{html.escape(unit["target"])}</span>')
    plain("\n".join([*lines, "</p>" if block else "", "</article>"]))
