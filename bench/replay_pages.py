"""Pages for the replay publisher: out of stored corpora, or written from parallel sentences."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

FIRST_DAY = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)  # made pages get one date after the other

# NTREX's file names and the language tags of their text.
NTREX_TAGS = {
    "eng": "en", "por": "pt-PT", "por-BR": "pt-BR", "deu": "de", "fra": "fr", "spa": "es",
    "ita": "it", "rus": "ru", "zho-CN": "zh-CN", "zho-TW": "zh-TW", "jpn": "ja", "kor": "ko",
    "arb": "ar", "hin": "hi", "nld": "nl", "pol": "pl", "ukr": "uk", "tur": "tr", "swe": "sv",
    "nob": "nb", "dan": "da", "fin": "fi", "ces": "cs", "slk": "sk", "slv": "sl", "hrv": "hr",
    "bos": "bs", "srp-Cyrl": "sr-Cyrl", "bul": "bg", "ron": "ro", "hun": "hu", "cat": "ca",
    "heb": "he", "fas": "fa", "urd": "ur", "ben": "bn", "tha": "th", "vie": "vi", "ind": "id",
    "msa": "ms", "est": "et", "lav": "lv", "mkd": "mk", "afr": "af",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayPage:
    """One page: its key (the file name on the server), bytes and what is known about it.

    `url` is the address on the replay server, once it runs; `origin_url` the one it came from.
    """

    key: str
    body: bytes
    headline: str
    language: str
    words: int
    published: datetime
    url: str = ""
    origin_url: str = ""
    charset: str = ""
    media_type: str = "text/html"


def fundus_pages(
    folder: Path, *, languages: Sequence[str] | None = None, limit: int | None = None
) -> list[ReplayPage]:
    """Pages of a Fundus folder (`expected.json`, `html/`), bytes as stored."""
    rows = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    pages: list[ReplayPage] = []
    for row in rows:
        tongue = (row.get("languages") or [""])[0]
        if languages is not None and tongue not in languages:
            continue
        path = _page_file(folder, row["file"])
        if path is None:
            continue
        expected = row.get("expected") or {}
        pages.append(
            ReplayPage(
                key=_key(f"{row.get('publisher', 'page')}-{path.name.split('.')[0]}", pages),
                body=gzip.decompress(path.read_bytes()),
                headline=expected.get("title") or "",
                language=tongue,
                words=_word_count(expected.get("body") or {}),
                published=_moment(row.get("crawl_date")),
                origin_url=row.get("url") or "",
            )
        )
        if limit is not None and len(pages) >= limit:
            break
    return pages


def extraction_benchmark_pages(folder: Path, *, limit: int | None = None) -> list[ReplayPage]:
    """Pages of an article-extraction-benchmark folder (`ground-truth.json`, `html/`)."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages: list[ReplayPage] = []
    for number, (name, row) in enumerate(truth.items()):
        path = _page_file(folder, f"{name}.html.gz")
        if path is None:
            continue
        body = gzip.decompress(path.read_bytes())
        found = re.search(rb"<title[^>]*>(.*?)</title", body[:200_000], re.DOTALL | re.IGNORECASE)
        title = html.unescape(found[1].decode("utf-8", "replace")) if found else ""
        pages.append(
            ReplayPage(
                key=_key(name[:24], pages),
                body=body,
                headline=" ".join(title.split()),
                language="en",
                words=len((row.get("articleBody") or "").split()),
                published=FIRST_DAY + timedelta(minutes=number),
                origin_url=row.get("url") or "",
            )
        )
        if limit is not None and len(pages) >= limit:
            break
    return pages


