"""The small server under the sample wire speaks HTTP as publishers do."""

from __future__ import annotations

import http.client
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from dragoman.errors import UsageError, WorldError
from dragoman.sample import Answer, LoopbackServer, Request

WHEN = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def site(request: Request) -> Answer:
    """A page, a broken page and nothing else."""
    if request.path == "/broken":
        raise KeyError(request.path)
    if request.path != "/page":
        return Answer(status=404, body=b"not found")
    return Answer(body=b"<p>ol\xc3\xa1</p>", last_modified=WHEN)


def ask(
    server: LoopbackServer, path: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_a_page_comes_with_its_validators() -> None:
    with LoopbackServer(site) as server:
        response, body = ask(server, "/page")
    assert (response.status, body) == (200, "<p>olá</p>".encode())
    assert response.headers["ETag"] == Answer(body=body).etag
    assert response.headers["Last-Modified"] == "Tue, 03 Mar 2026 12:00:00 GMT"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


ETAG = site(Request(method="GET", path="/page", query="", headers={})).etag


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": ETAG}, 304),
        ({"If-None-Match": f'"other", W/{ETAG}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"other"'}, 200),
        ({"If-Modified-Since": format_datetime(WHEN, usegmt=True)}, 304),
        ({"If-Modified-Since": format_datetime(WHEN - timedelta(seconds=1), usegmt=True)}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
        # RFC 9110: the date is not looked at where a tag is given
        (
            {"If-None-Match": '"other"', "If-Modified-Since": format_datetime(WHEN, usegmt=True)},
            200,
        ),
    ],
)
def test_a_current_copy_is_not_sent_again(headers: dict[str, str], status: int) -> None:
    with LoopbackServer(site) as server:
        response, body = ask(server, "/page", headers)
    assert response.status == status
    assert (body == b"") == (status == 304)


def test_head_gives_the_length_without_the_body() -> None:
    with LoopbackServer(site) as server:
        response, body = ask(server, "/page", method="HEAD")
    assert (response.status, response.headers["Content-Length"], body) == (200, "11", b"")


def test_a_broken_page_is_a_500_and_the_server_goes_on() -> None:
    with LoopbackServer(site) as server:
        assert ask(server, "/broken")[0].status == 500
        assert ask(server, "/page")[0].status == 200
        assert ask(server, "/nowhere")[0].status == 404


def test_requests_are_kept_in_order_with_lower_case_headers() -> None:
    with LoopbackServer(site) as server:
        ask(server, "/page?x=1", {"User-Agent": "reader"})
        ask(server, "/nowhere")
        first, second = server.requests
    assert (first.path, first.query, first.headers["user-agent"]) == ("/page", "x=1", "reader")
    assert second.path == "/nowhere"


def test_closing_ends_open_connections_and_threads() -> None:
    before = threading.active_count()
    server = LoopbackServer(site)
    with server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        connection.request("GET", "/page")
        connection.getresponse().read()  # the line stays open, as HTTP/1.1 keeps it
    assert threading.active_count() == before
    connection.close()
    server.close()


def test_a_taken_port_is_said_with_a_remedy() -> None:
    with (
        LoopbackServer(site) as server,
        pytest.raises(WorldError, match=f"port {server.port} .* choose another port"),
        LoopbackServer(site, port=server.port),
    ):
        pass


def test_a_server_that_does_not_run_has_no_address() -> None:
    with pytest.raises(UsageError, match="not running"):
        _ = LoopbackServer(site).url
