from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import AlignedSpan, EngineResult, Finish
from dragoman.translation import Care, FreeSpeller, Guard, Guarded
from dragoman.translation.clauses import LONGEST_PIECE, cut_clauses, join_pieces
from dragoman.translation.symptoms import finish_of, is_copied

CASES = Path(__file__).parents[1] / "cases" / "translation" / "guarded.tsv"
with CASES.open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


class PlainSpeller:
    """Writes what small Latin models write: ASCII without @ # < > { } ~, and accents of pt."""

    KNOWN = frozenset(
        " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?'\"$%&()[]*+=/_|-°"
        "áâãàçéêíóôõúÁÉÍ"
    ) - frozenset("ÁÉÍ")

    def unspellable(self, text: str) -> frozenset[str]:
        return frozenset(text) - self.KNOWN

    def prefers_capital(self, word: str) -> bool:
        return word in {"smith", "zoran"}


def guard(source: str = "en", target: str = "pt") -> Guard:
    return Guard(PlainSpeller(), source, target)


def results(texts: Sequence[str]) -> list[EngineResult]:
    return [EngineResult(id=str(place), text=text) for place, text in enumerate(texts)]


def through(text: str, answer: str, target: str = "pt") -> str:
    guarded = guard(target=target).take(text, Care())
    return guard(target=target).give_back(guarded, results([answer])).text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_the_engine_sees_only_what_it_can_write(row: dict[str, str]) -> None:
    guarded = guard(row["language"]).take(row["text"], Care())
    assert guarded.texts == [row["seen"]]
    if row["changes"] != "*":
        expected = {
            tuple(change.replace("_", " ").rsplit(">", 1)) for change in row["changes"].split()
        }
        assert set(guarded.changes) == expected


def test_an_ordinary_sentence_goes_through_untouched() -> None:
    guarded = guard().take('It\'s "fine", he said - 5% more.', Care())
    assert guarded.texts == [guarded.original]
    assert guarded.changes == ()


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("“Yes,” he said — once.", '"Sim", disse ele - uma vez.', "“Sim”, disse ele — uma vez."),
        ('"Yes," he said.', '"Sim", disse ele.', '"Sim", disse ele.'),
        ("Write to a.b@c.org now", "Escreva para XQ1 agora", "Escreva para a.b@c.org agora"),
        ("Write to a.b@c.org now", "Escreva para xq-1 agora", "Escreva para a.b@c.org agora"),
        ("@A met @B", "XQ2 encontrou XQ1", "@B encontrou @A"),
        ("Brnabić said", "Brnabic disse", "Brnabić disse"),
        ("The £2 plan", "O plano de GBP 2", "O plano de £2"),
        ("The £2 plan", "O plano de 2 libras", "O plano de 2 libras"),
        ("So 5 € now", "Então 5 EUR agora", "Então 5 € agora"),
        ("The 2010–2015 war…", "A guerra de 2010-2015...", "A guerra de 2010–2015…"),
        ("Good! 🎉", "Bom!", "Bom! 🎉"),
        ("🎉 Good!", "Bom!", "🎉 Bom!"),
        ("<i>Nature</i> said", "XQ1 Nature XQ2 disse", "<i>Nature</i> disse"),
        ("Run 10² now", "Corra 102 agora", "Corra 10² agora"),
        ("It is “the ‘best’ plan”", "É \"o 'melhor' plano\"", "É “o ‘melhor’ plano”"),
        ("Zero @a @b", "Zero XQ1", "Zero @a @b"),
    ],
)
def test_what_was_kept_safe_is_put_back(text: str, answer: str, expected: str) -> None:
    assert through(text, answer) == expected


def test_a_capital_that_the_engine_could_not_see_is_put_back() -> None:
    guarded = guard("pt", "en").take("Às duas choveu", Care())
    assert guarded.texts == ["às duas choveu"]
    assert guard("pt", "en").give_back(guarded, results(["at two it rained"])).text == (
        "At two it rained"
    )


