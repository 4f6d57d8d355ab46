from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from dragoman.errors import UsageError, WorldError
from dragoman.records import KeptPair
from dragoman.translation import PairCount, TmxUnit, read_tmx, write_tmx

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HEAD = (
    '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4">'
    '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en"'
    ' srclang="{srclang}" datatype="plaintext"/><body>'
)
TAIL = "</body></tmx>"


def read(
    folder: Path, body: str, srclang: str = "en", encoding: str = "utf-8"
) -> tuple[list[KeptPair], PairCount]:
    path = folder / "house.tmx"
    head = HEAD.format(srclang=srclang).replace('"1.0"', f'"1.0" encoding="{encoding}"')
    path.write_bytes((head + body + TAIL).encode(encoding))
    count = PairCount()
    return list(read_tmx(path, count)), count


def unit(*variants: tuple[str, str], **attributes: str) -> str:
    inner = "".join(f'<tuv xml:lang="{lang}"><seg>{seg}</seg></tuv>' for lang, seg in variants)
    return (
        f"<tu {' '.join(f'{k}={chr(34)}{v}{chr(34)}' for k, v in attributes.items())}>{inner}</tu>"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_pair_comes_in_with_who_made_it(tmp_path: Path, encoding: str) -> None:
    body = unit(("EN-us", "A bill  passed."), ("pt_BR", "Uma lei passou."),
                creationid="ana", changeid="rui", changedate="20250101T100000Z")  # fmt: skip
    pairs, count = read(tmp_path, body, encoding=encoding)
    assert pairs == [
        KeptPair(
            source_language="en-US",
            target_language="pt-BR",
            source="A bill passed.",
            target="Uma lei passou.",
            creator="rui",
            changed_on="20250101T100000Z",
            memory="house.tmx",
        )
    ]
    assert (count.taken, dict(count.skipped)) == (1, {})


@pytest.mark.parametrize(
    ("srclang", "body", "directions"),
    [
        ("en", unit(("en", "a"), ("pt", "b"), ("es", "c")), ["en pt", "en es"]),
        ("en", unit(("en", "a"), ("pt", "b"), srclang="pt"), ["pt en"]),
        ("*all*", unit(("en", "a"), ("pt", "b")), ["en pt", "pt en"]),
        ("en-GB", unit(("en-US", "a"), ("pt", "b")), ["en-US pt"]),
        ("en", unit(("en-US", "a"), ("en-GB", "b")), []),
        ("de", unit(("en", "a"), ("pt", "b")), []),
        ("", unit(("en", "a"), ("pt", "b")), []),
    ],
)
def test_directions_follow_the_source_language(
    tmp_path: Path, srclang: str, body: str, directions: list[str]
) -> None:
    pairs, _ = read(tmp_path, body, srclang)
    assert [f"{one.source_language} {one.target_language}" for one in pairs] == directions


@pytest.mark.parametrize(
    ("seg", "text"),
    [
        ("a <bpt i='1'>&lt;b&gt;</bpt>bold<ept i='1'>&lt;/b&gt;</ept> word", "a bold word"),
        ("a <hi>marked</hi> word", "a marked word"),
        ("a<ph>&lt;br/&gt;</ph> word", "a word"),
        ("a &amp; b &#233;", "a & b é"),
        ("a\u202eb\u200bc", "abc"),
    ],
)
def test_codes_of_other_programs_are_no_words(tmp_path: Path, seg: str, text: str) -> None:
    pairs, _ = read(tmp_path, unit(("en", seg), ("pt", "b")))
    assert [one.source for one in pairs] == [text]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<tu><tuv><seg>a</seg></tuv><tuv xml:lang='pt'><seg>b</seg></tuv></tu>", "no language"),
        (unit(("nonsense!", "a"), ("pt", "b")), "no language"),
        (unit(("en", " "), ("pt", "b")), "no text"),
        ("<tu><tuv xml:lang='en'/><tuv xml:lang='pt'><seg>b</seg></tuv></tu>", "no text"),
        (unit(("en", "a" * 20_001), ("pt", "b")), "longer than 20000"),
        (unit(("de", "a"), ("pt", "b")), "source language"),
    ],
)
def test_what_cannot_be_used_is_counted_with_its_reason(
    tmp_path: Path, body: str, reason: str
) -> None:
    pairs, count = read(tmp_path, body + unit(("en", "good"), ("pt", "bom")))
    assert [one.source for one in pairs] == ["good"]
    assert any(reason in one for one in count.skipped), count.skipped


