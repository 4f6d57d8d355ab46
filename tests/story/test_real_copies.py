from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.records import Article, Block, BlockKind
from dragoman.story import is_same_copy, near_copy_keys
from fakes_store import article


def told(text: str, language: str = "en") -> Article:
    blocks = (Block(kind=BlockKind.PARAGRAPH, text=text),)
    return replace(article(), blocks=blocks, segments=(), language=language)


@pytest.mark.shared
def test_no_two_real_articles_are_taken_for_one(shared_data: Path) -> None:
    """Several outlets tell the same events here, some from the same agency, and edit it."""
    pages = json.loads((shared_data / "web/fundus/expected.json").read_text(encoding="utf-8"))
    lines = (shared_data / "web/ecbplus-stories/docs.jsonl").read_text(encoding="utf-8")
    texts = {
        document["id"]: told(" ".join(document["sentences"]))
        for document in map(json.loads, lines.splitlines())
    }
    for page in pages:
        body = page["expected"]["body"] or {"sections": []}
        paragraphs = [text for part in body["sections"] for text in part.get("paragraphs") or []]
        texts[page["url"]] = told(" ".join(paragraphs), (page["languages"] or ["en"])[0])
    by_key: dict[str, list[str]] = {}
    compared = set()
    for name, text in texts.items():
        for key in near_copy_keys(text):
            compared.update((other, name) for other in by_key.setdefault(key, []))
            by_key[key].append(name)
    assert len(texts) > 250
    assert 5 <= len(compared) < 200  # near copies are found, strangers are not even compared
    assert [pair for pair in compared if is_same_copy(texts[pair[0]], texts[pair[1]])] == []


@pytest.mark.shared
def test_no_pair_of_different_stories_is_taken_for_a_copy(shared_data: Path) -> None:
    lines = (shared_data / "web/tgcontest-pairs/pairs.jsonl").read_text(encoding="utf-8")
    pairs = [json.loads(line) for line in lines.splitlines()]
    different = [pair for pair in pairs if pair["label"] == "BAD"]
    assert len(different) > 30
    for pair in different:
        one, two = told(pair["text1"], pair["lang"]), told(pair["text2"], pair["lang"])
        assert not is_same_copy(one, two), pair["url1"]
