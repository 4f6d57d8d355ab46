"""The reading site over HTTP, on loopback."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dragoman.edition import render_dispatch, render_house, write_files
from dragoman.errors import WorldError
from dragoman.web import Served, serve_site
from fakes_edition import HOUSE, bridge_view, front_row_files, withdrawn_view


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading") / "site"
    write_files(folder, render_house(HOUSE))
    write_files(folder, render_dispatch(bridge_view(), HOUSE))
    write_files(folder, front_row_files())
    gone = {
        name.replace("a1b2c3", "gone1"): body
        for name, body in render_dispatch(withdrawn_view(), HOUSE).items()
    }
    write_files(folder, gone)
    (folder / ".secret").write_text("hidden")
    (folder.parent / "outside.html").write_text("outside")
    (folder / "leak.html").symlink_to(folder.parent / "outside.html")
    return folder


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[Served]:
    running = serve_site(site, host="127.0.0.1", port=0, address="https://wire.example.org")
    yield running
    running.stop()


def ask(
    served: Served, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """One request exactly as given: no client mends the path."""
    place = urlsplit(served.url)
    link = http.client.HTTPConnection(place.hostname or "", place.port, timeout=10)
    try:
        link.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            link.putheader(name.replace("_", "-"), value)
        link.endheaders()
        answer = link.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        link.close()


def test_pages_feeds_and_data_have_their_types(served: Served) -> None:
    for path, kind in {
        "/": "text/html; charset=utf-8",
        "/en/": "text/html; charset=utf-8",
        "/en/a1b2c3/beside.html": "text/html; charset=utf-8",
        "/en/feed.atom": "application/atom+xml; charset=utf-8",
        "/en/a1b2c3/article.json": "application/json; charset=utf-8",
        "/style.css": "text/css; charset=utf-8",
        "/robots.txt": "text/plain; charset=utf-8",
    }.items():
        status, headers, body = ask(served, path)
        assert (status, headers["content-type"]) == (200, kind), path
        assert len(body) == int(headers["content-length"])


def test_every_answer_carries_the_safe_headers(served: Served) -> None:
    for path, method in (("/", "GET"), ("/nothing", "GET"), ("/", "POST"), ("/en", "GET")):
        _, headers, _ = ask(served, path, method)
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers


def test_a_page_that_has_not_changed_is_not_sent_again(served: Served) -> None:
    _, headers, _ = ask(served, "/en/")
    status, _, body = ask(served, "/en/", If_None_Match=headers["etag"])
    assert (status, body) == (304, b"")
    assert ask(served, "/en/", If_None_Match='"other"')[0] == 200


def test_a_changed_file_is_seen_at_once(served: Served, site: Path) -> None:
    write_files(site, {"note.html": b"first"})
    assert ask(served, "/note.html")[2] == b"first"
    write_files(site, {"note.html": b"other"})
    assert ask(served, "/note.html")[2] == b"other"


def test_the_sheet_may_be_kept_and_pages_may_not(served: Served) -> None:
    assert "immutable" in ask(served, "/style.css?v=abc")[1]["cache-control"]
    assert ask(served, "/style.css")[1]["cache-control"] == "no-cache"
    assert ask(served, "/en/?v=abc")[1]["cache-control"] == "no-cache"


def test_text_is_packed_for_those_who_take_it(served: Served) -> None:
    _, plain, body = ask(served, "/style.css")
    _, headers, packed = ask(served, "/style.css", Accept_Encoding="br, gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == body
    assert headers["etag"] != plain["etag"]
    assert "content-encoding" not in ask(served, "/style.css", Accept_Encoding="gzip;q=0")[1]


def test_what_was_withdrawn_is_gone_at_all_of_its_addresses(served: Served) -> None:
    for name in ("", "index.html", "beside.html", "under.html", "versions.html", "article.json"):
        status, _, body = ask(served, f"/en/gone1/{name}")
        assert status == 410, name
        assert body
    assert json.loads(ask(served, "/en/gone1/article.json")[2])["gone"] is True


def test_an_unknown_address_gets_the_houses_own_page(served: Served) -> None:
    status, headers, body = ask(served, "/en/nowhere/")
    assert status == 404
    assert headers["content-type"].startswith("text/html")
    assert b"There is no page at this address" in body


@pytest.mark.parametrize(
    "path",
    [
        "/../outside.html",
        "/%2e%2e/outside.html",
        "/en/..%2f..%2foutside.html",
        "/..%5coutside.html",
        "/leak.html",
        "/.secret",
        "/%2esecret",
        "/en//index.html",
        "/%00",
        "/" + "a" * 3000,
        "/" + "%ff" * 20,
        "//evil.example/",
        "/en/./index.html",
    ],
)
def test_no_path_leads_out_of_the_site(served: Served, path: str) -> None:
    status, headers, body = ask(served, path)
    assert status == 404
    assert body != b"outside"
    assert body != b"hidden"
    assert "location" not in headers


def test_a_folder_without_its_slash_is_sent_to_itself(served: Served) -> None:
    status, headers, _ = ask(served, "/en/a1b2c3")
    assert (status, headers["location"]) == (308, "/en/a1b2c3/")


def test_only_reading_is_possible(served: Served) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        status, headers, _ = ask(served, "/en/", method)
        assert (status, headers["allow"]) == (405, "GET, HEAD"), method
    status, headers, body = ask(served, "/en/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 1000


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:8642", 200),
        ("[::1]:8642", 200),
        ("wire.example.org", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
        ("", 421),
        ("[broken", 421),
    ],
)
def test_a_loopback_site_answers_to_its_own_names_only(
    served: Served, host: str, status: int
) -> None:
    assert ask(served, "/en/", Host=host)[0] == status


def test_a_busy_port_is_named_with_its_remedy(site: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(WorldError, match=rf"port {port} on 127\.0\.0\.1 .*--port"):
            serve_site(site, host="127.0.0.1", port=port, address="")


def test_stopping_gives_the_port_back_and_may_be_done_twice(site: Path) -> None:
    first = serve_site(site, host="127.0.0.1", port=0, address="")
    port = urlsplit(first.url).port or 0
    first.stop()
    first.stop()
    again = serve_site(site, host="127.0.0.1", port=port, address="")
    assert ask(again, "/")[0] == 200
    again.stop()


def test_a_site_without_a_missing_page_still_answers(tmp_path: Path) -> None:
    running = serve_site(tmp_path, host="127.0.0.1", port=0, address="")
    try:
        status, _, body = ask(running, "/" + os.urandom(4).hex())
    finally:
        running.stop()
    assert (status, body) == (404, b"There is no page at this address.")
