"""What readers see of a dispatch."""

from __future__ import annotations

import json
import time
from dataclasses import replace

from lxml import html

from dragoman.edition import render_dispatch, render_house
from dragoman.records import (
    BlockKind,
    NoticeBy,
    Tier,
)
from fakes_edition import (
    BRIDGE,
    FULL,
    HOUSE,
    PUBLISHER,
    bridge_view,
    make_dispatch,
    plain_view,
    with_permission,
)
from pages_edition import FOLDER, SOURCES, TARGETS, page, text


def test_a_translation_has_six_files() -> None:
    names = {name.removeprefix(FOLDER) for name in render_dispatch(bridge_view(), HOUSE)}
    assert names == {
        "index.html", "beside.html", "under.html", "words.html", "versions.html", "article.json",
    }  # fmt: skip


def test_the_label_says_what_a_program_did_and_claims_nothing() -> None:
    for name in ("index.html", "beside.html", "under.html"):
        label = page(render_dispatch(bridge_view(), HOUSE), name).find_class("label")[0]
        assert (
            "Machine translation. No person has read this translation. A program compared it with "
            "the original and marked 3 of its 11 sentences; unmarked ones can be wrong too"
        ) in text(label)
        assert label.xpath(".//a[@href='../../en/how.html']")
        assert [text(li) for li in label.xpath(".//ul/li")] == [
            "1 changed by program",
            "1 may be wrong",
            "1 kept in the original",
        ]


def test_no_page_claims_that_a_translation_is_right() -> None:
    for name, body in render_dispatch(bridge_view(), HOUSE).items():
        if name.endswith(".html"):
            shown = text(html.document_fromstring(body.decode())).lower()
            for claim in ("verified", "no findings", "has been checked", "is correct", "accurate"):
                assert claim not in shown, (name, claim)


def test_checks_that_do_not_exist_are_named_in_the_label() -> None:
    label = page(render_dispatch(bridge_view(), HOUSE), "index.html").find_class("label")[0]
    assert "Not checked at all for Portuguese to English" in text(label)
    assert "term" in text(label)


def test_a_gist_engine_and_a_remote_engine_are_named_in_the_label() -> None:
    view = bridge_view()
    assert view.desk_copy is not None
    translation = replace(view.desk_copy.translation, tier=Tier.GIST, offline=False)
    view = replace(view, desk_copy=replace(view.desk_copy, translation=translation))
    label = text(page(render_dispatch(view, HOUSE), "index.html").find_class("label")[0])
    assert "good for the gist only" in label
    assert f"sent to {view.engine_words}" in label


def test_a_language_in_between_is_named_in_the_label() -> None:
    view = bridge_view()
    assert view.desk_copy is not None
    translation = replace(view.desk_copy.translation, pivot="es")
    view = replace(view, desk_copy=replace(view.desk_copy, translation=translation))
    label = text(page(render_dispatch(view, HOUSE), "index.html").find_class("label")[0])
    assert "in two steps, by way of Spanish" in label


def test_the_original_is_named_linked_and_not_translated() -> None:
    first = page(render_dispatch(bridge_view(), HOUSE), "index.html")
    origin = first.find_class("origin")[0]
    assert text(origin).startswith(
        "The original of this article, “Ministra manda reparar ponte após cheia isolar 12 "
        "povoados”, was published by Diário do Vale."
    )
    assert (
        "Original by Rui Tavares; translated by machine for The Evening Dragoman, "
        "not endorsed by the publisher."
    ) in text(origin)
    cite = origin.xpath(".//cite")[0]
    assert (cite.get("lang"), cite.get("translate")) == ("pt", "no")
    assert cite.getparent().get("href") == "https://diariodovale.example/ponte-pedra-alta"
    assert origin.xpath(".//a[contains(@rel, 'license')]/@href") == [FULL.licence_url]


def test_reading_aloud_and_copying_give_clean_text() -> None:
    first = page(render_dispatch(bridge_view(), HOUSE), "index.html")
    sentences = [text(one) for one in first.find_class("unit")]
    assert sentences[1:] == TARGETS


def test_sentence_and_original_are_one_element_with_its_own_language() -> None:
    for name in ("beside.html", "under.html"):
        units = page(render_dispatch(bridge_view(), HOUSE), name).find_class("unit")
        originals = [unit.find_class("s")[0] for unit in units]
        assert [text(one) for one in originals[1:]] == SOURCES
        assert {(one.get("lang"), one.get("translate")) for one in originals} == {("pt", "no")}


def test_no_plain_sentence_is_a_tab_stop() -> None:
    body = page(render_dispatch(bridge_view(), HOUSE), "index.html")
    assert not body.xpath("//*[@tabindex]")
    assert not body.xpath("//*[contains(@class, 'unit')]//a")


