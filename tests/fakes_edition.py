"""Made-up dispatches for the tests of edition and web: every text is invented here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dragoman.edition import DispatchView, House, front_row, render_indexes
from dragoman.records import (
    AlignedSpan,
    Article,
    Block,
    BlockKind,
    DeskCopy,
    Dispatch,
    DispatchKind,
    DispatchStatus,
    Extent,
    Finding,
    Grant,
    Judgement,
    Notice,
    NoticeBy,
    NoticeKind,
    Origin,
    Permission,
    Publisher,
    Repair,
    Rights,
    SeenOn,
    Segment,
    Severity,
    TextChange,
    Translation,
    TranslationUnit,
    Verdict,
)

NOW = datetime(2026, 11, 22, 13, 14, tzinfo=UTC)
HOUSE = House(
    name="The Evening Dragoman",
    address="https://wire.example.org",
    languages=("en", "pt"),
    contact="desk@example.org",
    imprint="Example Newsroom, Example Street 1, Example City",
    timezone="America/Sao_Paulo",
)
PUBLISHER = Publisher(
    slug="diario-do-vale",
    name="Diário do Vale",
    homepage="https://diariodovale.example/",
    languages=("pt",),
    rights=Rights(
        holder="Diário do Vale", licence="CC-BY-4.0", translate=Grant.GRANTED, republish=Extent.FULL
    ),
)
FULL = Permission(
    extent=Extent.FULL,
    translate=True,
    show_original=True,
    index=True,
    reason="CC BY 4.0: translation and republication are allowed with credit.",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    translation_licence="CC BY 4.0",
    credit_line="© Diário do Vale",
)

BRIDGE_TABLE = Path(__file__).parent / "cases" / "edition" / "bridge.tsv"
Blocks = list[tuple[BlockKind, list[tuple[str, str]]]]


def read_blocks(path: Path) -> Blocks:
    """Blocks from a table of kind, source, target; "+" goes on with the block above."""
    blocks: Blocks = []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, source, target = line.split("\t")
        if kind != "+":
            blocks.append((BlockKind(kind), []))
        blocks[-1][1].append((source, target))
    return blocks


# The article that most tests show.
BRIDGE = read_blocks(BRIDGE_TABLE)


def make_article(
    blocks: Blocks | None = None,
    *,
    language: str = "pt",
    **fields: object,
) -> Article:
    """An article whose segments are the source sentences of `blocks`."""
    made: list[Block] = []
    segments: list[Segment] = []
    for index, (kind, sentences) in enumerate(BRIDGE if blocks is None else blocks):
        made.append(Block(kind=kind, text=" ".join(source for source, _ in sentences)))
        start = 0
        for number, (source, _) in enumerate(sentences, 1):
            name = f"h{number}" if kind is BlockKind.HEADLINE else f"p{index}s{number}"
            end = start + len(source)
            segments.append(Segment(id=name, block=index, start=start, end=end, text=source))
            start = end + 1
    given: dict[str, object] = {
        "id": "a1b2c3",
        "version": 1,
        "publisher": PUBLISHER.slug,
        "url": "https://diariodovale.example/ponte",
        "canonical_url": "https://diariodovale.example/ponte-pedra-alta",
        "capture_sha256": "9f2c" + "0" * 56 + "41ab",
        "fetched_at": NOW - timedelta(hours=1),
        "language": language,
        "blocks": tuple(made),
        "segments": tuple(segments),
        "text_sha256": "ab" * 32,
        "made_by": "cut:2",
        "bylines": ("Rui Tavares",),
        "dateline": "Pedra Alta",
        "published_at": NOW - timedelta(hours=16),
        **fields,
    }
    return Article(**given)  # type: ignore[arg-type]


def make_copy(
    article: Article,
    blocks: Blocks | None = None,
    *,
    language: str = "en",
    **fields: object,
) -> DeskCopy:
    """A desk copy with the targets of `blocks`, nothing found."""
    pairs = [pair for _, pairs in (BRIDGE if blocks is None else blocks) for pair in pairs]
    units = tuple(
        TranslationUnit(
            segment=segment.id,
            source=source,
            target=target,
            engine_target=target,
            origin=Origin.SOURCE if source == target else Origin.MT,
            alignment=(
                AlignedSpan(source_start=0, source_end=1, target_start=0, target_end=1, p=0.9),
            ),
        )
        for segment, (source, target) in zip(article.segments, pairs, strict=True)
    )
    translation = Translation(
        article=article.id,
        article_version=article.version,
        source_language=article.language,
        target_language=language,
        target_variant=language,
        units=units,
        engine="fxtranslate",
        made_at=NOW,
        made_by="mt:enpt-1",
    )
    given: dict[str, object] = {
        "translation": translation,
        "findings": (),
        "answered": (),
        "repairs": (),
        "judgement": Judgement(verdict=Verdict.RUN),
        "made_by": "desk:1",
        **fields,
    }
    return DeskCopy(**given)  # type: ignore[arg-type]


def make_dispatch(article: Article, *, language: str = "en", **fields: object) -> Dispatch:
    """A usable translation dispatch, version 1."""
    given: dict[str, object] = {
        "id": f"{article.id}/{language}",
        "version": 1,
        "article": article.id,
        "article_version": article.version,
        "publisher": article.publisher,
        "language": language,
        "kind": DispatchKind.TRANSLATION,
        "status": DispatchStatus.USABLE,
        "permission": FULL,
        "first_published_at": NOW,
        "published_at": NOW,
        "made_by": "dragoman:0|mt:enpt-1|desk:1",
        **fields,
    }
    return Dispatch(**given)  # type: ignore[arg-type]


def bridge_view(language: str = "en", **fields: object) -> DispatchView:
    """The bridge story with one change, one doubt, one sentence kept, and a correction."""
    article = make_article()
    plain = make_copy(article, language=language)
    units = list(plain.translation.units)
    her = next(i for i, unit in enumerate(units) if unit.target.startswith("Her visit"))
    shifts = next(i for i, unit in enumerate(units) if "shifts" in unit.target)
    kept = next(i for i, unit in enumerate(units) if unit.origin is Origin.SOURCE)
    wrote = units[her].target.replace("Her", "His")
    units[her] = replace(units[her], engine_target=wrote, origin=Origin.REPAIR)
    units[kept] = replace(units[kept], engine_target="The mayor called the order welcome.")
    place = units[shifts].target.index("shifts")
    start = units[shifts].source.index("turnos")
    gender = Finding(
        check="gender",
        category="accuracy/mistranslation/gender",
        severity=Severity.MAJOR,
        message="the article calls Helena Sampaio “a ministra”",
        unit=her,
        segment=units[her].segment,
        source_span=(0, 10),
        found="His",
        expected="Her",
    )
    doubt = Finding(
        check="doubt",
        category="custom/doubt",
        severity=Severity.MINOR,
        message="the engine was unsure of this word",
        unit=shifts,
        segment=units[shifts].segment,
        source_span=(start, start + 6),
        target_span=(place, place + 6),
        on=SeenOn.PUBLISHED,
    )
    lost = Finding(
        check="negation",
        category="accuracy/mistranslation/negation",
        severity=Severity.CRITICAL,
        message="the negation is lost",
        unit=kept,
        segment=units[kept].segment,
    )
    repair = Repair(
        name="gender",
        unit=her,
        segment=units[her].segment,
        before=wrote,
        after=units[her].target,
        finding=gender,
        made_by="desk:1",
    )
    copy = replace(
        plain,
        translation=replace(plain.translation, units=tuple(units)),
        findings=(doubt,),
        answered=(gender, lost),
        repairs=(repair,),
        unchecked=("terminology",),
        judgement=Judgement(verdict=Verdict.RUN_FLAGGED),
    )
    first = make_dispatch(article, language=language)
    corrected = replace(
        first,
        version=2,
        published_at=NOW + timedelta(hours=2),
        notices=(
            Notice(
                kind=NoticeKind.CORRECTION,
                by=NoticeBy.PUBLISHER,
                version=2,
                issued_at=NOW + timedelta(hours=2),
                note="Correção: o custo das obras estava errado.",
                changes=(
                    TextChange(
                        before=units[shifts].target.replace("21", "19"),
                        after=units[shifts].target,
                        segment=units[shifts].segment,
                    ),
                ),
            ),
        ),
    )
    view = DispatchView(
        dispatch=corrected,
        publisher=PUBLISHER,
        article=article,
        desk_copy=copy,
        versions=(first, corrected),
        marks={
            units[her].segment: frozenset({"changed"}),
            units[shifts].segment: frozenset({"doubt"}),
            units[kept].segment: frozenset({"kept"}),
        },
        engine_words="fxtranslate, Firefox model pten-1",
    )
    return replace(view, **fields)  # type: ignore[arg-type]


def plain_view(
    blocks: Blocks,
    *,
    source_language: str = "pt",
    language: str = "en",
    publisher: Publisher = PUBLISHER,
    article_id: str = "plain1",
    **dispatch_fields: object,
) -> DispatchView:
    """A dispatch of the given sentences with nothing found in them."""
    article = make_article(blocks, language=source_language, id=article_id)
    dispatch = make_dispatch(article, language=language, **dispatch_fields)
    return DispatchView(
        dispatch=dispatch,
        publisher=publisher,
        article=article,
        desk_copy=make_copy(article, blocks, language=language),
        versions=(dispatch,),
        engine_words="fxtranslate",
    )


def with_permission(view: DispatchView, **fields: object) -> DispatchView:
    """The same dispatch under another permission, in all of its versions."""

    def changed(dispatch: Dispatch) -> Dispatch:
        return replace(dispatch, permission=replace(dispatch.permission, **fields))  # type: ignore[arg-type]

    return replace(
        view,
        dispatch=changed(view.dispatch),
        versions=tuple(changed(one) for one in view.versions),
    )


def link_view(reason: str = "no engine for pt->de") -> DispatchView:
    """A headline and a link."""
    view = bridge_view(language="de")
    dispatch = make_dispatch(
        view.article, language="de", kind=DispatchKind.LINK, link_reason=reason
    )
    return replace(view, dispatch=dispatch, versions=(dispatch,), desk_copy=None, marks={})


def withdrawn_view(
    status: DispatchStatus = DispatchStatus.CANCELED,
    by: NoticeBy = NoticeBy.PUBLISHER,
    reason: str = "the publisher took its article down",
) -> DispatchView:
    """The bridge story after it was taken down."""
    view = bridge_view()
    kind = NoticeKind.KILL if status is DispatchStatus.CANCELED else NoticeKind.HOLD
    gone = replace(
        view.dispatch,
        version=3,
        status=status,
        status_reason=reason,
        published_at=NOW + timedelta(hours=3),
        notices=(
            *view.dispatch.notices,
            Notice(kind=kind, by=by, version=3, issued_at=NOW + timedelta(hours=3), note=reason),
        ),
    )
    return replace(view, dispatch=gone, versions=(*view.versions, gone))


def front_row_files() -> dict[str, bytes]:
    """The lists of an English edition that holds the bridge story."""
    return render_indexes([front_row(bridge_view())], HOUSE, "en")
