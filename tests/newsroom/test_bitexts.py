from __future__ import annotations

import random
import time
from contextlib import suppress
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.newsroom.bitexts import read_mutes, read_one_file, read_two_files
from dragoman.newsroom.bitexts.placeholders import blanked

CASES = Path(__file__).parents[1] / "cases" / "newsroom"
XLIFF_12, XLIFF_2, TMX, PO = (
    (CASES / name).read_text(encoding="utf-8")
    for name in ("bridge-1.2.xlf", "bridge-2.1.xlf", "boats.tmx", "menu.po")
)


def pairs_of(name, text, source="", target=""):
    bitext = read_one_file(name, text.encode(), source, target)
    return list(bitext.pairs), bitext.passed_over


def texts(pairs):
    return [(pair.source.text, pair.target.text) for pair in pairs]


SIDES = '<tu><tuv xml:lang="pt"><seg>Um.</seg></tuv><tuv xml:lang="en"><seg>x</seg></tuv></tu>'
CUT = XLIFF_12.split("Perdida.", 1)
ESCAPED = {"&": "&amp;", '"': '\\"', "A": "<", " ": "<"}


def test_xliff_12_gives_words_without_codes_and_segments_where_there_are_some():
    pairs, passed = pairs_of("a.xlf", XLIFF_12)
    assert texts(pairs) == [
        ("A obra custou 19 euros & nada mais.", "The works & no more cost 91 euros."),
        ("Perdida.", ""),
        ("Uma ponte.", "A bridge."),
        ("Outra ponte.", "Another bridge."),
        ("Um rio.", "Un río."),
    ]
    assert [pair.name for pair in pairs] == ["cost", "lost", "two/1", "two/2", "cost"]
    assert {(pair.source_language, pair.target_language) for pair in pairs[:4]} == {("pt", "en")}
    assert pairs[4].target_language == "es"
    assert pairs[3].document != pairs[4].document
    assert passed == {"not to be translated": 1, "not translated yet": 2}
    assert pairs[0].ignored == {"gender", "names"}
    assert not pairs[1].ignored


def test_xliff_2_reads_segments_of_the_core_and_no_matches():
    pairs, passed = pairs_of("a.xliff", XLIFF_2)
    assert texts(pairs) == [
        ("Pagou 40 euros ontem.", "He paid 14 eurosA yesterday."),
        ("Falta.", ""),
    ]
    assert [pair.name for pair in pairs] == ["u1/s1", "u1/s3"]
    assert {pair.source_language for pair in pairs} == {"pt-PT"}
    assert pairs[0].ignored == {"all"}
    assert passed == {"not translated yet": 1}


def test_tmx_gives_the_pair_of_two_languages():
    pairs, passed = pairs_of("a.tmx", TMX)
    assert texts(pairs) == [("Foram 30 barcos.", "There were 40 boats.")]
    assert (pairs[0].source_language, pairs[0].target_language) == ("pt", "en-GB")
    assert pairs[0].ignored == {"numbers"}
    assert passed == {"not in both languages": 1}
    assert texts(pairs_of("a.tmx", TMX, "en", "pt")[0]) == [
        ("There were 40 boats.", "Foram 30 barcos.")
    ]


def test_po_gives_translated_messages_and_compares_each_plural_form_with_its_like():
    pairs, passed = pairs_of("a.po", PO, "en")
    assert texts(pairs) == [
        ("The bridge", 'A "ponte" de aço'),
        ("%d files deleted by %(name)s", "%d ficheiro apagado por %(name)s"),
        ("%d files deleted by %(name)s", "%d ficheiros apagados por %(name)s"),
    ]
    assert pairs[0].name == "menu"
    assert pairs[0].ignored == {"names"}
    assert {pair.target_language for pair in pairs} == {"pt-BR"}
    assert passed == {"fuzzy": 1, "not translated yet": 1}
    assert "%" not in "".join(pairs[1].texts)
    assert list(map(len, pairs[1].texts)) == [len(text) for text in texts(pairs)[1]]


@pytest.mark.parametrize(
    ("name", "text", "source"), [("a.xlf", XLIFF_12, ""), ("b.xlf", XLIFF_2, ""),
                                 ("a.tmx", TMX, ""), ("a.po", PO, "en")],
    ids=["xliff-1.2", "xliff-2", "tmx", "po"],
)  # fmt: skip
def test_every_letter_knows_its_place_in_the_file(name, text, source):
    lines = text.split("\n")
    for pair in pairs_of(name, text, source)[0]:
        for side in (pair.source, pair.target):
            for at, letter in enumerate(side.text):
                region = side.region(at, at + 1)
                written = lines[region.line - 1][region.column - 1 : region.end_column - 1]
                # What is written otherwise: an entity, an escape, an element for a letter.
                assert written in (letter, ESCAPED.get(letter)), (side.text, at, region)