def test_notes_are_numbered_links_after_their_paragraph() -> None:
    first = page(render_dispatch(bridge_view(), HOUSE), "index.html")
    notes = first.find_class("note")
    assert [text(note.xpath(".//a[@class='number']")[0]) for note in notes] == ["1", "2", "3"]
    for note in notes:
        anchor = note.xpath(".//a[@class='number']/@href")[0].removeprefix("#")
        unit = first.get_element_by_id(anchor)
        paragraph = next(one for one in unit.iterancestors("p"))
        assert paragraph.getnext() is note.getparent()
    assert [mark.get("data-note") for mark in first.xpath("//mark")] == ["1", "2", "3"]


def test_a_change_says_what_the_engine_wrote_and_the_original_says() -> None:
    note = page(render_dispatch(bridge_view(), HOUSE), "index.html").get_element_by_id("n1")
    said = text(note)
    assert "Changed by program." in said
    assert [text(q) for q in note.xpath(".//q")] == ["His", "Her", "Sua visita"]
    mark = page(render_dispatch(bridge_view(), HOUSE), "index.html").xpath("//mark")[0]
    assert (text(mark), mark.get("class")) == ("Her", "changed")


def test_a_kept_sentence_stands_in_the_originals_language() -> None:
    mark = page(render_dispatch(bridge_view(), HOUSE), "index.html").xpath("//mark[@class='kept']")[
        0
    ]
    assert (mark.get("lang"), mark.get("translate")) == ("pt", "no")
    assert text(mark) == "O prefeito chamou a ordem de “tardia, não bem-vinda”."


def test_every_time_carries_its_zone() -> None:
    for name, body in render_dispatch(bridge_view(), HOUSE).items():
        if name.endswith(".html"):
            times = html.document_fromstring(body.decode()).xpath("//time")
            assert times
            assert all("UTC" in text(one) and one.get("datetime") for one in times)


def test_a_correction_is_said_in_words() -> None:
    first = page(render_dispatch(bridge_view(), HOUSE), "index.html")
    notice = first.find_class("correction")[0]
    assert "Correction by the publisher, 22 November 2026, 12:14 (UTC−3)." in text(notice)
    assert [text(q) for q in notice.xpath(".//li/q")][1:] == ["19", "21"]
    versions = page(render_dispatch(bridge_view(), HOUSE), "versions.html")
    assert "R$19 million" in text(versions.xpath("//del")[0])
    assert "R$21 million" in text(versions.xpath("//ins")[0])


def test_our_own_mistake_is_a_correction_to_this_translation() -> None:
    view = bridge_view()
    ours = tuple(replace(one, by=NoticeBy.NEWSROOM) for one in view.dispatch.notices)
    dispatch = replace(view.dispatch, notices=ours)
    view = replace(view, dispatch=dispatch, versions=(view.versions[0], dispatch))
    notice = page(render_dispatch(view, HOUSE), "index.html").find_class("correction")[0]
    assert "Correction to this translation" in text(notice)


def test_linked_data_names_the_work_translated_and_no_author_of_ours() -> None:
    first = page(render_dispatch(bridge_view(), HOUSE), "index.html")
    card = json.loads(first.xpath("//script[@type='application/ld+json']")[0].text)
    assert card["@type"] == "NewsArticle"
    assert card["inLanguage"] == "en"
    assert card["url"] == "https://wire.example.org/en/a1b2c3/"
    assert "author" not in card
    assert card["translator"]["name"] == HOUSE.name
    assert card["translationOfWork"]["inLanguage"] == "pt"
    assert card["translationOfWork"]["author"] == [{"@type": "Person", "name": "Rui Tavares"}]
    assert card["digitalSourceType"].endswith("CompositeWithTrainedAlgorithmicMediaDigitalSource")
    assert card["correction"][0]["text"].startswith("Correction by the publisher.")
    assert card["dateModified"] == "2026-11-22T15:14:00+00:00"


def test_the_json_holds_every_unit_with_findings_and_repairs() -> None:
    card = json.loads(render_dispatch(bridge_view(), HOUSE)[FOLDER + "article.json"])
    assert [unit["source"] for unit in card["units"]][1:] == SOURCES
    assert sum(len(unit["findings"]) for unit in card["units"]) == 1
    repaired = [unit for unit in card["units"] if unit["repairs"]]
    assert [unit["engine_target"][:3] for unit in repaired] == ["His"]
    assert card["units"][0]["alignment"] == [[0, 1, 0, 1, 0.9]]
    assert card["rights"]["licence"] == "CC BY 4.0"


def test_what_may_not_be_indexed_says_so_on_every_page() -> None:
    files = render_dispatch(with_permission(bridge_view(), index=False), HOUSE)
    for name, body in files.items():
        if name.endswith(".html"):
            assert b'<meta name="robots" content="noindex' in body
    assert b'name="robots"' not in render_dispatch(bridge_view(), HOUSE)[FOLDER + "index.html"]