def test_ten_placeholders_do_not_take_each_others_places() -> None:
    text = " and ".join(f"@user{number} x" for number in range(12))
    guarded = guard().take(text, Care())
    assert guard().give_back(guarded, results(guarded.texts)).text == text


def test_the_targets_own_typography_is_used() -> None:
    assert through("“Yes,” he said.", '"Ja", sagte er.', "de") == "„Ja“, sagte er."


def test_set_quotation_marks_inside_an_address_stay_straight() -> None:
    text = '“See” <a href="x">it</a> now'
    guarded = guard().take(text, Care())
    assert '<a href="x">' in guard().give_back(guarded, results(guarded.texts)).text


def test_a_lost_placeholder_is_named_and_can_be_put_at_the_nearest_word() -> None:
    guarded = guard().take("We wrote to a@b.org and then left.", Care())
    restored = guard().give_back(guarded, results(["Nós escrevemos e depois saímos."]))
    assert restored.astray == ("a@b.org",)
    placed = guard().give_back(guarded, results(["Nós escrevemos e depois saímos."]), place=True)
    assert placed.placed == ("a@b.org",)
    assert placed.text.count("a@b.org") == 1
    assert placed.text.endswith("saímos.")


def test_a_doubled_placeholder_keeps_one_place_and_is_named() -> None:
    guarded = guard().take("We like @nato.", Care())
    restored = guard().give_back(guarded, results(["Gostamos de XQ1 XQ1."]))
    assert restored.text == "Gostamos de @nato."
    assert restored.astray == ("@nato",)


def test_the_second_attempt_uses_another_form_and_placeholders_for_names() -> None:
    guarded = guard().take("Brnabić wrote to a@b.org", Care(form=1, strict=True))
    assert guarded.texts == ["Zx2q wrote to Zx1q"]


def test_a_name_that_did_not_come_back_is_named() -> None:
    guarded = guard().take("Then Košice won", Care())
    assert guard().give_back(guarded, results(["Então Kosovo venceu"])).astray == ("Košice",)


@pytest.mark.parametrize(
    "text", ["*", "* * *", "…", "—", "🎉🎉", "\u200b", "", "Привет мир", "你好"]
)
def test_what_holds_nothing_to_translate_stays_as_it_is(text: str) -> None:
    guarded = guard().take(text, Care())
    assert guarded.pieces == ()
    assert guard().give_back(guarded, []).text == text


def test_invisible_characters_never_reach_the_engine() -> None:
    text = "a\u200bb\u202ec\u00a0d\te\x00f Z\u0351\u0352\u0353\u0354algo e\u0301"
    assert guard().take(text, Care()).texts == ["abc d ef Zalgo é"]


def test_half_a_character_never_reaches_the_engine() -> None:
    assert guard().take("so \ud83d it is", Care()).texts == ["so  it is"]


def test_capitals_use_how_the_article_writes_its_names() -> None:
    guarded = guard().take("SMITH BUYS THE ORANGE FARM", Care(), casing={"orange": "Orange"})
    assert guarded.texts == ["Smith buys the Orange farm"]


def test_capitals_of_names_that_the_vocabulary_knows_stay() -> None:
    guarded = guard().take("\"ZORAN\" TOLD MR. SMITH'S DOG WHAT I DON'T KNOW", Care())
    assert guarded.texts == ["\"Zoran\" told Mr. Smith's dog what I don't know"]


def test_an_acronym_is_no_headline_in_capitals() -> None:
    assert guard().take("The BBC and NATO", Care()).texts == ["The BBC and NATO"]
    assert guard().take("NATO", Care()).texts == ["NATO"]


def test_a_free_engine_is_not_kept_from_writing_anything() -> None:
    text = "“Yes” — Brnabić paid £5 🎉 in Москва"
    assert Guard(FreeSpeller(), "en", "pt").take(text, Care()).texts == [text]


