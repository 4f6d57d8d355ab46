"""The command that tells what can be translated, by what, how well, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli.shell import HERE, FolderOption, app, one_of, plain, print_json, store_of
from dragoman.language.codes import base_language
from dragoman.newsroom.opening import make_engines
from dragoman.newsroom.settings import FILE_NAME, EngineSettings, Settings, load_settings
from dragoman.records import EngineInfo, EnginePair
from dragoman.translation import Engines


@app.command()
def engines(
    folder: FolderOption = HERE,
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """What can be translated, by which engine, how well, and whether text leaves the machine.

    Example: dragoman engines
    """
    one_of(form, ("text", "json"), "--format")
    has_newsroom = (folder / FILE_NAME).exists()
    settings = load_settings(folder) if has_newsroom else Settings()
    made = make_engines(settings, folder)
    try:
        report: dict[str, list[Any]] = {
            "pairs": [_row(made, info, pair) for info in made.infos() for pair in info.pairs],
            "pivots": [_row(made, info, pair) for info, pair in made.pivots()],
            "problems": list(made.problems),
            "missing": _missing(made, settings, _sources(folder) if has_newsroom else set()),
        }
    finally:
        made.close()
    if form == "json":
        print_json(report)
        return
    for row in report["pairs"]:
        plain(_line(row))
    for line in _pivot_lines(report["pivots"]):
        plain(line)
    for problem in report["problems"]:
        plain(f"not usable: {problem}")
    for line in report["missing"]:
        plain(f"missing: {line}")
    off = _switched_off(settings.engines)
    if off:
        plain(f"not switched on: {', '.join(off)} (the tables [engines.*] of {FILE_NAME})")


def _row(made: Engines, info: EngineInfo, pair: EnginePair) -> dict[str, Any]:
    """One direction of one engine."""
    return {
        "engine": info.name,
        "version": info.version,
        "source": pair.source,
        "target": pair.variant or pair.target,
        "quality": pair.tier.value,
        "model": pair.model,
        "sha256": pair.model_sha256,
        "pivot": pair.pivot,
        "licence": info.licence,
        "offline": info.offline,
        "publishers": [] if info.offline else list(made.may_be_sent(info.name)),
    }


def _line(row: dict[str, Any]) -> str:
    """A direction for people."""
    where = "on this machine"
    if not row["offline"]:
        allowed = ", ".join(row["publishers"]) or "no publisher"
        where = f"TEXT LEAVES THE MACHINE (allowed for {allowed})"
    return (
        f"{row['source']} -> {row['target']}  {row['engine']} {row['version']}  {row['model']}"
        f"  {row['quality']}  {row['licence']}  {where}"
    )


def _pivot_lines(rows: list[dict[str, Any]]) -> list[str]:
    """The directions by way of a third language, a line for each language and way."""
    ways: defaultdict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        ways[row["source"], row["pivot"], row["engine"], row["quality"]].append(row["target"])
    return [
        f"{source} -> {', '.join(targets)}  through {pivot}  {engine}  {quality}  on this machine"
        for (source, pivot, engine, quality), targets in ways.items()
    ]


def _sources(folder: Path) -> set[str]:
    """The languages of the publishers that are followed."""
    with store_of(folder) as store:
        followed = store.publishers.all()
    return {base_language(tag) for publisher in followed for tag in publisher.languages}


def _missing(made: Engines, settings: Settings, sources: set[str]) -> list[str]:
    """The directions that the newsroom's editions would need, and how each can be had."""
    editions = list(settings.house.languages)
    lines = []
    for source in sorted(sources | {base_language(tag) for tag in editions} - {""}):
        for target in editions:
            if source in ("", base_language(target)) or made.pair(source, target) is not None:
                continue
            pair = f"{source}-{base_language(target)}"
            lines.append(
                f"{source} -> {target}: try `dragoman models install {pair}`, or switch on another "
                "engine"
            )
    return lines


def _switched_off(chosen: EngineSettings) -> list[str]:
    """The names of the engines outside that the settings say nothing of."""
    switches = {
        "ctranslate2": bool(chosen.ctranslate2.packages),
        "apertium": bool(chosen.apertium.address),
        "libretranslate": bool(chosen.libretranslate.address),
        "chat": bool(chosen.chat.address),
    }
    return [name for name, on in switches.items() if not on]
