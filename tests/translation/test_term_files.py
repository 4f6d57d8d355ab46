from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import UsageError, WorldError
from dragoman.translation.terms import Rule, Term, Termbase, load_termbase


def loaded(folder: Path, name: str, text: str | bytes) -> Termbase:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return load_termbase([path])


def only(base: Termbase) -> Term:
    assert len(base.terms) == 1
    return base.terms[0]


def test_every_column_of_a_csv_is_read(tmp_path: Path) -> None:
    base = loaded(
        tmp_path,
        "house.csv",
        "from,to,source,target,rule,pos,near,not_near,within,field,after,before,not_after,"
        "not_before,as,case,forbid,shows,spares,note\n"
        "# a line that is passed over\n\n"
        "en,,parliament,vote*|law,field\n"
        'en,pt_br,"bill*| act ",projeto* de lei|lei,term,noun,vote,gas|pay*,7,parliament,'
        "@determiner,passed,to,us,noun,yes,conta,The bill passed.,He paid the bill.,seen\n",
    )
    term = only(base)
    assert (term.source_language, term.target_language) == ("en", "pt-BR")
    assert (term.source, term.target) == (("bill*", "act"), ("projeto* de lei", "lei"))
    assert (term.rule, term.part_of_speech, term.exact_case) == (Rule.TERM, "noun", True)
    assert (term.when.near, term.when.not_near, term.when.within) == (("vote",), ("gas", "pay*"), 7)
    assert (term.when.fields, term.when.role) == (("parliament",), "noun")
    assert (term.when.after, term.when.before) == (("@determiner",), ("passed",))
    assert (term.when.not_after, term.when.not_before) == (("to",), ("us",))
    assert (term.forbid, term.where) == (("conta",), "house.csv:5")
    assert (term.shows, term.spares) == ("The bill passed.", "He paid the bill.")
    assert base.fields == {("en", "parliament"): ["vote*", "law"]}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_and_a_byte_order_mark_are_known(tmp_path: Path, separator: str) -> None:
    lines = [["from", "source", "rule"], ["en", "The Guardian", "keep"]]
    text = "\ufeff" + "\r\n".join(separator.join(line) for line in lines)
    assert only(loaded(tmp_path, "house.csv", text)).rule is Rule.KEEP


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", r"house\.csv:1: is empty"),
        ("from,to,target\n", r":1: the column 'source' is missing"),
        ("from,to,source,traget\n", r":1: unknown column 'traget'; did you mean 'target'"),
        ("from,to,source,target\nen,pt,a,\n", r":2: the column 'target' is empty"),
        ("from,to,source,target\nen,pt,,b\n", r":2: the column 'source' is empty"),
        ("from,to,source,target\nen,,a,b\n", r":2: the column 'to' is empty"),
        ("from,to,source,target\nenglish!,pt,a,b\n", r":2: from 'english!' is no language tag"),
        ("from,to,source,target,pos\nen,pt,a,b,nuon\n", r":2: pos 'nuon' is unknown.*noun"),
        ("from,to,source,target,rule\nen,pt,a,b,kepe\n", r":2: rule 'kepe' is unknown.*keep"),
        ("from,to,source,target,within\nen,pt,a,b,x\n", r":2: within 'x'"),
        ("from,to,source,target,field\nen,pt,a,b,law\n", r"house\.csv:2: .*'law' is known: add"),
        ("from,to,source,target\nen,pt,a,b,c,d\n", r":2: 6 cells for 4 columns"),
        ('from,to,source,target\nen,pt,a,"b\n', r":\d: .*quotation marks"),
        ("from,to,source,target,after\nen,pt,a,b,@adverb\n", r"house\.csv:2: @adverb is not known"),
        (b"from,to,source,target\nen,pt,a,\xe9\n", r":2: is not UTF-8"),
        ("from,source,rule\nen,law,field\n", r":2: a field needs words"),
    ],
)
def test_a_mistake_names_file_line_and_remedy(
    tmp_path: Path, text: str | bytes, complaint: str
) -> None:
    with pytest.raises(UsageError, match=complaint) as caught:
        loaded(tmp_path, "house.csv", text)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match=r"gone\.csv is not there"):
        load_termbase([tmp_path / "gone.csv"])


BODY_2 = """
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="c1"><descrip type="subjectField">parliament</descrip>
 <langSet xml:lang="en">
  <tig><term>lawmaker</term><termNote type="partOfSpeech">noun</termNote></tig>
  <ntig><termGrp><term>solon</term>
   <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
 </langSet>
 <langSet xml:lang="pt-BR">
  <tig><term>parlamentar</term><termNote type="partOfSpeech">noun</termNote></tig>
  <tig><term>deputado</term><termNote type="partOfSpeech">noun</termNote>
   <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
 </langSet>
</termEntry></body></text></martif>"""

BODY_3_DCA = """
<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1"><descrip type="subjectField">parliament</descrip>
 <langSec xml:lang="en">
  <termSec><term>lawmaker</term><termNote type="partOfSpeech">noun</termNote></termSec>
  <termSec><term>solon</term>
   <termNoteGrp><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
   </termNoteGrp></termSec>
 </langSec>
 <langSec xml:lang="pt-BR">
  <termSec><term>parlamentar</term><termNote type="partOfSpeech">noun</termNote></termSec>
  <termSec><term>deputado</term><termNote type="partOfSpeech">noun</termNote>
   <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
 </langSec>
</conceptEntry></body></text></tbx>"""