def test_an_alignment_is_moved_to_original_and_typeset_text() -> None:
    text = "“Yes” — a@b.org paid £5"
    guarded = guard().take(text, Care())
    seen, answer = guarded.texts[0], '"Sim" - XQ1 pagou GBP 5'
    words = []
    for source, target in (
        ('"Yes"', '"Sim"'),
        ("XQ1", "XQ1"),
        ("paid", "pagou"),
        ("GBP 5", "GBP 5"),
    ):
        words.append(
            AlignedSpan(
                source_start=seen.index(source),
                source_end=seen.index(source) + len(source),
                target_start=answer.index(target),
                target_end=answer.index(target) + len(target),
                p=0.9,
            )
        )
    result = EngineResult(id="0", text=answer, alignment=tuple(words))
    restored = guard().give_back(guarded, [result])
    assert restored.text == "“Sim” — a@b.org pagou £5"
    pairs = [
        (text[s.source_start : s.source_end], restored.text[s.target_start : s.target_end])
        for s in restored.alignment
    ]
    assert pairs == [("“Yes”", "“Sim”"), ("a@b.org", "a@b.org"), ("paid", "pagou"), ("£5", "£5")]


def test_a_failed_piece_fails_the_sentence_with_its_reason() -> None:
    guarded = guard().take("One sentence", Care())
    failed = EngineResult(id="0", text="", finish=Finish.ERROR, error="died")
    restored = guard().give_back(guarded, [failed])
    assert (restored.finish, restored.error, restored.text) == (Finish.ERROR, "died", "")


def test_an_empty_answer_is_an_error() -> None:
    guarded = guard().take("One sentence", Care())
    assert guard().give_back(guarded, results(["  "])).finish is Finish.ERROR


@pytest.mark.parametrize(
    ("source", "target", "finish"),
    [
        ("He was arrested in May.", "Foi preso, preso, preso, preso.", Finish.LOOP),
        ("Very, very, very good.", "Muito, muito, muito bom.", Finish.OK),
        (
            "The war was neither ordered nor carried out by him.",
            "A guerra não foi levada a ser levada a ser levada a ser levada a ser feita.",
            Finish.LOOP,
        ),
        ("It was 5 5 5 in the end, he said to me.", "Foi 5 5 5 no final, ele me disse.", Finish.OK),
        ("One two three four five six seven eight nine.", "Um.", Finish.LENGTH),
        ("One two.", "Um dois três quatro. " * 5, Finish.LOOP),
        ("Yes.", "Sim, " + " ".join(f"palavra{n}" for n in range(20)), Finish.LENGTH),
        ("A man.", "Um bananananananananana.", Finish.LOOP),
        (
            "72% of those who ran, 69% of those who swam, 63% of those who sat.",
            "72% dos que correram, 69% dos que nadaram, 63% dos que sentaram.",
            Finish.OK,
        ),
    ],
)
def test_loops_and_lengths_are_told(source: str, target: str, finish: Finish) -> None:
    assert finish_of(source, target) is finish


def test_a_copied_headline_is_told_from_a_translated_one() -> None:
    assert is_copied("The Bells of Martin Fall Silent", "The Bells of Martin Fall Silent")
    assert not is_copied("The Bells of Martin Fall Silent", "Os sinos de Martin silenciam")
    assert not is_copied("Elon Musk", "Elon Musk")


LONG = " ".join(["The minister said that the plan, which had been late, was good;"] * 12) + "."


def test_a_long_sentence_is_cut_at_clauses_and_nothing_is_dropped() -> None:
    spans = cut_clauses(LONG, 70)
    assert all(len(LONG[start:end].split()) <= 70 for start, end in spans)
    assert all(LONG[start:end].endswith((";", ",", ".")) for start, end in spans)
    assert " ".join(LONG[start:end] for start, end in spans) == LONG


