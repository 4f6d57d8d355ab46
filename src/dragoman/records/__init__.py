"""The frozen things we write down; no behaviour beyond predicates."""

from dragoman.records.article import (
    Article,
    Block,
    BlockKind,
    Inline,
    InlineKind,
    OriginalCredit,
    Segment,
    SentenceChange,
    SourceNotice,
    Unreadable,
)
from dragoman.records.capture import Capture, Miss, MissKind
from dragoman.records.decision import Decision, DecisionKind
from dragoman.records.dispatch import Dispatch, DispatchKind, DispatchStatus
from dragoman.records.engine import (
    AlignedSpan,
    Engine,
    EngineInfo,
    EnginePair,
    EngineResult,
    EngineUnit,
    Finish,
    Interpreter,
    Scorer,
    Tier,
    WordReading,
)
from dragoman.records.finding import (
    DeskCopy,
    Finding,
    Judgement,
    Repair,
    SeenOn,
    Severity,
    Span,
    Verdict,
)
from dragoman.records.memory import KeptPair, TranslationMemory
from dragoman.records.notice import Notice, NoticeBy, NoticeKind, TextChange
from dragoman.records.publisher import Listing, ListingKind, Publisher, Release
from dragoman.records.rights import Extent, Grant, Permission, Rights
from dragoman.records.sighting import Sighting
from dragoman.records.standing import (
    ArticleStage,
    ArticleStanding,
    EditionStage,
    EditionStanding,
    ListingStanding,
)
from dragoman.records.story import Story
from dragoman.records.translation import Origin, Translation, TranslationUnit, Untranslated

__all__ = [
    "AlignedSpan",
    "Article",
    "ArticleStage",
    "ArticleStanding",
    "Block",
    "BlockKind",
    "Capture",
    "Decision",
    "DecisionKind",
    "DeskCopy",
    "Dispatch",
    "DispatchKind",
    "DispatchStatus",
    "EditionStage",
    "EditionStanding",
    "Engine",
    "EngineInfo",
    "EnginePair",
    "EngineResult",
    "EngineUnit",
    "Extent",
    "Finding",
    "Finish",
    "Grant",
    "Inline",
    "InlineKind",
    "Interpreter",
    "Judgement",
    "KeptPair",
    "Listing",
    "ListingKind",
    "ListingStanding",
    "Miss",
    "MissKind",
    "Notice",
    "NoticeBy",
    "NoticeKind",
    "Origin",
    "OriginalCredit",
    "Permission",
    "Publisher",
    "Release",
    "Repair",
    "Rights",
    "Scorer",
    "SeenOn",
    "Segment",
    "SentenceChange",
    "Severity",
    "Sighting",
    "SourceNotice",
    "Span",
    "Story",
    "TextChange",
    "Tier",
    "Translation",
    "TranslationMemory",
    "TranslationUnit",
    "Unreadable",
    "Untranslated",
    "Verdict",
    "WordReading",
]
