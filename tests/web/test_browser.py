"""The reading site in a real browser: nothing overflows, nothing runs, nothing is fetched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.edition import render_dispatch, render_house, write_files
from dragoman.records import BlockKind
from dragoman.web import Served, serve_site
from fakes_edition import (
    HOUSE,
    bridge_view,
    front_row_files,
    link_view,
    plain_view,
    withdrawn_view,
)

CHROMIUM = shutil.which("chromium")
PAGES = [
    "",
    "en/",
    "en/corrections.html",
    "en/how.html",
    "en/a1b2c3/",
    "en/a1b2c3/beside.html",
    "en/a1b2c3/under.html",
    "en/a1b2c3/versions.html",
    "de/a1b2c3/",
    "en/wide/",
    "en/wide/beside.html",
    "ar/rtl/beside.html",
    "en/gone/",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = tmp_path_factory.mktemp("site")
    wide = plain_view(
        [
            (BlockKind.HEADLINE, [("S" * 300, "W" * 300)]),
            (BlockKind.TABLE_ROW, [(" | ".join(["ab"] * 60), " | ".join(["cd"] * 60))]),
            (BlockKind.PARAGRAPH, [("x" * 200, "https://example.org/" + "y" * 200)]),
        ],
        article_id="wide",
    )
    rtl = plain_view(
        [
            (BlockKind.HEADLINE, [("Bridge mended", "إصلاح الجسر")]),
            (BlockKind.PARAGRAPH, [("It is open.", "الجسر مفتوح.")]),
        ],
        source_language="en",
        language="ar",
        article_id="rtl",
    )
    gone = withdrawn_view()
    gone = replace(gone, dispatch=replace(gone.dispatch, id="gone/en"), versions=())
    for view in (bridge_view(), link_view(), wide, rtl, gone):
        write_files(site, render_dispatch(view, HOUSE))
    write_files(site, front_row_files() | render_house(HOUSE))
    running = serve_site(site, host="127.0.0.1", port=0, address="")
    yield running
    running.stop()


def test_pages_fit_at_320_pixels_and_ask_for_nothing_but_their_sheet(
    served: Served, tmp_path: Path
) -> None:
    from playwright.sync_api import sync_playwright

    troubles: list[str] = []
    asked: set[str] = set()
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        context = browser.new_context(viewport={"width": 320, "height": 800})
        page = context.new_page()
        page.on("console", lambda message: troubles.append(f"{page.url}: {message.text}"))
        page.on("dialog", lambda dialog: troubles.append(f"{page.url}: dialog {dialog.message}"))
        page.on("request", lambda request: asked.add(request.url))
        for path in PAGES:
            answer = page.goto(served.url + path)
            assert answer is not None
            assert answer.status == (410 if path == "en/gone/" else 200), path
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                troubles.append(f"{path}: {width} px wide")
        cookies = context.cookies()
        browser.close()
    # Chromium writes an answer of 410 to its console; that is the answer we want.
    troubles = [one for one in troubles if "410" not in one]
    assert troubles == []
    assert cookies == []
    assert all(one.startswith(served.url) for one in asked)
    others = {one.partition("?")[0] for one in asked} - {served.url + path for path in PAGES}
    assert others <= {served.url + "style.css", served.url + "icon.svg"}
