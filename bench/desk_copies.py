"""Sentences through engine and desk as the newsroom does it, for the benches of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

from dragoman.desk import edit
from dragoman.errors import WorldError
from dragoman.records import (
    Article,
    Block,
    BlockKind,
    Segment,
    Tier,
    Translation,
    TranslationUnit,
    Untranslated,
)
from dragoman.translation import GuardedInterpreter, translate_article
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.models import Model, find_models
from dragoman.translation.roster import Engines

THEN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Copy:
    """Sentences as the engine wrote them and as the desk let them go."""

    engine: list[str]
    published: list[str]


class Editor:
    """The student engine of the models at hand, in this process, and the desk behind it."""

    def __init__(self) -> None:
        models = [one for one in find_models() if isinstance(one, Model)]
        self._engines = Engines([StudentEngine(models, here=True)], models=models)
        self.interpreter = GuardedInterpreter(self._engines)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engines.close()

    def translates(self, source: str, target: str) -> bool:
        """True when there is an engine for the pair."""
        return self._engines.pair(source, target) is not None

    def reads(self, source: str, target: str) -> bool:
        """True when there is a model that aligns the pair."""
        return self.interpreter.reads(source, target)

    def document(self, sentences: Sequence[str], source: str, target: str) -> Copy:
        """One text through engine and desk."""
        return self.apart([sentences], source, target)[0]

    def apart(self, texts: Sequence[Sequence[str]], source: str, target: str) -> list[Copy]:
        """Many texts: translated in one go, edited one by one."""
        whole = [one for text in texts for one in text]
        article = make_article(whole, source)
        translation = translate_article(article, target, engines=self._engines, now=THEN)
        if isinstance(translation, Untranslated):
            raise WorldError(translation.reason)
        copies, place = [], 0
        for text in texts:
            units = translation.units[place : place + len(text)]
            place += len(text)
            copies.append(self._edited(list(text), replace(translation, units=units), source))
        return copies

    def given(
        self, sentences: Sequence[str], targets: Sequence[str], source: str, target: str
    ) -> Copy:
        """A translation made by somebody else through the desk."""
        units = tuple(
            TranslationUnit(segment="", source=one, target=other, engine_target=other)
            for one, other in zip(sentences, targets, strict=True)
        )
        translation = Translation(
            article="bench", article_version=1, source_language=source, target_language=target,
            target_variant=target, units=units, engine="given", made_at=THEN, made_by="given",
            tier=Tier.PUBLISHABLE,
        )  # fmt: skip
        return self._edited(list(sentences), translation, source)

    def _edited(self, sentences: list[str], translation: Translation, source: str) -> Copy:
        article = make_article(sentences, source)
        units = tuple(
            replace(unit, segment=segment.id)
            for unit, segment in zip(translation.units, article.segments, strict=True)
        )
        whole = replace(translation, units=units)
        copy = edit(article, whole, interpreter=self.interpreter)
        return Copy(
            [unit.target for unit in whole.units], [one.target for one in copy.translation.units]
        )


def make_article(sentences: Sequence[str], language: str) -> Article:
    """An article of one paragraph a sentence."""
    return Article(
        id="bench", version=1, publisher="bench", url="bench", canonical_url="bench",
        capture_sha256="0" * 64, fetched_at=THEN, language=language,
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=one) for one in sentences),
        segments=tuple(
            Segment(id=f"p{at}s1", block=at - 1, start=0, end=len(one), text=one)
            for at, one in enumerate(sentences, start=1)
        ),
        text_sha256="0" * 64, made_by="bench",
    )  # fmt: skip