def _ntrex_texts(folder: Path, language: str) -> dict[str, list[str]]:
    """Document to its sentences, from `ntrex.jsonl` (a document a line) or `LANGUAGE.tsv`."""
    texts: dict[str, list[str]] = {}
    documents = folder / "ntrex.jsonl"
    if documents.is_file():
        for line in documents.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            said = [sentence.strip() for sentence in row["text"].get(language, ())]
            texts[row["doc"]] = [sentence for sentence in said if sentence]
        return {name: said for name, said in texts.items() if said}
    for line in (folder / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        name, _, sentence = line.partition("\t")
        if sentence.strip():
            texts.setdefault(name, []).append(sentence.strip())
    return texts


def ntrex_pages(
    folder: Path, *, language: str = "por", documents: int | Sequence[str] | None = None
) -> list[ReplayPage]:
    """Articles made of the NTREX documents in one language; the first line is the headline.

    `documents` is how many, or which document ids; None is all.
    """
    tag = NTREX_TAGS.get(language, language)
    texts = _ntrex_texts(folder, language)
    names: Iterable[str] = texts
    if isinstance(documents, int):
        names = list(texts)[:documents]
    elif documents is not None:
        names = [name for name in documents if name in texts]
    pages: list[ReplayPage] = []
    for number, name in enumerate(names):
        page = article_page(
            key=_key(name, pages),
            headline=texts[name][0],
            paragraphs=_paragraphs(texts[name][1:]),
            language=tag,
            published=FIRST_DAY + timedelta(hours=number),
        )
        pages.append(page)
    return pages


_ARTICLE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{headline} | Replay Courier</title>
<meta name="author" content="{byline}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="Replay Courier">
<meta property="og:title" content="{headline}">
<meta property="article:published_time" content="{moment}">
<link rel="alternate" type="application/atom+xml" href="/feed.xml" title="Replay Courier">
<script type="application/ld+json">{linked}</script>
</head>
<body>
<header><nav><a href="/">Replay Courier</a> <a href="/feed.xml">Feed</a></nav></header>
<main><article>
<h1>{headline}</h1>
<p class="byline"><span class="author">{byline}</span>
<time datetime="{moment}">{day}</time></p>
{notice}{text}
</article></main>
<footer><p>Replay Courier, a publisher made for tests.</p></footer>
</body>
</html>
"""


def article_page(
    *,
    key: str,
    headline: str,
    paragraphs: Sequence[str],
    language: str,
    published: datetime,
    byline: str = "Replay Desk",
    notice: str = "",
    updated: datetime | None = None,
) -> ReplayPage:
    """A page such as newsrooms make: head, JSON-LD, navigation, article, footer."""
    body = _ARTICLE.format(
        language=html.escape(language),
        headline=html.escape(headline),
        byline=html.escape(byline),
        moment=published.isoformat(),
        day=f"{published:%Y-%m-%d %H:%M}",
        linked=_linked_data(headline, byline, language, published, updated or published),
        notice=f'<p class="correction">{html.escape(notice)}</p>\n' if notice else "",
        text="\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs),
    )
    words = len(headline.split()) + sum(len(paragraph.split()) for paragraph in paragraphs)
    return ReplayPage(
        key=key,
        body=body.encode("utf-8"),
        headline=headline,
        language=language,
        words=words,
        published=updated or published,
        charset="utf-8",
    )


def _linked_data(
    headline: str, byline: str, language: str, published: datetime, updated: datetime
) -> str:
    """The page's JSON-LD, safe inside a script element."""
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": published.isoformat(),
        "dateModified": updated.isoformat(),
        "author": [{"@type": "Person", "name": byline}],
        "inLanguage": language,
    }
    return json.dumps(linked, ensure_ascii=False).replace("</", "<\\/")


def with_url(page: ReplayPage, url: str) -> ReplayPage:
    """The page with its address on a server."""
    return replace(page, url=url)


def _paragraphs(sentences: Sequence[str], size: int = 2) -> list[str]:
    """Two sentences to a paragraph, as news writers like it."""
    return [" ".join(sentences[place : place + size]) for place in range(0, len(sentences), size)]


def _page_file(folder: Path, name: str) -> Path | None:
    """The stored file of a page, with or without the `html/` folder in front."""
    for path in (folder / "html" / name, folder / name):
        if path.is_file():
            return path
    return None


def _key(name: str, pages: Sequence[ReplayPage]) -> str:
    """A key of letters, digits and hyphens that no other page has."""
    key = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "page"
    taken = {page.key for page in pages}
    number, free = 2, key
    while free in taken:
        free, number = f"{key}-{number}", number + 1
    return free


def _word_count(body: dict[str, object]) -> int:
    """White-space words of a Fundus body: its summary, headlines and paragraphs."""
    count = 0
    waiting: list[object] = [body.get("summary"), body.get("sections")]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            count += len(value.split())
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
    return count


def _moment(text: object) -> datetime:
    """A stored crawl date in UTC; the first day where it is none."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return FIRST_DAY
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
