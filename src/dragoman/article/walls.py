"""Pages that hold no article: script shells, consent walls, paywall stubs, challenges, errors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import html

from dragoman.article.structured import Statements
from dragoman.article.tree import text_of
from dragoman.records import Block

_SHORT = 600
"""Characters of body under which a wall's words are believed; articles may quote them."""

_CHALLENGE = re.compile(
    r"checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|captcha|"
    r"access denied|request (?:was )?blocked|unusual traffic|attention required|just a moment",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we value your privacy|consent to (?:the use of )?cookies|"
    r"(?:with advertising|mit werbung) (?:and tracking )?(?:weiterlesen|continue)|accept all|"
    r"zustimmen und weiter|mit werbung (?:und tracking )?(?:weiterlesen|lesen)|pur-abo|"
    r"continuer sans accepter|tout accepter|aceptar (?:todo|todas|y continuar)|"
    r"aceitar (?:todos|e continuar|cookies)|accetta e continua|alle akzeptieren",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep reading|unlock)|(?:for|to) subscribers only|"
    r"(?:subscriber|member)[- ](?:only|exclusive)|already a subscriber|continue reading with|"
    r"to continue reading|(?:exclusiv[oa]|conteúdo|contenido) (?:exclusiv[oa] )?"
    r"para (?:assinantes|suscriptores)|"
    r"artigo exclusivo|já é assinante|ya eres suscriptor|suscríbete para (?:seguir|continuar|leer)|"
    r"assine para (?:continuar|ler)|(?:weiterlesen|jetzt testen) mit|jetzt weiterlesen|"
    r"nur für abonnenten|(?:réservé|réservée|réservés) aux abonnés|la suite est réservée|"
    r"il vous reste .{0,20}% de cet article|riservato agli abbonati|kun for abonnenter|"
    r"for abonnenter|för prenumeranter|有料会員|この記事は有料",
    re.IGNORECASE,
)
_SCRIPT_ONLY = re.compile(
    r"(?:enable|turn on|requires?|activate|habilit\w+|ativ\w+|activ\w+|aktivier\w+)"
    r"\s.{0,30}javascript|"
    r"javascript (?:is (?:disabled|required)|must be enabled)|you need to enable javascript",
    re.IGNORECASE,
)


def wall_of(tree: html.HtmlElement, blocks: Sequence[Block]) -> str:
    """Why the page is taken for no article, as the end of a sentence, or "" when it may be one."""
    size = sum(len(block.text) for block in blocks)
    if size >= _SHORT:
        return ""
    body = " ".join(block.text for block in blocks)
    title = next(tree.iter("title"), None)
    words = body or _visible(tree)[:3000]
    head = (text_of(title) if title is not None else "") + " " + words
    if _CHALLENGE.search(head) and size < 300:
        return "it is a check for robots; the publisher does not want this page to be fetched"
    if _CONSENT.search(words):
        return "it is a consent page in front of the article"
    if size < 200 and _SCRIPT_ONLY.search(words):
        return "its text is built by script, and scripts are not run"
    if not blocks and (_SCRIPT_ONLY.search(_visible(tree, noscript=True)) or _is_shell(tree)):
        return "its text is built by script, and scripts are not run"
    if _PAYWALL.search(words) and size < 250:
        return "it is a paywall; only subscribers are shown the article"
    return ""


def paywall_warning(tree: html.HtmlElement, statements: Statements, blocks: Sequence[Block]) -> str:
    """A warning sentence when the text seems to be the free beginning of a paid article."""
    size = sum(len(block.text) for block in blocks)
    closed = str(statements.article.get("isAccessibleForFree", "")).casefold() in ("false", "no")
    tail = " ".join(block.text for block in blocks[-3:])
    tier = statements.first("article:content_tier").casefold() in ("locked", "metered")
    if size < 1500 and (closed or tier or _PAYWALL.search(tail)):
        return "The text may be only the free beginning of an article behind a paywall."
    if size < _SHORT and _PAYWALL.search(_visible(tree)[:20_000]):
        return "The page speaks of a subscription and its text is short: it may be cut off."
    return ""


def _visible(tree: html.HtmlElement, *, noscript: bool = False) -> str:
    skipped = {"script", "style", "template", "head"} | (set() if noscript else {"noscript"})
    pieces: list[str] = []
    size = 0
    for node in tree.iter():
        if isinstance(node.tag, str) and node.tag not in skipped and node.text:
            pieces.append(node.text)
            size += len(node.text)
            if size > 40_000:
                break
    return " ".join(" ".join(pieces).split())


def _is_shell(tree: html.HtmlElement) -> bool:
    """True for a page with scripts and hardly a visible word."""
    scripts = sum(1 for _ in tree.iter("script"))
    return scripts > 0 and len(_visible(tree)) < 200
