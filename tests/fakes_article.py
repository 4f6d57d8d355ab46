"""Captures and requests made in memory, for tests of the article room."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from dragoman.article import ReadRequest
from dragoman.records import Capture

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
URL = "https://news.example/world/harbour"

PARAGRAPHS = (
    (
        "The harbour of the town was opened again on Monday after three weeks of repairs, the "
        "mayor said. Forty ships had waited outside the breakwater since the storm of early "
        "April."
    ),
    (
        "Dockworkers began to unload the first freighter at six in the morning. The port "
        "authority expects that the backlog will be gone by the end of the month, if the "
        "weather holds."
    ),
    (
        "“We have worked day and night,” said Maria Alves, who leads the repairs. She thanked "
        "the crews, among them eighty volunteers from villages nearby, for what they had "
        "done."
    ),
    (
        "The storm had torn away two cranes and part of the northern quay. Insurers put the "
        "damage at 12.5 million euros, of which the state will pay one third."
    ),
)
HEADLINE = "Harbour opens again after three weeks of repairs"


def page(
    body: str | None = None, *, head: str = "", title: str = HEADLINE, lang: str = "en"
) -> str:
    """A plain news page; `body` is the markup inside `article`."""
    inner = body if body is not None else "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | The '
        f'Gazette</title>{head}</head><body><header><nav><a href="/">Home</a> <a href="/w">World'
        f"</a></nav></header><main><article><h1>{title}</h1>{inner}</article></main>"
        "<footer>The Gazette, 1 Main Street</footer></body></html>"
    )


def request(markup: str | bytes, *, media_type: str = "text/html", **fields: Any) -> ReadRequest:
    """A request to read `markup`; `fields` go to the capture or to the request, by name."""
    body = markup.encode() if isinstance(markup, str) else markup
    own = {name: fields.pop(name) for name in ("charset", "tdm_reserved") if name in fields}
    url = fields.pop("url", URL)
    capture = Capture(
        url=url,
        final_url=url,
        fetched_at=NOW,
        status=200,
        media_type=media_type,
        body_sha256=hashlib.sha256(body).hexdigest(),
        body_size=len(body),
        **own,
    )
    return ReadRequest(
        capture=capture, body=body, publisher="gazette", article_id="gazette-1", **fields
    )
