from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from dragoman.cli import app, linter, main

CASES = Path(__file__).parents[1] / "cases" / "newsroom"
PT = "A ministra visitou a ponte nova.\nA obra custou 19 milhões de euros.\nO barco parou.\n"
EN = "The minister visited the new bridge.\nThe works cost 91 million euros.\nThe boat stopped.\n"


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """The command line in this process, in an empty folder: exit code, output, errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return ended.value.code or 0, said.out, said.err

    return run


@pytest.fixture
def bridge(tmp_path):
    """Two files with a wrong figure in line 2."""
    (tmp_path / "bridge.pt.txt").write_text(PT, encoding="utf-8")
    (tmp_path / "bridge.en.txt").write_text(EN, encoding="utf-8")
    return ("bridge.pt.txt", "bridge.en.txt", "--from", "pt", "--to", "en", "--no-models")


def write(name, text):
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_the_text_form_names_place_check_and_severity(run, bridge):
    code, out, err = run("check", *bridge)
    assert code == 1
    assert err == ""
    lines = out.splitlines()
    assert lines[0].startswith("bridge.en.txt:2:16  numbers  critical  ")
    assert lines[1:3] == [
        "  pt  A obra custou 19 milhões de euros.",
        "  en  The works cost 91 million euros.",
    ]
    assert lines[3].startswith(" " * 21 + "^^")
    assert lines[-1].startswith("1 finding in 3 sentences: 1 critical. No finding does not mean")


def test_the_json_form_has_one_doubt_for_each_pair_and_nothing_new(run, bridge):
    code, out, _ = run("check", *bridge, "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert list(report) == ["signature", "units", "findings"]
    assert [unit["doubt"] > 0.5 for unit in report["units"]] == [False, True, False]
    (finding,) = report["findings"]
    assert set(finding) == {
        "check", "category", "severity", "unit", "segment", "message", "source_span",
        "target_span", "expected", "found", "confidence", "on", "repair",
    }  # fmt: skip
    assert finding["unit"] == 1
    assert EN.split("\n")[1][slice(*finding["target_span"])].startswith("91")


@pytest.mark.parametrize("form", ["sarif", "html"])
def test_the_other_forms_come_from_the_same_command(run, bridge, form):
    code, out, _ = run("check", *bridge, "--format", form)
    assert code == 1
    if form == "sarif":
        region = json.loads(out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert region["region"]["startLine"] == 2
    else:
        assert out.startswith("<!doctype html>")
        assert out.count("<mark") >= 1


CHOICES = [
    (("--select", "numbers"), 1),
    (("--select", "names,gender"), 0),
    (("--ignore", "numbers"), 0),
    (("--ignore", "names", "--ignore", "gender"), 1),
    (("--select", "numbers,names", "--ignore", "numbers"), 0),
    (("--fail-on", "minor"), 1),
    (("--fail-on", "critical"), 1),
    (("--fail-on", "never"), 0),
]


@pytest.mark.parametrize(("options", "code"), CHOICES, ids=[" ".join(o) for o, _ in CHOICES])
def test_checks_are_chosen_and_decide_how_it_ends(run, bridge, options, code):
    assert run("check", *bridge, *options)[0] == code


def test_a_minor_finding_does_not_fail_a_run_that_fails_on_major(run):
    write("p.tsv", "Ontem foi a festa.\tYesterday there were 57 parties.\n")
    arguments = ("check", "p.tsv", "--from", "pt", "--to", "en", "--no-models")
    _, out, _ = run(*arguments, "--format", "json")
    assert {finding["severity"] for finding in json.loads(out)["findings"]} == {"minor"}
    assert run(*arguments)[0] == 1
    assert run(*arguments, "--fail-on", "major")[0] == 0


WRONG = [
    (("--select", "nubers"), "did you mean numbers?"),
    (("--ignore", "gendre"), "did you mean gender?"),
    (("--select", "qqq"), "Known: "),
    (("--select", "numbers", "--ignore", "numbers"), "leave no check"),
    (("--fail-on", "huge"), "minor, major, critical"),
    (("--format", "xml"), "text, json, sarif, html"),
    (("--mute", "gone.txt"), "gone.txt is not there"),
]


@pytest.mark.parametrize(("options", "words"), WRONG, ids=[" ".join(o) for o, _ in WRONG])
def test_wrong_options_are_refused_with_what_is_known(run, bridge, options, words):
    code, out, err = run("check", *bridge, *options)
    assert code in (2, 3)
    assert out == ""
    assert words in err
    assert len(err.strip().splitlines()) == 1


def test_findings_are_muted_by_line_with_a_file(run, bridge):
    write("mutes.txt", "# the ministry confirmed it\nbridge.en.txt:2 numbers\nold.txt:9 names\n")
    code, out, err = run("check", *bridge, "--mute", "mutes.txt")
    assert code == 0
    assert "muted: 1 finding" in out
    assert "mutes.txt:3: old.txt:9 was not there" in err
    write("mutes.txt", "bridge.en.txt:2 gender\n")
    assert run("check", *bridge, "--mute", "mutes.txt")[0] == 1
    write("mutes.txt", "bridge.en.txt:2 nubers\n")
    assert "mutes.txt:1 nubers: no such check; did you mean numbers?" in run(
        "check", *bridge, "--mute", "mutes.txt"
    )[2].replace("\n", " ")


def test_a_muted_finding_is_no_doubt(run, bridge):
    write("mutes.txt", "bridge.en.txt:2 all\n")
    _, out, _ = run("check", *bridge, "--mute", "mutes.txt", "--format", "json")
    assert all(unit["doubt"] < 0.25 for unit in json.loads(out)["units"])


def test_findings_are_muted_in_the_third_column_of_a_tsv_file(run):
    row = "A obra custou 19 euros.\tThe works cost 91 euros."
    arguments = ("check", "--pairs", "p.tsv", "--from", "pt", "--to", "en", "--no-models")
    write("p.tsv", f"{row}\tignore: numbers\n{row}\n")
    _, out, _ = run(*arguments, "--format", "json")
    assert [finding["unit"] for finding in json.loads(out)["findings"]] == [1]
    write("p.tsv", f"{row}\tlooks good\n")
    code, _, err = run(*arguments)
    assert (code, "p.tsv:1: a third column can only say" in err) == (2, True)


FILES = [
    (("bridge-1.2.xlf",), ["cost"]),
    (("bridge-2.1.xlf", "--ignore", "untranslated"), []),
    (("menu.po", "--from", "en"), []),
    (("boats.tmx",), []),
]


@pytest.mark.parametrize(("arguments", "units"), FILES, ids=[a[0] for a, _ in FILES])
def test_one_file_with_both_sides_says_its_languages_itself(run, arguments, units):
    name, *options = arguments
    code, out, err = run(
        "check", CASES / name, *options, "--no-models", "--select", "numbers,untranslated",
        "--format", "sarif",
    )  # fmt: skip
    assert code in (0, 1), err
    results = json.loads(out)["runs"][0]["results"]
    numbers = [one for one in results if one["ruleId"] == "numbers"]
    names = [one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] for one in numbers]
    assert names == units
    for one in numbers:
        place = one["locations"][0]["physicalLocation"]
        region = place["region"]
        line = (CASES / name).read_text("utf-8").split("\n")[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "91"
        assert place["artifactLocation"]["uri"].startswith("file:///")


def test_notes_in_the_files_mute_their_units(run):
    for name, options in (("bridge-2.1.xlf", ()), ("boats.tmx", ())):
        text = (CASES / name).read_text("utf-8")
        arguments = ("--no-models", "--select", "numbers", *options)
        assert run("check", write(name, text), *arguments)[0] == 0
        assert run("check", write(name, text.replace("ignore", "forget")), *arguments)[0] == 1


def test_placeholders_of_programs_are_no_findings(run):
    code, out, _ = run("check", CASES / "menu.po", "--from", "en", "--no-models")
    assert code == 0, out
    assert "passed over: 1 fuzzy, 1 not translated yet" in out


GERMAN = "Die Ministerin kam gestern zu der Brücke, die eröffnet wurde."
BAD_PAIRS = [
    # What stands in the file, its languages, the exit code, words on standard error or output.
    ("A obra parou.\t\n", "pt en", 1, "untranslated  critical"),
    ("\tThe works stopped in May.\n", "pt en", 1, "p.tsv:1:2  addition  major"),
    ("A ministra não veio.\tA ministra não veio.\n", "pt en", 1, "was one file given twice?"),
    ("The minister did not come to the bridge.\tA ministra não veio à ponte ontem.\n", "pt en", 2,
     "source looks like English, the target like Portuguese: are --from and --to swapped?"),
    ("La ministra no vino al puente ayer.\tA ministra não veio à ponte ontem.\n", "pt es", 2,
     "are --from and --to swapped?"),
    (f"A ministra veio à ponte que abriu ontem.\t{GERMAN}\n", "pt en", 1,
     "the target looks like German, not like English: is --to right?"),
    (f"{GERMAN}\tThe minister came to the bridge that was opened.\n", "pt en", 0,
     "the source looks like German, not like Portuguese: is --from right?"),
    ("A ponte.\tA bridge.\n", "pt pt-BR", 0, "both sides are said to be Portuguese"),
    ("", "pt en", 0, "nothing in it that could be compared"),
    ("um\tone\tdois\ttwo\n", "pt en", 2, "p.tsv:1: 4 columns instead of 2"),
    ("1 2 3\t1 2 3\n4-5\t4-5\n", "pt en", 0, "0 findings in 2 sentences"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pair", "code", "words"), BAD_PAIRS, ids=range(len(BAD_PAIRS)))
def test_bad_pairs_are_named_or_refused(run, text, pair, code, words):
    write("p.tsv", text)
    origin, goal = pair.split()
    ended, out, err = run("check", "p.tsv", "--from", origin, "--to", goal, "--no-models")
    assert ended == code, out + err
    assert words in (out + err).replace("\n", " ")


def test_bad_files_are_refused_in_one_line(run):
    write("a.txt", "Um.\nDois.\n")
    write("b.txt", "One.\n")
    Path("latin.txt").write_bytes(b"caf\xe9\nx\n")
    Path("big.tsv").write_bytes(b"")
    for arguments, words in (
        (("a.txt", "b.txt", "--from", "pt", "--to", "en"), "a.txt has 2 lines, b.txt has 1 line"),
        (("a.txt", "latin.txt", "--from", "pt", "--to", "en"), "latin.txt:1: this is not UTF-8"),
        (("a.txt", "b.txt", "--to", "en"), "--from is missing"),
        (("a.txt", "b.txt", "--from", "pt", "--to", "?"), "not a language tag"),
        (("a.txt",), "hold both sides"),
        ((CASES / "boats.tmx", "a.txt"), "name it alone"),
        (("a.txt", "b.txt", "--pairs", "c.tsv"), "not both"),
        ((CASES / "menu.po",), "give --from en"),
    ):
        code, out, err = run("check", *arguments)
        assert (code, out) == (2, ""), arguments
        assert words in err.replace("\n", " ")


def test_a_text_with_hostile_letters_cannot_steer_the_terminal(run):
    write("p.tsv", "Em 1990 \x1b[31m.\tIn 1991 \x1b]0;title\x07\u202e.\n")
    code, out, _ = run("check", "p.tsv", "--from", "pt", "--to", "en", "--no-models")
    assert code == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


AUDITED = "The minister arrived on Monday. The price. to Russia rose.\n\nShe left.\n"


def test_an_audit_takes_the_same_choices(run):
    write("a.txt", AUDITED)
    code, out, _ = run("audit", "a.txt", "--language", "en")
    assert code == 1
    assert out.startswith("a.txt:1:")
    assert "  punctuation  " in out
    assert "in 3 sentences" in out
    assert run("audit", "a.txt", "--language", "en", "--ignore", "punctuation")[0] == 0
    assert run("audit", "a.txt", "--language", "en", "--select", "names")[0] == 0
    write("m.txt", "a.txt:1 punctuation\n")
    code, out, _ = run("audit", "a.txt", "--language", "en", "--mute", "m.txt")
    assert (code, "muted: " in out) == (0, True)
    assert "did you mean names?" in run("audit", "a.txt", "--select", "nmes")[2]


@pytest.mark.parametrize("form", ["json", "sarif", "html"])
def test_an_audit_has_the_same_forms(run, form):
    write("a.txt", AUDITED)
    code, out, _ = run("audit", "a.txt", "--language", "en", "--format", form)
    assert code == 1
    if form == "json":
        report = json.loads(out)
        assert list(report) == ["signature", "language", "article", "findings"]
        start, end = report["findings"][0]["target_span"]
        assert report["findings"][0]["found"] == AUDITED[start:end]
    elif form == "sarif":
        result = json.loads(out)["runs"][0]["results"][0]
        region = result["locations"][0]["physicalLocation"]["region"]
        line = AUDITED.split("\n")[region["startLine"] - 1]
        marked = line[region["startColumn"] - 1 : region["endColumn"] - 1]
        assert marked == region["snippet"]["text"]
    else:
        assert "She left." in out
        assert 'class="row clean alone"' in out


class NoEngines:
    """Stands in for the engines of this machine: none, and it knows whether it was closed."""

    closed = False

    def pair(self, *_, **__):
        return None

    def close(self):
        self.closed = True


def test_models_are_asked_only_where_they_are_wanted_and_always_closed(run, bridge, monkeypatch):
    opened = []

    def make_engines(*_):
        opened.append(NoEngines())
        return opened[-1]

    monkeypatch.setattr(linter, "make_engines", make_engines)
    assert run("check", *bridge)[0] == 1
    assert opened == []
    with_models = [one for one in bridge if one != "--no-models"]
    assert run("check", *with_models)[0] == 1
    write("bridge.en.txt", "One line.\n")
    assert run("check", *with_models)[0] == 2
    assert [one.closed for one in opened] == [True]


def test_what_the_docs_show_is_what_is_printed(run, monkeypatch):
    monkeypatch.chdir(CASES)
    files = ("bridge.pt.txt", "bridge.en.txt", "--from", "pt", "--to", "en", "--no-models")
    code, out, _ = run("check", *files)
    assert code == 1
    page = (Path(__file__).parents[2] / "docs" / "linter.md").read_text("utf-8")
    assert "".join(f"    {line}\n" for line in out.splitlines()) in page


def test_every_option_is_in_the_docs():
    from typer.main import get_command

    page = (Path(__file__).parents[2] / "docs" / "linter.md").read_text("utf-8")
    commands = get_command(app).commands
    options = {
        option
        for name in ("check", "audit")
        for parameter in commands[name].params
        for option in parameter.opts
        if option.startswith("--")
    }
    assert len(options) >= 9
    assert [option for option in sorted(options) if option not in page] == []