BODY_3_DCT = """
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<text><body><conceptEntry id="c1"><min:subjectField>parliament</min:subjectField>
 <langSec xml:lang="en">
  <termSec><term>lawmaker</term><min:partOfSpeech>noun</min:partOfSpeech></termSec>
  <termSec><term>solon</term>
   <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
 </langSec>
 <langSec xml:lang="pt-BR">
  <termSec><term>parlamentar</term><min:partOfSpeech>noun</min:partOfSpeech></termSec>
  <termSec><term>deputado</term><min:partOfSpeech>noun</min:partOfSpeech>
   <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
 </langSec>
</conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize("body", [BODY_2, BODY_3_DCA, BODY_3_DCT], ids=["v2", "dca", "dct"])
def test_tbx_of_every_style_gives_the_same_entries(tmp_path: Path, body: str) -> None:
    base = loaded(tmp_path, "house.tbx", '<?xml version="1.0" encoding="utf-8"?>' + body)
    entries = {(one.source_language, one.source, one.target) for one in base.terms}
    assert entries == {
        ("en", ("lawmaker*",), ("deputado*", "parlamentar*")),
        ("en", ("solon",), ("deputado*", "parlamentar*")),
        ("pt-BR", ("parlamentar*",), ("lawmaker*",)),
        ("pt-BR", ("deputado*",), ("lawmaker*",)),
    }
    assert {one.when.fields for one in base.terms} == {()}
    found = base.for_pair("en", "pt-BR")
    assert found is not None
    assert "deputados" in found.read("Lawmakers met.")[0].phrases


def test_a_subject_field_of_tbx_counts_where_its_words_are_known(tmp_path: Path) -> None:
    (tmp_path / "house.tbx").write_text(BODY_2, encoding="utf-8")
    (tmp_path / "fields.csv").write_text(
        "from,source,target,rule\nen,parliament,vote*|law,field\n", encoding="utf-8"
    )
    base = load_termbase([tmp_path / "fields.csv", tmp_path / "house.tbx"])
    found = base.for_pair("en", "pt-BR")
    assert found is not None
    assert not found.read("Lawmakers met.", found.evident(["Lawmakers met."]))
    assert found.read("Lawmakers met.", found.evident(["The law goes to a vote."]))


def test_tbx_carries_conditions_and_rules_of_our_own(tmp_path: Path) -> None:
    body = """<tbx style="dca"><text><body><conceptEntry>
    <langSec xml:lang="en"><termSec><term>bill</term>
    <termNote type="x-near">vote*|law</termNote></termSec></langSec>
    <langSec xml:lang="pt"><termSec><term>lei</term></termSec></langSec></conceptEntry>
    <conceptEntry><descrip type="x-rule">keep</descrip>
    <langSec xml:lang="en"><termSec><term>Acme</term></termSec></langSec>
    <langSec xml:lang="pt"><termSec><term>Acme</term></termSec></langSec></conceptEntry>
    </body></text></tbx>"""
    base = loaded(tmp_path, "house.tbx", body)
    bill = next(one for one in base.terms if one.source == ("bill",))
    assert bill.when.near == ("vote*", "law")
    assert {one.rule for one in base.terms if one.source == ("Acme",)} == {Rule.KEEP}


FEW = (
    '<tbx><conceptEntry><langSec xml:lang="en"><termSec><term>a</term>'
    '<termNote type="x-within">few</termNote></termSec></langSec><langSec xml:lang="pt">'
    "<termSec><term>b</term></termSec></langSec></conceptEntry></tbx>"
)
LAUGHS = '<!DOCTYPE t [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", r"house\.tbx.*broken XML"),
        ("<tbx><text>", r"house\.tbx:1: broken XML .*mend this line"),
        ("<tbx><text/></tbx>", r"no termEntry or conceptEntry"),
        ("not xml at all", r"house\.tbx:1: broken XML"),
        ("<tbx><conceptEntry><langSec><termSec><term>a</term></termSec></langSec></conceptEntry></tbx>",
         r"house\.tbx:1: xml:lang '' is no language tag"),
        (LAUGHS + '<tbx><conceptEntry><langSec xml:lang="en"><termSec><term>&b;</term></termSec>'
         "</langSec></conceptEntry></tbx>", r"uses an entity"),
        (FEW, r"within 'few'"),
    ],
)  # fmt: skip
def test_hostile_tbx_is_a_sentence(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint) as caught:
        loaded(tmp_path, "house.tbx", text)
    assert "\n" not in str(caught.value)


def test_nothing_outside_of_a_tbx_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    text = (
        f'<!DOCTYPE t [<!ENTITY s SYSTEM "{secret.as_uri()}">]><tbx><conceptEntry>'
        '<langSec xml:lang="en"><termSec><term>&s;</term></termSec></langSec></conceptEntry></tbx>'
    )
    with pytest.raises(UsageError) as caught:
        loaded(tmp_path, "house.tbx", text)
    assert "secret" not in str(caught.value)


def test_deep_nesting_ends_with_a_sentence(tmp_path: Path) -> None:
    text = "<tbx>" + "<termGrp>" * 5000 + "</termGrp>" * 5000 + "</tbx>"
    with pytest.raises(UsageError, match=r"house\.tbx"):
        loaded(tmp_path, "house.tbx", text)
