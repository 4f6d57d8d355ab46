"""The last step of every reading: headline, lifted body and language become an Article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dragoman.article.changes import text_digest
from dragoman.article.lifting import Lifted
from dragoman.article.notice_marks import headline_withdraws
from dragoman.article.request import EXTRACTOR
from dragoman.article.segments import cut_blocks
from dragoman.language.codes import UNDETERMINED, base_language, language_name
from dragoman.language.identify import BlockLanguages, languages_of_blocks
from dragoman.records import Article, Block, BlockKind, NoticeKind, SourceNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where an article comes from: what `Article` keeps of its capture."""

    id: str
    version: int
    publisher: str
    url: str
    canonical_url: str
    capture_sha256: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a page states beside its text."""

    bylines: tuple[str, ...] = ()
    credit_line: str = ""
    section: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    licence_url: str = ""
    tdm_reserved: bool | None = None
    warnings: tuple[str, ...] = ()


def assemble(
    headline: str,
    lifted: Lifted,
    declared: Sequence[str],
    provenance: Provenance,
    particulars: Particulars,
    *,
    language: str = "",
) -> Article:
    """An article with its segments, language and digest. `headline` may be "".

    `declared` weighs when the language is found out; `language`, when given, settles it.
    """
    blocks = tuple(lifted.blocks)
    if headline:
        blocks = (Block(kind=BlockKind.HEADLINE, text=headline), *blocks)
    languages = languages_of_blocks([block.text for block in blocks], declared)
    if language:
        languages = replace(languages, language=base_language(language))
    bylines = particulars.bylines or tuple(lifted.bylines)
    notices = _notices(headline, lifted)
    article = Article(
        id=provenance.id,
        version=provenance.version,
        publisher=provenance.publisher,
        url=provenance.url,
        canonical_url=provenance.canonical_url,
        capture_sha256=provenance.capture_sha256,
        fetched_at=provenance.fetched_at,
        language=languages.language,
        blocks=blocks,
        segments=cut_blocks(blocks, languages.language),
        text_sha256=text_digest(blocks, bylines, notices),
        made_by=EXTRACTOR,
        other_languages=languages.others,
        bylines=bylines,
        notices=notices,
        warnings=(*particulars.warnings, *_language_warnings(languages)),
    )
    return _with_what_stands_beside(article, lifted, particulars)


def _notices(headline: str, lifted: Lifted) -> tuple[SourceNotice, ...]:
    """The notices lifted from the body, after the headline where it takes the article back."""
    if headline_withdraws(headline):
        return (SourceNotice(kind=NoticeKind.KILL, text=headline), *lifted.notices)
    return tuple(lifted.notices)


def _with_what_stands_beside(article: Article, lifted: Lifted, particulars: Particulars) -> Article:
    """The article with what is no part of its text: lines lifted out, dates, credit, rights."""
    return replace(
        article,
        dateline=lifted.dateline,
        credit_line=lifted.credit_line or particulars.credit_line,
        section=particulars.section,
        published_at=particulars.published_at,
        updated_at=particulars.updated_at,
        original=lifted.original,
        furniture=tuple(lifted.furniture),
        disclaimer=tuple(lifted.disclaimer),
        licence_url=particulars.licence_url,
        tdm_reserved=particulars.tdm_reserved,
    )


def _language_warnings(languages: BlockLanguages) -> tuple[str, ...]:
    if languages.language == UNDETERMINED:
        return ("The language of the text could not be told.",)
    if languages.others:
        names = ", ".join(language_name(code) for code in languages.others)
        main = language_name(languages.language)
        return (f"The text is in more than one language: mainly {main}, also {names}.",)
    return ()