def test_places_hold_with_other_line_ends_and_letters_of_four_bytes():
    text = XLIFF_12.replace("The works", "\U0001f30a works").replace("\n", "\r\n")
    pairs, _ = pairs_of("a.xlf", text)
    at = pairs[0].target.text.index("91")
    region = pairs[0].target.region(at, at + 2)
    line = text.split("\r\n")[region.line - 1]
    assert line[region.column - 1 : region.end_column - 1] == "91"


def test_two_files_are_cut_at_line_feeds_alone():
    one = "Um\x0cdois.\u2028Três.\r\n\r\nQuatro.\r\n".encode()
    two = "One\x0ctwo.\x85Three.\n\nFour.\n".encode()
    pairs = list(read_two_files(("a", one), ("b", two), "pt", "en").pairs)
    assert texts(pairs) == [
        ("Um\x0cdois.\u2028Três.", "One\x0ctwo.\x85Three."),
        ("Quatro.", "Four."),
    ]
    assert pairs[1].target.region(0, 4) == (3, 1, 3, 5)


def test_a_file_in_utf_16_with_its_mark_is_read():
    body = "Um.\tOne.\n".encode("utf-16")
    assert texts(read_one_file("a.tsv", body, "pt", "en").pairs) == [("Um.", "One.")]


def test_xml_in_utf_16_keeps_its_places():
    body = XLIFF_12.replace("UTF-8", "UTF-16").encode("utf-16")
    pairs = list(read_one_file("a.xlf", body, "", "").pairs)
    assert pairs == pairs_of("a.xlf", XLIFF_12)[0]


def test_xliff_12_compares_the_whole_where_only_the_source_is_cut():
    whole = "<target>A bridge. Another bridge.</target>"
    start, end = XLIFF_12.index('<target><mrk mtype="seg"'), XLIFF_12.index("</trans-unit></body>")
    pairs, _ = pairs_of("a.xlf", XLIFF_12[:start] + whole + XLIFF_12[end:])
    assert ("Uma ponte. Outra ponte.", "A bridge. Another bridge.") in texts(pairs)


def test_what_is_not_to_be_translated_is_so_for_all_that_stands_in_it():
    text = XLIFF_12.replace("<body>", '<body><group translate="no">', 1)
    text = text.replace("</body>", "</group></body>", 1)
    assert texts(pairs_of("a.xlf", text)[0]) == [("Um rio.", "Un río.")]


PLACEHOLDERS = [
    ("%s of %(total)d", "   of          "),
    ("%1$s, %.2f!", "    ,     !"),
    ("{0} and {{ name }}", "    and           "),
    ("<b>1990</b>&nbsp;x", "   1990          x"),
    ("100% of 5 % discount", "100% of 5 % discount"),
    ("a 50%discount", "a 50%discount"),
    ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
]


@pytest.mark.parametrize(("text", "shown"), PLACEHOLDERS)
def test_placeholders_become_blanks_and_nothing_else_does(text, shown):
    assert blanked(text) == shown


BAD = [
    ("a.xlf", "<xliff version='1.2'>" + "<g>" * 500, "", "1: more than 100 elements"),
    ("a.xlf", "<html/>", "", "is it an XLIFF file?"),
    ("a.xlf", XLIFF_12.replace('target-language="en"', ""), "", "give --to"),
    ("a.xlf", XLIFF_12.replace("</body></file>\n <file", "</file>\n <file"), "", ":18: broken XML"),
    ("a.tmx", "<tmx><body>&nbsp;</body></tmx>", "", ":1: "),
    ("a.tmx", '<!DOCTYPE tmx [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><tmx/>', "", "entity 'a'"),
    ("a.tmx", '<!DOCTYPE tmx [<!ENTITY f SYSTEM "file:///etc/passwd">]><tmx/>', "", "entity 'f'"),
    ("a.tmx", TMX.replace("40 boats", "&hearts; boats"), "", "6: &hearts; is not built into XML"),
    ("a.tmx", "", "", "broken XML"),
    ("a.xlf", "<?xml version='1.0' encoding='foo'?><xliff/>", "", "a.xlf:1"),
    ("a.po", PO + 'msgid "x\nmsgstr "y"\n', "en", ":28: no line of a PO file"),
    ("a.po", 'msgid "x"\nmsgstr "y"\n', "en", "no Language: give --to"),
    ("a.po", PO, "", "give --from"),
    ("a.tsv", "a\tb\tc\td\n", "pt", "--to is missing"),
    ("a.txt", "a b c", "pt", "hold both sides"),
    ("a.xlf", "<xliff>\x00</xliff>", "", "broken XML"),
]