def test_a_thousand_laughs_are_not_laughed(tmp_path: Path) -> None:
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10)
    )
    path = tmp_path / "house.tmx"
    text = HEAD.format(srclang="en").replace(
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">', f"<!DOCTYPE tmx [{laughs}]>"
    )
    good = unit(("en", "good"), ("pt", "bom"))
    path.write_text(text + unit(("en", "&l9;"), ("pt", "b")) + good + TAIL, encoding="utf-8")
    count = PairCount()
    try:
        pairs = list(read_tmx(path, count))
    except UsageError as error:
        assert "house.tmx" in str(error)  # noqa: PT017  refused whole is as good as passed over
    else:
        assert [one.source for one in pairs] == ["good"]
        assert any("entity" in reason for reason in count.skipped)


def test_nothing_outside_of_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    text = HEAD.format(srclang="en").replace(
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        f'<!DOCTYPE tmx [<!ENTITY s SYSTEM "{secret.as_uri()}">]>',
    )
    path = tmp_path / "house.tmx"
    path.write_text(text + unit(("en", "&s;"), ("pt", "b")) + TAIL, encoding="utf-8")
    assert list(read_tmx(path, PairCount())) == []


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (b"", r"house\.tmx.*broken XML"),
        (b"no xml", r"house\.tmx:1: broken XML"),
        (b"<html><body/></html>", r"begins with <html>, not <tmx>"),
        (b"<tmx><body><tu><tuv", r"house\.tmx:1: broken XML.*pairs before it were taken"),
        (b"\x00\xff\xfe" * 50, r"house\.tmx.*broken XML"),
        (b"<tmx>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</tmx>", r"house\.tmx.*broken XML"),
    ],
)
def test_what_is_no_tmx_is_a_sentence(tmp_path: Path, raw: bytes, complaint: str) -> None:
    path = tmp_path / "house.tmx"
    path.write_bytes(raw)
    with pytest.raises(UsageError, match=complaint) as caught:
        list(read_tmx(path, PairCount()))
    assert "\n" not in str(caught.value)


def test_files_that_are_not_there_or_folders_are_said(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="is not there"):
        list(read_tmx(tmp_path / "gone.tmx", PairCount()))
    with pytest.raises(UsageError, match="is a folder"):
        list(read_tmx(tmp_path, PairCount()))


def outgoing(**changes: object) -> TmxUnit:
    fields: dict[str, object] = {
        "id": "gazette/1/pt#p1s1",
        "source_language": "en",
        "target_language": "pt-BR",
        "source": "A <b> & \u201cbill\u201d.",
        "target": "Uma \x00lei\ud800\u000b.",
        "changed_at": NOON,
        "by": "dragoman student",
        "properties": (("x-origin", "mt"),),
    }
    return TmxUnit(**fields | changes)  # type: ignore[arg-type]


def test_what_goes_out_has_the_structure_of_tmx_and_comes_in_again(tmp_path: Path) -> None:
    stream = io.BytesIO()
    assert write_tmx(stream, [outgoing(), outgoing(id="2", source="Two")], made_at=NOON) == 2
    root = etree.fromstring(stream.getvalue())
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    assert [child.tag for child in root] == ["header", "body"]
    assert set(root[0].keys()) == {
        *("creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang"),
        *("datatype", "creationdate"),
    }
    for tu in root[1]:
        assert [child.tag for child in tu] == ["prop", "tuv", "tuv"]
        assert [tuv.get(XML_LANG) for tuv in tu.iter("tuv")] == ["en", "pt-BR"]
        assert all([seg.tag for seg in tuv] == ["seg"] for tuv in tu.iter("tuv"))
    assert b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">' in stream.getvalue()
    path = tmp_path / "out.tmx"
    path.write_bytes(stream.getvalue())
    pairs = list(read_tmx(path, PairCount()))
    assert [one.source for one in pairs if one.source_language == "en"] == [
        "A <b> & “bill”.",
        "Two",
    ]
    assert pairs[0].target.startswith("Uma \ufffdlei")
    assert pairs[0].creator == "dragoman student"


def test_a_memory_of_nothing_is_valid_too(tmp_path: Path) -> None:
    stream = io.BytesIO()
    assert write_tmx(stream, [], made_at=NOON) == 0
    path = tmp_path / "out.tmx"
    path.write_bytes(stream.getvalue())
    assert list(read_tmx(path, PairCount())) == []
