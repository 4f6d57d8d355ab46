from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser

import pytest
from rich.cells import cell_len
from rich.console import Console

from dragoman.cli import proof_page, proof_text
from dragoman.cli.proof_page import print_page
from dragoman.cli.proof_sarif import sarif
from dragoman.cli.proof_text import NO_PROOF, finding_lines, fitted, print_proof
from dragoman.desk import BUILT_IN_CHECKS
from dragoman.newsroom.bitexts import PlacedText, Run
from dragoman.newsroom.proofs import ProofLine, Tally
from dragoman.records import Finding, Severity


def placed(text, line=2, path="bridge.en.txt", column=1):
    return PlacedText(text=text, path=path, runs=(Run(0, line, column),))


def line_of(source, target, *findings, languages=("pt", "en"), index=0, name=""):
    original = None if source is None else placed(source, path="bridge.pt.txt")
    return ProofLine(
        index=index,
        source=original,
        target=placed(target),
        languages=languages,
        name=name,
        findings=findings,
    )


def finding(span=None, *, source_span=None, expected="", message="Wrong.", severity="major"):
    return Finding(
        check="gender",
        category="linguistic-conventions/grammar/gender",
        severity=Severity(severity),
        message=message,
        unit=0,
        source_span=source_span,
        target_span=span,
        expected=expected,
    )


HER = line_of(
    "Sua visita foi a primeira de um membro do governo desde o início das chuvas.",
    "His visit was the first by a member of the government since the rains began.",
    finding(
        (0, 3),
        expected="Her",
        message='"His": the minister is a woman in the original ("a ministra")',
    ),
)


def shown(line, width=160):
    return [text.plain for one in line.findings for text in finding_lines(line, one, width)]


def test_a_finding_is_shown_as_the_docs_say():
    assert "\n".join(shown(HER)) == (
        'bridge.en.txt:2:1  gender  major  "His": the minister is a woman in the original '
        '("a ministra")\n'
        "  pt  Sua visita foi a primeira de um membro do governo desde o início das chuvas.\n"
        "  en  His visit was the first by a member of the government since the rains began.\n"
        '      ^^^ try "Her"'
    )


CARETS = [
    "plain words 1990 here",
    "日本の 新聞 1990 年",
    "e\u0301te\u0301 a\u0303 1990 x",
    "tab\there\t1990\tx",
    "💥 boom 1990",
    "\u202eoverride 1990 \x1b[31m",
    "word " * 90 + "1990 " + "word " * 90,
    "字" * 300 + "1990" + "字" * 300,
    "1990 " + "end " * 100,
    "begin " * 100 + "1990",
]


@pytest.mark.parametrize("target", CARETS, ids=range(len(CARETS)))
def test_carets_stand_under_the_words_whatever_the_letters_and_the_width(target):
    at = target.index("1990")
    for width in (60, 80, 160):
        *_, text, carets = shown(line_of("Algo.", target, finding((at, at + 4))), width)
        before = cell_len(text[: text.index("1990")])
        assert carets == " " * before + "^^^^"
        assert cell_len(text) <= width
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_a_long_original_is_cut_around_its_own_span():
    source = "antes " * 80 + "agulha " + "depois " * 80
    at = source.index("agulha")
    line = line_of(source, "needle", finding((0, 6), source_span=(at, at + 6)))
    assert " agulha " in shown(line, 80)[1]


def test_what_was_left_out_is_marked_in_the_original():
    line = line_of("Ontem choveu muito.", "It rained.", finding(source_span=(0, 5)))
    assert shown(line)[1:] == ["  pt  Ontem choveu muito.", "      ^^^^^", "  en  It rained."]


def test_lines_from_right_to_left_name_the_words_instead_of_pointing_at_them():
    line = line_of("19", "كلفت 91 مليون", finding((5, 7), expected="19"), languages=("en", "ar"))
    assert shown(line)[-1] == '      "91" try "19"'


def test_a_named_unit_and_the_text_as_a_whole_say_so():
    named = line_of("a", "b", finding((0, 1)), name="menu.open")
    assert shown(named)[0].startswith("bridge.en.txt:2:1 (menu.open)  gender  major  ")
    whole = ProofLine(index=None, target=placed("", path="a.txt"), findings=(finding(),))
    assert shown(whole) == ["a.txt  gender  major  Wrong."]