@pytest.mark.parametrize(
    ("name", "text", "source", "words"), BAD, ids=[str(n) for n in range(len(BAD))]
)
def test_a_bad_file_is_named_with_its_line_and_a_remedy(name, text, source, words):
    with pytest.raises(UsageError) as caught:
        pairs_of(name, text, source)
    assert words in str(caught.value)
    assert str(caught.value).startswith(name) or "--" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_tmx_in_three_languages_asks_which():
    three = TMX.replace(
        "</tuv></tu>\n<tu>", '</tuv><tuv xml:lang="es"><seg>Sí.</seg></tuv></tu>\n<tu>'
    )
    with pytest.raises(UsageError, match="more than two languages"):
        pairs_of("a.tmx", three)
    assert len(pairs_of("a.tmx", three, "", "es")[0]) == 1
    with pytest.raises(UsageError, match="no unit has a pair pt->fr"):
        pairs_of("a.tmx", three, "pt", "fr")


def test_languages_that_contradict_the_file_are_refused():
    with pytest.raises(UsageError, match="--to fr, but this file says en"):
        pairs_of("a.xlf", XLIFF_12, "", "fr")
    variant, _ = pairs_of("b.xlf", XLIFF_2, "pt-BR", "en")
    assert variant[0].source_language == "pt-BR"


def test_a_broken_file_is_refused_or_read_but_never_breaks_us():
    dice = random.Random(7)  # noqa: S311
    for name, text, source in (("a.xlf", XLIFF_12, ""), ("b.xlf", XLIFF_2, ""), ("a.tmx", TMX, ""),
                               ("a.po", PO, "en")):  # fmt: skip
        for _ in range(150):
            body = bytearray(text.encode())
            for _ in range(dice.randint(1, 6)):
                at = dice.randrange(len(body))
                body[at : at + dice.randint(0, 9)] = dice.choice(
                    (b"", b"<", b'"', b"\x00", b"</seg>", b"\xff", b"<mrk>", b"msgid ", b"\\")
                )
            try:
                for pair in read_one_file(name, bytes(body), source, "").pairs:
                    pair.target.region(0, len(pair.target.text))
            except UsageError as error:
                assert "\n" not in str(error)  # noqa: PT017


HEAVY = [
    ("a.tmx", '<tmx><header srclang="pt"/><body>', SIDES, "</body></tmx>", ""),
    ("a.xlf", CUT[0], '<mrk mtype="seg" mid="1">Um &amp; dois.</mrk>', CUT[1], ""),
    ("a.xlf", CUT[0], "&amp;<x/>", CUT[1], ""),
    ("a.po", PO + 'msgid "x"\nmsgstr "%', "0", '"\n', "en"),
    ("a.po", PO + 'msgid "x"\nmsgstr', " ", '""\n', "en"),
    ("a.po", PO + 'msgid "x"\nmsgstr', " ", "x\n", "en"),
    ("a.po", PO + 'msgid "x"\nmsgstr ""\n', '"\\\\n"\n', "", "en"),
]
"""Files that cost their square, or worse, where a reader goes over a text again and again."""


@pytest.mark.parametrize(("name", "head", "part", "tail", "source"), HEAVY, ids=range(len(HEAVY)))
def test_time_grows_with_the_size_of_a_file_and_not_with_its_square(name, head, part, tail, source):
    begun = time.process_time()
    with suppress(UsageError):
        pairs_of(name, head + part * 4_000 + tail, source)
    assert time.process_time() - begun < 2


def known(name, where):
    if name not in ("names", "gender"):
        raise UsageError(f"{where} {name}")


def test_mutes_are_found_by_line_and_by_unit_and_say_which_were_not_met():
    mutes = read_mutes(
        "m", "# why\n\nfiles/a b.en.txt:3 names, gender\nmenu.open gender\nx.txt:1 all\n", known
    )
    assert mutes.of("files/a b.en.txt", 3, "") == {"names", "gender"}
    assert mutes.of("files/a b.en.txt", 4, "menu.open") == {"gender"}
    assert mutes.of("elsewhere.txt", 3, "menu.close") == set()
    assert [note.split(": ")[:2] for note in mutes.without_a_place()] == [
        ["m:5", "x.txt:1 was not there"]
    ]


@pytest.mark.parametrize("line", ["names", "a.txt:3", "a.txt:3 Names!", "a.txt:3 nmes"])
def test_a_line_that_is_no_mute_is_refused(line):
    with pytest.raises(UsageError, match="m:1"):
        read_mutes("m", line, known)
