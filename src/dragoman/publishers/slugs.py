"""Short names for publishers and articles: ASCII, lower-case, hyphens, never empty."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

from dragoman.publishers.links import host_of, path_of

MAX_SLUG = 60  # characters

# Labels in front of a host that say nothing about who publishes there.
_FRONT = frozenset({"www", "www2", "m", "mobile", "amp", "feeds", "feed", "rss", "news", "web"})
# Second-level labels under country codes, as in .co.uk and .com.br.
_SECOND = frozenset(
    {"co", "com", "org", "net", "gov", "gob", "gouv", "gub", "ac", "edu", "or", "ne", "go", "jus"}
)
_BARE_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)


def slug_of(url_or_name: str) -> str:
    """A publisher's slug out of an address, a host or a name ("bbc" for https://www.bbc.co.uk/)."""
    text = url_or_name.strip()
    if re.match(r"https?://", text, re.IGNORECASE):
        host = host_of(text)
        port = re.search(r"^https?://[^/?#]*:(\d+)(?:[/?#]|$)", text, re.IGNORECASE)
        slug = _ascii(_short_host(host) + (f"-{port[1]}" if port else ""))
    elif _BARE_HOST.fullmatch(text):
        slug = _ascii(_short_host(text.lower().removeprefix("www.")))
    else:
        slug = _ascii(text)
    return _shortened(slug) or f"publisher-{_digest(text)}"


def article_slug(headline: str, url: str) -> str:
    """An article's slug out of its headline, or of its address where the headline gives none."""
    slug = _shortened(_ascii(headline))
    if len(slug.replace("-", "")) >= 3 and _mostly_kept(headline, slug):
        return slug
    segments = [part for part in path_of(url).split("/") if part] if url else []
    for segment in reversed(segments):
        stem = re.sub(r"\.(?:html?|php|aspx?|shtml|jsp)$", "", segment, flags=re.IGNORECASE)
        candidate = _shortened(_ascii(stem))
        if re.search(r"[a-z]{3}", candidate) and not re.fullmatch(
            r"index|default|article", candidate
        ):
            return candidate
    return slug if len(slug) >= 3 else f"article-{_digest(url or headline)}"


def _short_host(host: str) -> str:
    """A host without what all hosts have: www in front, the public suffix behind."""
    if re.fullmatch(r"[\d.]+|\[.*\]", host):
        return host
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _FRONT:
        labels = labels[1:]
    if len(labels) > 1:
        tail = labels.pop()
        if len(labels) > 1 and len(tail) == 2 and labels[-1] in _SECOND:
            labels.pop()
    return "-".join(labels)


def _ascii(text: str) -> str:
    """Letters and digits of `text` in ASCII, runs of anything else as one hyphen."""
    table = _romanised()
    written = []
    for character in unicodedata.normalize("NFC", text.lower()[:400]):
        if character in table:
            written.append(table[character])
        elif character in "'’ʼ`´":
            continue
        else:
            written.append(unicodedata.normalize("NFKD", character))
    flat = "".join(written)
    flat = "".join(table.get(c, c) for c in flat if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", flat).strip("-")


def _shortened(slug: str) -> str:
    """At most `MAX_SLUG` characters, cut between words where that is possible."""
    if len(slug) <= MAX_SLUG:
        return slug
    cut = slug[: MAX_SLUG + 1].rpartition("-")[0]
    return (cut if len(cut) >= MAX_SLUG // 2 else slug[:MAX_SLUG]).strip("-")


def _mostly_kept(headline: str, slug: str) -> bool:
    """True unless most of a headline's letters are in a script that slugs cannot show."""
    letters = sum(character.isalpha() for character in headline[:200])
    return letters == 0 or len(slug) >= min(letters, MAX_SLUG) / 2


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


@lru_cache(maxsize=1)
def _romanised() -> dict[str, str]:
    """Letters and what stands for them, out of `romanise.tsv`."""
    text = files("dragoman.publishers").joinpath("romanise.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}