def test_a_text_alone_has_no_original():
    line = ProofLine(
        index=0, target=placed("He spoke."), languages=("", "en"), findings=(finding((0, 2)),)
    )
    assert shown(line)[1:] == ["  en  He spoke.", "      ^^"]


@pytest.mark.parametrize("room", range(20, 60))
def test_cutting_keeps_the_span_and_the_room(room):
    text = "uma palavra ou 漢字 e mais " * 8
    for start in range(0, len(text) - 6, 7):
        cut, at = fitted(text, (start, start + 5), room)
        assert cell_len(cut) <= room
        assert cut[at : at + 5] == text[start : start + 5]


def printed(monkeypatch, *lines, tally=None, **console):
    stream = io.StringIO()
    monkeypatch.setattr(
        proof_text, "out", Console(file=stream, highlight=False, soft_wrap=True, **console)
    )
    print_proof(lines, tally or Tally(sentences=14))
    return stream.getvalue()


def test_colour_is_for_terminals_that_want_it(monkeypatch):
    assert "\x1b" not in printed(monkeypatch, HER)
    terminal = {"force_terminal": True, "color_system": "standard", "width": 80}
    assert "\x1b[31m^^^" in printed(monkeypatch, HER, **terminal)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*3\d", printed(monkeypatch, HER, **terminal))


def test_the_count_says_what_was_not_looked_at(monkeypatch):
    tally = Tally(sentences=14, muted=1)
    tally.severities.update(major=1, minor=2)
    tally.passed_over["fuzzy"] = 3
    tally.unchecked["de->uk"] = ("gender", "offices")
    lines = printed(monkeypatch, tally=tally).splitlines()
    assert lines == [
        "gender, offices: not looked for, because these checks do not know de->uk",
        "passed over: 3 fuzzy",
        "muted: 1 finding",
        f"3 findings in 14 sentences: 1 major, 2 minor. {NO_PROOF}",
    ]


def test_one_is_not_many(monkeypatch):
    tally = Tally(sentences=1)
    tally.severities["major"] = 1
    assert "1 finding in 1 sentence: 1 major. " in printed(monkeypatch, tally=tally)


REQUIRED = {
    (): {"version", "runs"},
    ("runs",): {"tool"},
    ("runs", "tool"): {"driver"},
    ("runs", "tool", "driver"): {"name"},
    ("runs", "tool", "driver", "rules"): {"id"},
    ("runs", "tool", "driver", "rules", "relationships"): {"target"},
    ("runs", "results"): {"message"},
    ("runs", "invocations"): {"executionSuccessful"},
    ("runs", "invocations", "toolExecutionNotifications"): {"message"},
    ("runs", "taxonomies"): {"name"},
    ("runs", "taxonomies", "taxa"): {"id"},
}
"""What SARIF 2.1.0 requires of the objects that we write."""


def objects(value, path=()):
    if isinstance(value, dict):
        yield path, value
        for key, below in value.items():
            yield from objects(below, (*path, key))
    elif isinstance(value, list):
        for below in value:
            yield from objects(below, path)


def test_sarif_has_all_that_its_schema_requires():
    tally = Tally(notes=["the target looks odd"], unchecked={"de->uk": ("gender",)})
    log = sarif([HER], tally, BUILT_IN_CHECKS)
    seen = set()
    for path, value in objects(log):
        if path in REQUIRED:
            seen.add(path)
            assert set(value) >= REQUIRED[path], path
        if path[-1:] == ("message",):
            assert value["text"]
    assert seen == set(REQUIRED)
    assert log["version"] == "2.1.0"
    assert json.loads(json.dumps(log)) == log


