"""How tests of the edition read the rendered pages of the bridge article."""

from __future__ import annotations

from lxml import html

from fakes_edition import BRIDGE

FOLDER = "en/a1b2c3/"
SOURCES = [source for _, pairs in BRIDGE[1:] for source, _ in pairs]
TARGETS = [target for _, pairs in BRIDGE[1:] for _, target in pairs]


def page(files: dict[str, bytes], name: str) -> html.HtmlElement:
    return html.document_fromstring(files[FOLDER + name].decode())


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
