"""The engines that are no part of this program: where they are, by the operator's word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from dragoman.records import Engine
from dragoman.translation.engines.apertium import ApertiumAccess, ApertiumEngine
from dragoman.translation.engines.chat import ChatAccess, ChatEngine
from dragoman.translation.engines.ctranslate2 import CTranslate2Access, CTranslate2Engine
from dragoman.translation.engines.libretranslate import LibreTranslateAccess, LibreTranslateEngine
from dragoman.translation.engines.packages import Package, PackageProblem, find_packages

__all__ = [
    "ApertiumAccess",
    "CTranslate2Access",
    "ChatAccess",
    "LibreTranslateAccess",
    "Outside",
    "Premises",
    "outside_engines",
]


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """One access for each engine outside; an access without an address or package is off."""

    ctranslate2: CTranslate2Access = CTranslate2Access()
    apertium: ApertiumAccess = ApertiumAccess()
    libretranslate: LibreTranslateAccess = LibreTranslateAccess()
    chat: ChatAccess = ChatAccess()


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """A newsroom's folder, for relative paths and what is counted, and its calendar."""

    folder: Path
    today: Callable[[], date]


def outside_engines(
    outside: Outside, premises: Premises, processes: int = 0
) -> tuple[dict[str, Callable[[], Engine]], list[str]]:
    """Makers of the engines that are switched on, by name, and lines about broken packages.

    A maker raises `UsageError` when its settings cannot work.
    """
    makers: dict[str, Callable[[], Engine]] = {}
    problems: list[str] = []
    if outside.ctranslate2.packages:
        found = find_packages([premises.folder / path for path in outside.ctranslate2.packages])
        problems = [one.reason for one in found if isinstance(one, PackageProblem)]
        whole = [one for one in found if isinstance(one, Package)]
        makers["ctranslate2"] = lambda: CTranslate2Engine(
            whole, processes, publishable=outside.ctranslate2.publishable
        )
    if outside.apertium.address:
        makers["apertium"] = lambda: ApertiumEngine(outside.apertium)
    if outside.libretranslate.address:
        makers["libretranslate"] = lambda: LibreTranslateEngine(outside.libretranslate)
    if outside.chat.address:
        purse = premises.folder / "store" / "chat-spent.json"
        makers["chat"] = lambda: ChatEngine(outside.chat, today=premises.today, purse=purse)
    return makers, problems