def test_an_arabic_edition_runs_right_to_left_with_its_original_left_to_right() -> None:
    view = plain_view(
        [
            (BlockKind.HEADLINE, [("Bridge mended", "إصلاح الجسر")]),
            (BlockKind.PARAGRAPH, [("It is open.", "الجسر مفتوح."), ("All day.", "طوال اليوم.")]),
        ],
        source_language="en",
        language="ar",
    )
    files = render_dispatch(view, HOUSE)
    body = html.document_fromstring(files["ar/plain1/beside.html"].decode())
    assert (body.get("lang"), body.get("dir")) == ("ar", "rtl")
    assert {one.get("dir") for one in body.find_class("s")} == {"ltr"}


def test_a_language_without_a_locale_still_has_pages() -> None:
    view = plain_view([(BlockKind.HEADLINE, [("Oi", "nuqneH")])], language="tlh")
    body = render_dispatch(view, HOUSE)["tlh/plain1/index.html"].decode()
    assert '<html lang="tlh" dir="ltr">' in body
    assert "Machine translation." in body


def test_an_article_without_headline_and_one_with_an_endless_one_have_pages() -> None:
    bare = plain_view([(BlockKind.PARAGRAPH, [("Só isto.", "Only this.")])])
    body = render_dispatch(bare, HOUSE)["en/plain1/index.html"].decode()
    assert "Article without a headline" in body
    assert "compared its only sentence with the original and marked 0" in body
    endless = plain_view([(BlockKind.HEADLINE, [("Ponte " * 400, "Bridge " * 333)])])
    shown = html.document_fromstring(render_dispatch(endless, HOUSE)["en/plain1/index.html"])
    assert len(shown.xpath("//title")[0].text) < 200
    assert len(text(shown.xpath("//h1")[0])) > 2000


def test_a_sentence_that_no_unit_answers_stands_in_the_original_marked() -> None:
    view = bridge_view()
    assert view.desk_copy is not None
    cut = replace(view.desk_copy.translation, units=view.desk_copy.translation.units[:-1])
    view = replace(view, desk_copy=replace(view.desk_copy, translation=cut))
    first = page(render_dispatch(view, HOUSE), "index.html")
    assert text(first.get_element_by_id("p7s1")) == "Barcos: quatro."
    assert "marked 4 of its 11" in text(first.find_class("label")[0])


def test_the_portuguese_edition_speaks_portuguese() -> None:
    view = plain_view(
        [(BlockKind.HEADLINE, [("Bridge", "Ponte")]), (BlockKind.PARAGRAPH, [("A.", "B.")])],
        source_language="en",
        language="pt",
    )
    label = html.document_fromstring(
        render_dispatch(view, HOUSE)["pt/plain1/index.html"].decode()
    ).find_class("label")[0]
    assert (
        "Tradução automática. Nenhuma pessoa leu esta tradução. Um programa a comparou com o "
        "original e marcou 0 de suas 2 frases; as não marcadas também podem estar erradas"
    ) in text(label)


def test_an_article_page_with_everything_is_under_60_kb() -> None:
    blocks = [
        (BlockKind.HEADLINE, [("T", "T" * 80)]),
        *(
            (BlockKind.PARAGRAPH, [(f"Frase {i} de {j}. " * 6, f"Word {i} of {j}. " * 6)] * 3)
            for i, j in ((a, b) for a in range(5) for b in range(3))
        ),
    ]
    files = render_dispatch(plain_view(blocks), HOUSE)
    style = len(render_house(HOUSE)["style.css"])
    for name in ("index.html", "beside.html", "under.html"):
        assert len(files[f"en/plain1/{name}"]) + style < 60_000


def test_a_dispatch_is_rendered_in_a_few_milliseconds() -> None:
    view = bridge_view()
    render_dispatch(view, HOUSE)
    start = time.process_time()
    for _ in range(10):
        render_dispatch(view, HOUSE)
    assert (time.process_time() - start) / 10 < 0.060  # 13 ms measured; room for a slow machine


def test_a_publishers_own_page_is_never_claimed_as_an_edition_of_ours() -> None:
    for body in render_dispatch(bridge_view(), HOUSE).values():
        assert b'rel="alternate" hreflang="pt" href="https://diario' not in body


def test_no_page_asks_anyone_else_for_anything() -> None:
    for name, body in render_dispatch(bridge_view(), HOUSE).items():
        if name.endswith(".html"):
            tree = html.document_fromstring(body.decode())
            assert not tree.xpath("//img | //iframe | //object | //embed | //form | //*[@src]")
            sheets = tree.xpath("//link[@rel='stylesheet']/@href")
            assert all(sheet.startswith("../../style.css?v=") for sheet in sheets)
            assert tree.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]
            policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
            assert "default-src 'none'" in policy
            assert "script" not in policy


def test_the_publishers_own_texts_need_no_disclaimer_of_endorsement() -> None:
    own = plain_view(BRIDGE, publisher=replace(PUBLISHER, own=True))
    body = render_dispatch(own, HOUSE)["en/plain1/index.html"].decode()
    assert "not endorsed" not in body
    assert make_dispatch(own.article).id == "plain1/en"
