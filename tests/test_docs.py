"""The docs know every command, setting, check, notice and record, and their links lead on."""

from __future__ import annotations

import importlib
import re
import tomllib
from enum import StrEnum
from pathlib import Path

import pytest

from dragoman import records
from house_rules import ROOT

DOCS = ROOT / "docs"
GLOSSARY = {"article", "byline", "capture", "dateline", "decision", "desk", "dispatch", "edition"}
GLOSSARY |= {
    "engine",
    "finding",
    "furniture",
    "hold",
    "listing",
    "newsroom",
    "notice",
    "permission",
}
GLOSSARY |= {"publisher", "repair", "rights", "segment", "sighting", "signature", "source", "spike"}
GLOSSARY |= {"standing", "story", "target", "translation", "unit", "verdict", "withdraw"}


def docs_text() -> str:
    """All pages of docs/ and the README as one text; an empty docs/ fails the test that asks."""
    pages = sorted(DOCS.rglob("*.md"))
    assert pages, "docs/ has no pages"
    return "\n".join(page.read_text(encoding="utf-8") for page in [*pages, ROOT / "README.md"])


def unmentioned(names: list[str], text: str) -> list[str]:
    """Names that do not stand in `text` as words of their own."""
    return [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]


def command_names(command: object, prefix: str = "") -> list[str]:
    """Every command below a click group, such as "demo" and "export warc"."""
    found: list[str] = []
    for name, below in getattr(command, "commands", {}).items():
        deeper = command_names(below, f"{prefix}{name} ")
        found += deeper or [f"{prefix}{name}"]
    return found


def commands() -> list[str]:
    """The commands of the command line."""
    from typer.main import get_command

    return command_names(get_command(importlib.import_module("dragoman.cli").app))


def setting_keys(template: str) -> list[str]:
    """Every key of the settings template, those in comments too, as table.key."""
    keys, table = [], ""
    for line in template.splitlines():
        if head := re.fullmatch(r"\[([\w.]+)\]", line):
            table = f"{head[1]}."
        elif key := re.match(r"(?:# )?([a-z_]+) = ", line):
            keys.append(f"{table}{key[1]}")
    return keys


def template() -> str:
    """The newsroom's settings template."""
    return importlib.import_module("dragoman.newsroom.settings").settings_template()


def test_every_command_is_documented() -> None:
    names = commands()
    assert {"demo", "follow", "run", "serve", "translate", "check", "audit"} <= set(names)
    assert unmentioned([f"dragoman {name}" for name in names], docs_text()) == []


def test_every_setting_is_documented() -> None:
    text = docs_text()
    keys = setting_keys(template())
    assert len(keys) >= 15
    assert [key for key in keys if key not in text] == []


def test_the_settings_template_is_toml_with_its_comments_taken_away() -> None:
    bare = re.sub(r"^# (?=[a-z_]+ = )", "", template(), flags=re.MULTILINE)
    assert set(dotted(tomllib.loads(bare))) == set(setting_keys(template()))


def dotted(table: dict[str, object], prefix: str = "") -> list[str]:
    """The keys of a table and of those in it, as table.key; an empty table is a value."""
    found: list[str] = []
    for key, value in table.items():
        deeper = isinstance(value, dict) and value
        found += dotted(value, f"{prefix}{key}.") if deeper else [f"{prefix}{key}"]
    return found


def test_every_check_is_documented() -> None:
    page = (DOCS / "checks.md").read_text(encoding="utf-8")
    checks = importlib.import_module("dragoman.desk").BUILT_IN_CHECKS
    assert unmentioned([check.name for check in checks], page) == []


def test_every_record_is_documented() -> None:
    assert unmentioned(list(records.__all__), docs_text()) == []


@pytest.mark.parametrize(
    "words",
    [records.NoticeKind, records.DispatchStatus, records.Verdict, records.Severity, records.Origin],
    ids=lambda words: words.__name__,
)
def test_every_word_that_readers_may_meet_is_documented(words: type[StrEnum]) -> None:
    assert unmentioned([word.value for word in words], docs_text()) == []


@pytest.mark.parametrize("word", sorted(GLOSSARY))
def test_the_glossary_explains_the_words_of_the_trade(word: str) -> None:
    page = (DOCS / "glossary.md").read_text(encoding="utf-8")
    entry = rf"^(?:#+ |[-*] |\| )?[*_`]*{word}\b"
    assert re.search(entry, page, flags=re.MULTILINE | re.IGNORECASE)


def broken_links(page: Path) -> list[str]:
    """Relative links and pictures of a Markdown page that lead to no file or no heading."""
    text = page.read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    broken = []
    for link in re.findall(r"\]\(<?([^)\s>]+)", prose):
        if re.match(r"[a-z][a-z+.-]*:", link):
            continue
        name, _, anchor = link.partition("#")
        to = page.parent / name if name else page
        if not to.exists() or (anchor and anchor not in anchors(to)):
            broken.append(f"{page.name}: {link}")
    return broken


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_of_all_pages_lead_to_files_and_headings() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    assert [link for page in pages for link in broken_links(page)] == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One thing\n[a](page.md#one-thing) [b](gone.md) [c](#two) ![d](<no.png>) "
        "[e](https://example.org) `[f](code.md)`\n",
        encoding="utf-8",
    )
    assert broken_links(page) == ["page.md: gone.md", "page.md: #two", "page.md: no.png"]


def test_a_missing_name_is_found_and_a_longer_word_is_not_taken_for_it() -> None:
    assert unmentioned(["run", "fix"], "`dragoman run` and run-flagged, prefix") == ["fix"]


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "./run" in readme
    assert "./test" in readme


def test_the_changelog_knows_the_version() -> None:
    version = importlib.import_module("dragoman").__version__
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(version)}\b", changelog, flags=re.MULTILINE)


def test_contributing_is_short() -> None:
    lines = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if re.match(r"\d+\. ", line)]) == 10
