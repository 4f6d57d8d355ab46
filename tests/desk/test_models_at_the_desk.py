"""What the desk does with a model of the pair: alignments, contrast, other translations."""

from __future__ import annotations

from dataclasses import replace

from dragoman.desk import check_pairs, edit, mend_pairs
from dragoman.records import AlignedSpan, Finding, Origin, TranslationUnit
from fakes_desk import make_article, make_translation
from fakes_interpreter import DictionaryInterpreter

WORDS = {
    "a": "the a", "o": "the", "as": "the", "os": "the", "ponte": "bridge", "reabriu": "reopened",
    "ontem": "yesterday", "depois": "after", "das": "the of", "obras": "works", "noturnas": "night",
    "financiadas": "paid", "pela": "by", "câmara": "council", "municipal": "municipal",
    "não": "not", "vai": "will is", "abrir": "open", "amanhã": "tomorrow", "disse": "said",
    "que": "that", "lei": "law", "muda": "changes", "tudo": "everything", "aqui": "here",
    "presidente": "mayor", "e": "and",
}  # fmt: skip


def found(source: str, target: str) -> list[Finding]:
    pairs = [(source, target)]
    reader = DictionaryInterpreter(WORDS)
    return list(check_pairs(pairs, "pt", "en", document=False, interpreter=reader).findings)


def test_words_that_no_source_word_looks_at_were_added() -> None:
    target = "The bridge reopened yesterday, while thousands cheered fireworks overhead."
    (finding,) = found("A ponte reabriu ontem.", target)
    assert finding.check == "addition"
    assert finding.target_span is not None
    assert "thousands cheered fireworks" in target[slice(*finding.target_span)]


def test_words_that_no_target_word_looks_at_were_left_out_and_their_place_is_shown() -> None:
    source = "A ponte reabriu ontem depois das obras noturnas financiadas pela câmara municipal."
    target = "The bridge reopened yesterday."
    (finding,) = found(source, target)
    assert finding.check == "omission"
    assert finding.source_span is not None
    assert finding.target_span is not None
    assert "obras noturnas financiadas" in source[slice(*finding.source_span)]
    assert "yesterday" in target[slice(*finding.target_span)]


def test_a_complete_translation_is_left_alone() -> None:
    assert found("A ponte reabriu ontem.", "The bridge reopened yesterday.") == []


def test_a_lost_not_is_found_by_weighing_and_put_back() -> None:
    pair = ("A ponte não vai abrir amanhã.", "The bridge will open tomorrow.")
    (finding,) = found(*pair)
    assert (finding.check, finding.expected) == ("negation", "não")
    mended = mend_pairs(
        [pair], "pt", "en", document=False, interpreter=DictionaryInterpreter(WORDS)
    )
    assert mended.texts == ("The bridge will not open tomorrow.",)
    assert [repair.name for repair in mended.repairs] == ["negation"]


def test_an_invented_not_is_taken_out() -> None:
    pair = ("A ponte vai abrir amanhã.", "The bridge will not open tomorrow.")
    mended = mend_pairs(
        [pair], "pt", "en", document=False, interpreter=DictionaryInterpreter(WORDS)
    )
    assert mended.texts == ("The bridge will open tomorrow.",)


def test_marks_come_back_around_the_words_that_answer_to_the_quotation() -> None:
    pair = (
        'O presidente disse que a lei "muda tudo aqui".',
        "The mayor said that the law changes everything here.",
    )
    mended = mend_pairs(
        [pair], "pt", "en", document=False, interpreter=DictionaryInterpreter(WORDS)
    )
    assert mended.texts == ("The mayor said that the law “changes everything here.”",)


def test_another_speaker_is_found_where_the_original_names_one() -> None:
    reader = DictionaryInterpreter(WORDS | {"lemos": "lemos", "marta": "marta"})
    pair = ("Marta Lemos disse que a ponte reabriu.", "Hugo Pratt said that the bridge reopened.")
    findings = check_pairs([pair], "pt", "en", document=False, interpreter=reader).findings
    (finding,) = [one for one in findings if one.check == "speaker"]
    assert (finding.expected, finding.found) == ("Marta Lemos", "Hugo Pratt")


def test_a_sentence_that_was_not_translated_is_translated_again() -> None:
    source = "A ponte não vai abrir amanhã."
    reader = DictionaryInterpreter(WORDS, {source: [source, "The bridge will not open tomorrow."]})
    mended = mend_pairs([(source, source)], "pt", "en", document=False, interpreter=reader)
    assert mended.texts == ("The bridge will not open tomorrow.",)
    assert [repair.name for repair in mended.repairs] == ["redecode"]


def test_what_a_person_wrote_is_not_replaced_because_a_part_is_doubted() -> None:
    source = "A ponte reabriu ontem."
    target = "The bridge while thousands cheered fireworks overhead reopened yesterday."
    reader = DictionaryInterpreter(WORDS, {source: ["The bridge reopened yesterday."]})
    mended = mend_pairs([(source, target)], "pt", "en", document=False, interpreter=reader)
    assert mended.texts == (target,)


ARTICLE = make_article("A ponte", ["A ponte reabriu ontem."])
ENGINE_WORDS = ["The bridge", "The bridge reopened yesterday."]


def aligned(unit: TranslationUnit) -> TranslationUnit:
    """The unit as an engine gives it, with an alignment of its words."""
    result = DictionaryInterpreter(WORDS).read([(unit.source, unit.target)], "pt", "en")[0]
    spans: tuple[AlignedSpan, ...] = result.alignment
    return replace(unit, alignment=spans)


def test_the_engines_own_sound_text_is_not_read_a_second_time() -> None:
    translation = make_translation(ARTICLE, ENGINE_WORDS)
    translation = replace(translation, units=tuple(map(aligned, translation.units)))
    reader = DictionaryInterpreter(WORDS)
    assert edit(ARTICLE, translation, interpreter=reader).findings == ()
    assert reader.asked == 0


def test_the_engines_own_slip_is_translated_again() -> None:
    surplus = "The bridge reopened yesterday, while thousands of people cheered and sang aloud."
    translation = make_translation(ARTICLE, [ENGINE_WORDS[0], surplus])
    translation = replace(translation, units=tuple(map(aligned, translation.units)))
    reader = DictionaryInterpreter(WORDS, {"A ponte reabriu ontem.": [ENGINE_WORDS[1]]})
    copy = edit(ARTICLE, translation, interpreter=reader)
    assert copy.translation.units[1].target == ENGINE_WORDS[1]
    assert copy.translation.units[1].origin is Origin.REPAIR
