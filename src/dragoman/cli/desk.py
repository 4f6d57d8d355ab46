"""The command for one document: translate; and how documents and languages are named."""

from __future__ import annotations

import html
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from dragoman.capture import Fetcher
from dragoman.cli.report import print_reading
from dragoman.cli.shell import HERE, FolderOption, app, one_of, plain, print_json
from dragoman.edition import tagged
from dragoman.errors import UsageError
from dragoman.language.codes import direction, normalise_tag
from dragoman.newsroom.clock import SystemClock
from dragoman.newsroom.documents import (
    Document,
    file_document,
    is_web_address,
    translate_document,
    translation_json,
    web_document,
)
from dragoman.newsroom.opening import make_engines, second_opinion_of, user_agent
from dragoman.newsroom.settings import FILE_NAME, Settings, load_settings
from dragoman.newsroom.wording import Wording
from dragoman.records import Inline, InlineKind

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
    target, origin = language_of(to, "--to"), language_of(source, "--from") if source else ""
    settings = load_settings(folder) if (folder / FILE_NAME).exists() else Settings()
    document = document_named(name, settings)
    engines = make_engines(settings, folder)
    try:
        article, copy = translate_document(
            document,
            source=origin,
            target=target,
            engines=engines,
            now=SystemClock().now(),
            terms=Wording(settings.terms, folder).of(),
            second=second_opinion_of(settings, engines, ""),
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


def document_named(name: str, settings: Settings) -> Document:
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


def language_of(tag: str, option: str) -> str:
    """A language tag in its normal form. Raises `UsageError` for one that is none."""
    if not tag:
        raise UsageError(f"{option} is missing: name a language, such as {option} pt")
    normal = normalise_tag(tag)
    if not normal:
        raise UsageError(f"{option} {tag}: not a language tag; write for instance pt, en, pt-BR")
    return normal


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
        inlines = [
            Inline(kind=InlineKind(kind), start=start, end=end, href=href)
            for kind, start, end, href in unit["inlines"]
        ]
        text = tagged(unit["target"], inlines)
        lines.append(f'<span id="{unit["segment"]}"{mark}>{text}</span>')
    plain("\n".join([*lines, "</p>" if block else "", "</article>"]))