def test_sarif_explains_every_check_and_points_at_code_points():
    (run,) = sarif([HER], Tally(), BUILT_IN_CHECKS)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*(check.name for check in BUILT_IN_CHECKS), "length"]
    assert all(rule["help"]["text"] and rule["properties"]["category"] for rule in rules)
    taxa = {taxon["id"] for taxon in run["taxonomies"][0]["taxa"]}
    assert {rule["relationships"][0]["target"]["id"] for rule in rules} == taxa
    (result,) = run["results"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "gender"
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "bridge.en.txt"
    region = place["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 1, 4)
    assert region["snippet"]["text"] == "His"
    original = result["relatedLocations"][0]["physicalLocation"]
    assert original["artifactLocation"]["uri"] == "bridge.pt.txt"


def test_sarif_paths_are_addresses_and_fingerprints_survive_a_move():
    one = line_of("x", "💥 His", finding((2, 5)))
    moved = ProofLine(
        index=5, source=one.source, target=placed("💥 His", line=90, path="a b/ç.txt", column=7),
        languages=one.languages, findings=one.findings,
    )  # fmt: skip
    (first, second) = (
        sarif([line], Tally(), BUILT_IN_CHECKS)["runs"][0]["results"][0] for line in (one, moved)
    )
    assert first["partialFingerprints"] == second["partialFingerprints"]
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/%C3%A7.txt"
    assert (place["region"]["startColumn"], place["region"]["endColumn"]) == (9, 12)


def test_sarif_of_the_text_as_a_whole_points_at_its_file():
    whole = ProofLine(index=None, target=placed("", path="/x/a.txt"), findings=(finding(),))
    (result,) = sarif([whole], Tally(), BUILT_IN_CHECKS)["runs"][0]["results"]
    assert result["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "file:///x/a.txt"}}}
    ]


class Page(HTMLParser):
    """What a browser would see: tags with their attributes, marked words, all text."""

    VOID = frozenset(("meta", "input", "br"))

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.marks, self.open = [], "", [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words += data
        if "mark" in self.open:
            self.marks[-1] += data


def page_of(capsys, *lines, tally=None, name="bridge.en.txt"):
    print_page(lines, tally or Tally(sentences=len(lines)), name)
    return capsys.readouterr().out


def test_the_page_marks_both_texts_and_says_why(capsys):
    line = line_of(
        "A ministra chegou com 19 pessoas.",
        "He came with 91 people.",
        finding((0, 2), source_span=(0, 10), expected="She", message="The minister is a woman."),
        finding((13, 15), source_span=(22, 24), severity="minor", message="Another number."),
    )
    text = page_of(capsys, line, line_of("Uma ponte.", "A bridge.", index=1))
    page = Page(text)
    assert page.marks == ["A ministra", "19", "He", "91"]
    for words in (
        "The minister is a woman.",
        "Another number.",
        "Try “She”.",
        "A bridge.",
        NO_PROOF,
    ):
        assert words in page.words
    assert ("p", "pt", "ltr") in {(tag, a.get("lang"), a.get("dir")) for tag, a in page.tags}
    ids = {a["id"] for _, a in page.tags if "id" in a}
    assert {a["href"].removeprefix("#") for tag, a in page.tags if tag == "a"} <= ids


def test_the_page_needs_nothing_else_and_escapes_everything(capsys):
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\x00\x1b"
    line = line_of(evil, evil, finding((0, 8), message=evil, expected=evil), name=evil)
    text = page_of(capsys, line, name=evil, tally=Tally(notes=[evil], sentences=1))
    page = Page(text)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "link", "iframe"}
    assert not any(key.startswith("on") for _, a in page.tags for key in a)
    assert not any("src" in a or a.get("href", "#")[0] != "#" for _, a in page.tags)
    assert "\x00" not in text
    assert "\x1b" not in text
    assert "default-src 'none'" in text
    assert "prefers-color-scheme:dark" in text
    assert 'name="viewport"' in text


def test_overlapping_findings_are_cut_into_pieces_that_add_up(capsys):
    target = "one two three four"
    line = line_of("x", target, finding((0, 13)), finding((4, 18), severity="critical"))
    page = Page(page_of(capsys, line))
    assert page.marks == ["one ", "two three", " four"]
    classes = [a["class"] for tag, a in page.tags if tag == "mark"]
    assert classes == ["major", "critical", "critical"]


def test_a_long_page_leaves_out_sentences_without_findings_and_says_so(capsys, monkeypatch):
    monkeypatch.setattr(proof_page, "MOST_CLEAN", 5)
    clean = [line_of("a", f"sentence {n}", index=n) for n in range(12)]
    found = line_of("b", "last one", finding((0, 8)), index=12)
    words = Page(page_of(capsys, *clean, found)).words
    assert "7 more sentences without a finding are not shown" in words
    assert "last one" in words
