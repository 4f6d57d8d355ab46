"""What a record of rights allows: licence by licence, and everything that takes it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.publishers import (
    explain_rights,
    known_licences,
    licence_from_url,
    permit,
    preset,
)
from dragoman.records import Article, Extent, Grant, Permission, Publisher, Rights
from fakes_publishers import a_publisher, an_article

DAY = date(2026, 3, 1)
TABLE = Path(__file__).parents[1] / "cases" / "publishers" / "rights.tsv"
ROWS = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def judge(
    publisher: Publisher, article: Article | None = None, *, noncommercial: bool = False
) -> Permission:
    return permit(publisher, article or an_article(), on=DAY, noncommercial=noncommercial)


def is_link_only(permission: Permission) -> bool:
    return (
        permission.extent is Extent.LINK_ONLY
        and not permission.translate
        and not permission.show_original
        and not permission.index
        and permission.translation_licence == ""
        and permission.reason != ""
    )


@pytest.mark.parametrize(("licence", "charity", "published", "inherited", "reason"), ROWS)
def test_a_licence_grants_what_it_grants(
    licence: str, charity: str, published: str, inherited: str, reason: str
) -> None:
    permission = judge(a_publisher(licence), noncommercial=charity == "yes")
    assert permission.translate is (published == "yes")
    assert is_link_only(permission) is (published == "no")
    assert permission.translation_licence == inherited
    assert reason in permission.reason
    if published == "yes":
        assert permission.extent is Extent.FULL
        assert permission.show_original
        assert permission.licence == licence


def test_every_known_licence_stands_in_the_matrix() -> None:
    families = {row[0].rsplit("-", 1)[0] for row in ROWS}
    assert {name.rsplit("-", 1)[0] for name in known_licences()} <= families


def test_an_unconfirmed_or_expired_record_grants_nothing() -> None:
    assert is_link_only(judge(a_publisher(confirmed_by="")))
    rights = preset("CC-BY-4.0", holder="C", confirmed_by="operator")
    ended = replace(rights, expires_on=date(2026, 2, 28))
    lasting = replace(rights, expires_on=DAY)
    assert "ended on 2026-02-28" in judge(a_publisher(rights=ended)).reason
    assert judge(a_publisher(rights=lasting)).translate


def test_a_reservation_of_mining_holds_unless_a_licence_grants() -> None:
    reserved = an_article(tdm_reserved=True)
    unconfirmed = judge(a_publisher(confirmed_by=""), reserved)
    assert is_link_only(unconfirmed)
    assert unconfirmed.reason.startswith("text and data mining is reserved")
    terms = judge(a_publisher("terms"), reserved)
    assert terms.reason.startswith("text and data mining is reserved")
    assert judge(a_publisher("CC-BY-4.0"), reserved).translate
    assert judge(a_publisher("CC-BY-4.0"), an_article(tdm_reserved=False)).translate


CREDITED: list[dict[str, object]] = [
    {"credit_line": "Reuters"},
    {"credit_line": "© 2026 AFP"},
    {"credit_line": "Source: dpa"},
    {"credit_line": "Com informações da Agência Lusa"},
    {"credit_line": "EFE"},
    {"bylines": ("By Jane Doe", "Associated Press")},
    {"bylines": ("Jane Doe, AP",)},
    {"bylines": ("Redação ANSA",)},
    {"dateline": "MOSCOW (TASS)"},
    {"credit_line": "新华社记者"},
    {"credit_line": "(共同通信)"},
    {"credit_line": "reuters"},
]
OWN_COPY: list[dict[str, object]] = [
    {"bylines": ("Lusandra Efe",)},
    {"bylines": ("Ap Jones",)},
    {"credit_line": "Map: The Courier"},
    {"credit_line": "APEC Desk"},
    {"bylines": ("Dpalma Rossi",)},
]


@pytest.mark.parametrize("fields", CREDITED)
def test_an_agency_item_is_a_link_and_the_reason_names_it(fields: dict[str, object]) -> None:
    permission = judge(a_publisher(), an_article(**fields))
    assert is_link_only(permission), fields
    assert "credits" in permission.reason


@pytest.mark.parametrize("fields", OWN_COPY)
def test_names_that_only_look_like_agencies_are_let_through(fields: dict[str, object]) -> None:
    assert judge(a_publisher(), an_article(**fields)).translate


def test_a_publishers_own_list_of_exclusions_counts_too() -> None:
    rights = preset("CC-BY-4.0", holder="C", confirmed_by="operator")
    strict = a_publisher(rights=replace(rights, excluded_credits=("Guest Desk",)))
    assert is_link_only(judge(strict, an_article(credit_line="From the guest desk")))


def test_an_agency_may_publish_its_own_copy() -> None:
    agency = a_publisher(rights=preset("CC-BY-4.0", holder="Agência Lusa", confirmed_by="operator"))
    assert judge(agency, an_article(credit_line="Lusa")).translate


def test_the_articles_own_licence_can_only_take_away() -> None:
    forbidding = an_article(licence_url="https://creativecommons.org/licenses/by-nd/4.0/")
    assert is_link_only(judge(a_publisher("CC-BY-4.0"), forbidding))
    charity = an_article(licence_url="https://creativecommons.org/licenses/by-nc/4.0/deed.pt")
    assert is_link_only(judge(a_publisher("CC-BY-4.0"), charity))
    alike = judge(
        a_publisher("CC-BY-4.0"),
        an_article(licence_url="http://creativecommons.org/licenses/by-sa/3.0/br/"),
    )
    assert alike.translation_licence == "CC-BY-SA-3.0"
    free = an_article(licence_url="https://creativecommons.org/licenses/by/4.0/")
    assert is_link_only(judge(a_publisher("link-only"), free))


def test_showing_the_original_and_indexing_need_grants_of_their_own() -> None:
    rights = replace(
        preset("CC-BY-4.0", holder="C", confirmed_by="operator"),
        show_original=Grant.UNSTATED,
        index=Grant.DENIED,
        republish=Extent.EXTRACT,
    )
    permission = judge(a_publisher(rights=rights))
    assert permission.translate
    assert permission.extent is Extent.EXTRACT
    assert not permission.show_original
    assert not permission.index


def test_own_texts_may_do_everything() -> None:
    permission = judge(a_publisher("own", own=True), an_article(credit_line="Reuters"))
    assert permission.translate
    assert permission.show_original
    assert permission.index
    assert permission.extent is Extent.FULL


@pytest.mark.parametrize("spelling", ["cc by 4.0", "CC-BY-4.0", "cc_by_4.0", "BY-4.0".lower()])
def test_a_licence_is_known_in_every_spelling(spelling: str) -> None:
    name = spelling if spelling.startswith(("c", "C")) else f"cc-{spelling}"
    assert preset(name, holder="C").licence == "CC-BY-4.0"


@pytest.mark.parametrize("name", ["CC-BY", "CC-BY-5.0", "GPL", "", "cc-by-as-4.0"])
def test_a_mistyped_licence_is_a_usage_error_that_names_the_known(name: str) -> None:
    with pytest.raises(UsageError, match=r"Known are: .*CC-BY-SA-4\.0.*link-only"):
        preset(name, holder="C")


@pytest.mark.parametrize("licence", known_licences().values(), ids=lambda one: one.name)
def test_a_licence_is_told_by_its_address(licence: object) -> None:
    url = getattr(licence, "url", "")
    if url:
        assert licence_from_url(url) == getattr(licence, "name", "")
        assert licence_from_url(url.replace("https:", "http:").rstrip("/")) != ""


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("//creativecommons.org/licenses/by-nc-nd/3.0/us/legalcode", "CC-BY-NC-ND-3.0"),
        ("http://creativecommons.org/licenses/by-nd-nc/2.0/", "CC-BY-NC-ND-2.0"),
        ("https://creativecommons.org/licenses/by/9.0/", ""),
        ("https://creativecommons.org.evil.example/licenses/by/4.0/", ""),
        ("https://evil.example/?https://creativecommons.org/licenses/by/4.0/", ""),
        ("https://creativecommons.org/", ""),
        ("", ""),
    ],
)
def test_only_an_address_of_a_deed_names_a_licence(url: str, name: str) -> None:
    assert licence_from_url(url) == name


@pytest.mark.parametrize(("licence", "charity", "published", "inherited", "reason"), ROWS)
def test_the_words_say_what_the_permission_does(
    licence: str, charity: str, published: str, inherited: str, reason: str
) -> None:
    sentences = explain_rights(a_publisher(licence), on=DAY, noncommercial=charity == "yes")
    text = " ".join(sentences)
    assert ("may be translated and the translation published" in text) is (published == "yes")
    assert ("headline and link only" in text) is (published == "no")
    assert (f"offered under {inherited}" in text) is (published == "yes") or not inherited
    assert all(sentence.endswith(".") for sentence in sentences)
    assert reason


def test_the_words_say_that_nothing_is_confirmed() -> None:
    text = " ".join(explain_rights(a_publisher(confirmed_by=""), on=DAY, noncommercial=False))
    assert "Nobody has confirmed" in text
    assert "may be translated" not in text
    empty = Publisher(slug="x", name="X", homepage="", rights=Rights())
    assert "unstated is not granted" in " ".join(explain_rights(empty, on=DAY, noncommercial=True))
