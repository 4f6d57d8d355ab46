"""Reservations of text and data mining: TDMRep headers and `/.well-known/tdmrep.json`.

TDMRep is the W3C community group's final report of 10 May 2024. A declaration in the file is a list
of {location, tdm-reservation, tdm-policy}; locations are path patterns as in RFC 9309.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

TDMREP_PATH = "/.well-known/tdmrep.json"
MAX_TDMREP = 256 * 1024  # bytes read of a tdmrep.json
_MAX_RULES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class TdmRule:
    """One line of tdmrep.json: paths like `location` are reserved or expressly not."""

    location: str
    reserved: bool
    policy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TdmWord:
    """What is said about one address. `reserved` is None when nothing is said."""

    reserved: bool | None = None
    policy: str = ""


def parse_tdmrep(body: bytes) -> tuple[TdmRule, ...]:
    """The rules of a tdmrep.json, in their order; () for anything that is not one."""
    try:
        value = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return ()
    rows = value if isinstance(value, list) else [value]
    rules: list[TdmRule] = []
    for row in rows[:_MAX_RULES]:
        if not isinstance(row, dict):
            continue
        reserved = _reservation(row.get("tdm-reservation"))
        location = row.get("location")
        if reserved is None or not isinstance(location, str) or not location:
            continue
        policy = row.get("tdm-policy")
        rules.append(
            TdmRule(
                location=location[:2000],
                reserved=reserved,
                policy=_address(policy) if isinstance(policy, str) else "",
            )
        )
    return tuple(rules)


def word_of_file(rules: tuple[TdmRule, ...], target: str) -> TdmWord:
    """What the rules say about a path with its query: the longest matching location wins.

    With two of equal length the reservation wins, since a doubt is not a permission.
    """
    matching = [rule for rule in rules if _matches(rule.location, target)]
    if not matching:
        return TdmWord()
    best = max(matching, key=lambda rule: (len(rule.location), rule.reserved))
    return TdmWord(reserved=best.reserved, policy=best.policy)


def word_of_headers(headers: Mapping[str, str]) -> TdmWord:
    """What an answer's `tdm-reservation` and `tdm-policy` headers say (names in any case)."""
    lower = {name.lower(): value for name, value in headers.items()}
    reserved = _reservation(lower.get("tdm-reservation"))
    return TdmWord(reserved=reserved, policy=_address(lower.get("tdm-policy", "")))


def joined(header: TdmWord, file: TdmWord) -> TdmWord:
    """The header speaks for the one document, so it goes before the file."""
    if header.reserved is None:
        return TdmWord(reserved=file.reserved, policy=header.policy or file.policy)
    same = file.policy if header.reserved == file.reserved else ""
    return TdmWord(reserved=header.reserved, policy=header.policy or same)


def _reservation(value: object) -> bool | None:
    """1 and "1" reserve, 0 and "0" do not; anything else says nothing."""
    if isinstance(value, bool):
        return value
    text = str(value).strip() if isinstance(value, (int, str)) else ""
    return {"1": True, "0": False}.get(text)


def _address(text: str) -> str:
    """A policy's address if it is one on the web, else ""."""
    text = text.strip()
    return text if re.fullmatch(r"https?://[^\s<>\"']{1,2000}", text) else ""


def _matches(location: str, target: str) -> bool:
    """True when a path pattern (`*` any run, a final `$` the end) matches the start of `target`."""
    if location.startswith(("http://", "https://")):
        location = "/" + location.split("//", 1)[1].partition("/")[2]
    if not location.startswith(("/", "*")):
        location = "/" + location
    anchored = location.endswith("$")
    parts = location.removesuffix("$").split("*")
    place = 0
    if not target.startswith(parts[0]):
        return False
    place = len(parts[0])
    for part in parts[1:]:
        found = target.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    if not anchored:
        return True
    return place == len(target) or (len(parts) > 1 and target.endswith(parts[-1]))
