"""The models that Mozilla offers, through the downloader of `fxtranslate`.

The list is Firefox's own Remote Settings; `FXTRANSLATE_RECORDS_URL` names another one. What is
fetched is checked against the list's digests by the downloader, and kept in its cache.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError, WorldError

MODEL_LICENCE = "MPL-2.0 (as github.com/mozilla/translations states it for its models)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One direction that can be fetched: its newest version, size in bytes as it travels."""

    source: str
    target: str
    version: str
    architecture: str
    size: int

    @property
    def pair(self) -> str:
        """The pair in one word, which is the name of its folder too."""
        return f"{self.source}-{self.target}"


def offers_for(source: str, target: str, discovery: Any = None) -> list[Offer]:
    """The one model, or the two that go through a third language, for a pair of base languages.

    Raises `WorldError` where the list cannot be had, `UsageError` where it has no way for the pair.
    `discovery` stands in for fxtranslate's module of that name.
    """
    found = discovery or import_module("fxtranslate").discovery
    body = _carefully(found.fetch_records_body, "the list of models cannot be had")
    try:
        route = found.resolve_route(body, source, target)
    except ValueError as error:
        raise UsageError(f"Mozilla offers no model for {source}->{target}: {error}") from error
    if route["kind"] == "direct":
        legs = [(source, target)]
    else:
        legs = [(source, route["pivot"]), (route["pivot"], target)]
    return [_newest(body, *leg, found) for leg in legs]


def fetch(offer: Offer, cache: Path, *, progress: bool = False, discovery: Any = None) -> Path:
    """Fetch one model into the cache; gives its folder. Raises `WorldError` when that fails."""
    found = discovery or import_module("fxtranslate").discovery
    _carefully(
        lambda: found.add_models(offer.source, offer.target, str(cache), progress),
        f"the model {offer.pair} cannot be fetched",
    )
    return cache / offer.pair


def _carefully(work: Callable[[], Any], what: str) -> Any:
    """Call into the library; whatever fails there is a `WorldError` of two lines."""
    try:
        return work()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a Rust panic is a BaseException
        said = str(error).rpartition(": ")[2] or type(error).__name__
        raise WorldError(
            f"{what}: {' '.join(said.split())}\n"
            "Is there a network? Models can also be copied to a folder that engines.models names"
        ) from error


def _newest(body: str, source: str, target: str, discovery: Any) -> Offer:
    """The newest version of a direction that the library can load, with the size of its files."""
    rows = [
        row
        for row in json.loads(body).get("data", [])
        if (row.get("sourceLanguage"), row.get("targetLanguage")) == (source, target)
    ]
    groups: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        groups[str(row.get("version") or ""), str(row.get("architecture") or "")].append(row)
    for version, architecture in sorted(groups, key=lambda kind: _number(kind[0]), reverse=True):
        files = groups[version, architecture]
        if (source, target) in discovery.model_pairs(json.dumps({"data": files})):
            return Offer(
                source=source,
                target=target,
                version=version,
                architecture=architecture,
                size=sum(int((row.get("attachment") or {}).get("size") or 0) for row in files),
            )
    raise WorldError(f"the list of models names {source}->{target} and has no file of it")


def _number(version: str) -> tuple[tuple[int, ...], bool]:
    """A version to be compared: a trial such as 2.0a1 comes before 2.0."""
    plain = re.match(r"[\d.]*", version)
    figures = plain.group() if plain else ""
    return tuple(int(part) for part in figures.split(".") if part), figures == version