def test_a_quotation_is_not_cut_where_another_place_will_do() -> None:
    text = "He spoke of the plan and the law, " + 'and said "one, two, three, four" again'
    spans = cut_clauses(text, 12)
    assert not any(text[start:end].count('"') == 1 for start, end in spans)


@pytest.mark.parametrize(
    ("text", "cap"),
    [
        ("Then he said, “" + "one, two, three, " * 4 + "and four,” and left the room at once", 18),
        ("Then he said, “" + "one, two, three, four " * 5 + "and five,” and left", 24),
        ("Then he said, «" + "one, two, three, four " * 5 + "and five», and left", 24),
        ("He wrote ‘" + "one, two, three, four " * 3 + "and five’, and then he left it there", 17),
    ],
)
def test_a_quotation_that_fits_a_piece_stays_whole(text: str, cap: int) -> None:
    pieces = [text[start:end] for start, end in cut_clauses(text, cap)]
    assert len(pieces) > 1
    assert all(len(piece.split()) <= cap for piece in pieces)
    opened = [piece for piece in pieces if set(piece) & set("“«‘")]
    assert all(set(piece) & set("”»’") for piece in opened)


def test_pieces_are_of_like_length() -> None:
    text = ", ".join(f"word{number} and more" for number in range(30))
    lengths = [len(text[start:end].split()) for start, end in cut_clauses(text, 70)]
    assert min(lengths) >= 35


def test_pieces_are_joined_as_one_sentence() -> None:
    joined, places = join_pieces(["He came,", "and then left."], ["Ele veio.", "E depois saiu."])
    assert joined == "Ele veio e depois saiu."
    assert places == [(0, 8), (9, 23)]


@given(st.text(alphabet='ab ,;."-', max_size=200), st.integers(1, 20))
def test_cutting_keeps_every_word_and_the_cap(text: str, cap: int) -> None:
    spans = cut_clauses(text, cap)
    assert " ".join(text[start:end] for start, end in spans).split() == text.split()
    assert all(len(text[start:end].split()) <= cap for start, end in spans)


def test_twenty_thousand_letters_are_cut_or_kept_and_never_lost() -> None:
    pieces = cut_clauses("猫" * 20_000, 70)
    assert sum(end - start for start, end in pieces) == 20_000
    assert all(end - start <= LONGEST_PIECE for start, end in pieces)
    guarded = guard().take("see " + "x" * 20_000 + " there", Care())
    assert guarded.texts == ["see XQ1 there"]


MIXED = st.text(
    alphabet="abcXQ1 .,@#/:-–—“”‘’'\"£€½²ćŁš<>{}🎉👍🏽\u200d\ufe0f\u00a0жД…•%", max_size=60
)


def echo(guarded: Guarded) -> list[EngineResult]:
    return results(guarded.texts)


@given(MIXED)
def test_an_engine_that_copies_gives_every_letter_and_figure_back(text: str) -> None:
    guarded = Guard(PlainSpeller(), "en", "en").take(text, Care())
    restored = Guard(PlainSpeller(), "en", "en").give_back(guarded, echo(guarded), place=True)
    for char in set(text):
        if char in "@#🎉ćŁ":
            assert restored.text.count(char) >= min(1, text.count(char))


@given(MIXED, MIXED)
def test_any_answer_gives_offsets_inside_both_texts(text: str, answer: str) -> None:
    guarded = guard().take(text, Care())
    seen = guarded.texts
    spans = (
        (
            AlignedSpan(
                source_start=0,
                source_end=len(seen[0]),
                target_start=0,
                target_end=len(answer),
                p=1.0,
            ),
        )
        if seen
        else ()
    )
    answers = [
        EngineResult(id=str(place), text=answer, alignment=spans if place == 0 else ())
        for place in range(len(seen))
    ]
    restored = guard().give_back(guarded, answers, place=True)
    for span in restored.alignment:
        assert 0 <= span.source_start < span.source_end <= len(text)
        assert 0 <= span.target_start < span.target_end <= len(restored.text)
