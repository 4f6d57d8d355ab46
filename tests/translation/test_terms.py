from __future__ import annotations

import time

import pytest

from dragoman.translation.terms import NO_TERMS, PairTerms, Rule, Term, Termbase
from dragoman.translation.terms.entry import ALWAYS, Condition, TermFileError
from dragoman.translation.terms.inflection import forms_of
from dragoman.translation.terms.matching import target_phrases

FIELDS = {("en", "court"): ("judge*", "trial*", "jury")}


def entry(source: str, target: str = "x", when: Condition = ALWAYS, **changes: object) -> Term:
    fields: dict[str, object] = {
        "source_language": "en",
        "target_language": "pt",
        "source": tuple(source.split("|")),
        "target": tuple(target.split("|")),
        "when": when,
    }
    return Term(**fields | changes)  # type: ignore[arg-type]


def found(text: str, *entries: Term, article: tuple[str, ...] = ()) -> list[str]:
    """What is met in a sentence, by words."""
    terms = Termbase(entries, FIELDS).for_pair("en", "pt-BR")
    assert isinstance(terms, PairTerms)
    evident = terms.evident(article or (text,))
    return [text[use.start : use.end] for use in terms.read(text, evident)]


@pytest.mark.parametrize(
    ("source", "text", "words"),
    [
        ("bill", "The bill passed.", ["bill"]),
        ("bill", "Bill passed the Bill.", ["Bill", "Bill"]),
        ("bill", "Two bills and billing.", []),
        ("bill*", "Two bills and billing.", ["bills"]),
        ("bill", "The bill's sponsor and the bill’s foes.", ["bill", "bill"]),
        ("prime minister*", "Prime ministers met.", ["Prime ministers"]),
        ("prime minister*", "A PRIME MINISTER met.", ["PRIME MINISTER"]),
        ("by-election*", "Three by-elections and a by election.", ["by-elections"]),
        ("U.S.", "The U.S. troops left the U.S.", ["U.S.", "U.S."]),
        ("spokesman*", "Spokesmen said so.", ["Spokesmen"]),
        ("inquiry*", "Inquiries began.", ["Inquiries"]),
        ("turn* ... down", "It turned the new offer down.", ["turned the new offer down"]),
        ("turn* ... down", "It turned down the offer.", ["turned down"]),
        ("turn* ... down", "It turned on a b c d e and sat down.", []),
        ("death toll", "Death\u00a0toll rises", ["Death\u00a0toll"]),
        ("café", "A café in Lisbon", ["café"]),
        ("cafe", "A café in Lisbon", []),
    ],
)  # fmt: skip
def test_words_are_met_whole_and_in_their_forms(source: str, text: str, words: list[str]) -> None:
    part = "verb" if source.startswith("turn") else "noun"
    assert found(text, entry(source, part_of_speech=part)) == words


@pytest.mark.parametrize(
    ("when", "text", "fires"),
    [
        (Condition(near=("parliament", "vote*")), "Parliament saw the bill.", True),
        (Condition(near=("parliament", "vote*")), "They voted on the bill.", True),
        (Condition(near=("parliament", "vote*")), "He paid the bill.", False),
        (Condition(near=("bill",)), "The bill is here.", False),
        (Condition(near=("court",), within=2), "The court saw the bill.", False),
        (Condition(near=("court",), within=3), "The court saw the bill.", True),
        (Condition(near=("upper house",)), "The upper house has the bill.", True),
        (Condition(not_near=("gas", "pay*")), "She paid the gas bill.", False),
        (Condition(not_near=("gas", "pay*")), "The bill is law.", True),
        (Condition(after=("the", "a")), "The bill is law.", True),
        (Condition(after=("the", "a")), "Their bill is law.", False),
        (Condition(after=("@determiner",)), "Their bill is law.", True),
        (Condition(after=("@number",)), "The 3 bill is law.", True),
        (Condition(after=("@start",)), "Bill is law.", True),
        (Condition(after=("@start",)), "The bill is law.", False),
        (Condition(before=("@end", "@mark")), "They passed the bill", True),
        (Condition(before=("@end", "@mark")), "They passed the bill.", True),
        (Condition(before=("@capital",)), "They like bill Clinton here.", True),
        (Condition(not_after=("@pronoun", "to")), "They bill us.", False),
        (Condition(not_before=("us",)), "They bill us.", False),
        (Condition(role="noun"), "They passed a bill.", True),
        (Condition(role="noun"), "They will bill you.", False),
        (Condition(role="verb"), "They will bill you.", True),
        (Condition(role="verb"), "They passed a bill.", False),
        (Condition(fields=("court",)), "The judge and the jury saw the bill.", True),
        (Condition(fields=("court",)), "The judge and another judge saw the bill.", False),
        (Condition(fields=("court",)), "The bill is law.", False),
    ],
)
def test_an_entry_applies_only_where_its_evidence_stands(
    when: Condition, text: str, fires: bool
) -> None:
    assert bool(found(text, entry("bill", when=when))) is fires


def test_a_field_is_evident_from_the_whole_article() -> None:
    term = entry("sentence", when=Condition(fields=("court",)))
    article = ("The trial lasted a month.", "A jury decided.", "The sentence was mild.")
    assert found(article[2], term, article=article) == ["sentence"]
    assert found(article[2], term, article=article[1:]) == []


def test_the_longest_entry_counts_and_then_the_first() -> None:
    long, short, other = entry("shadow cabinet", "a"), entry("cabinet", "b"), entry("cabinet", "c")
    terms = Termbase([short, other, long]).for_pair("en", "pt")
    assert terms is not None
    uses = terms.read("The shadow cabinet and the cabinet met.")
    assert [use.phrases for use in uses] == [("a",), ("b",)]


def test_where_a_longer_entry_does_not_apply_a_shorter_one_may() -> None:
    barred = entry("shadow cabinet", "a", when=Condition(near=("parliament",)))
    assert found("The shadow cabinet met.", barred, entry("cabinet")) == ["cabinet"]


def test_words_to_be_left_alone_hide_shorter_entries() -> None:
    leave = entry("Bill of Rights", "", rule=Rule.LEAVE)
    assert found("The Bill of Rights and a bill.", leave, entry("bill")) == ["bill"]


def test_case_counts_where_the_entry_says_so() -> None:
    assert found("May came in may.", entry("May", exact_case=True)) == ["May"]
    assert found("The Labour party; hard labour.", entry("Labour", exact_case=True)) == ["Labour"]


def test_an_entry_in_small_letters_leaves_names_alone() -> None:
    small = entry("fallout", when=Condition(small=True))
    assert found("Fallout from the vote; the game Fallout.", small) == ["Fallout"]
    assert found('"Fallout is here," he said.', small) == ["Fallout"]
    assert found("THE FALLOUT", small) == []


def test_what_is_kept_may_be_written_as_the_sentence_or_the_entry_has_it() -> None:
    terms = Termbase([entry("The Guardian", "", rule=Rule.KEEP, target_language="")])
    found = terms.for_pair("en", "pt")
    assert found is not None
    assert found.read("THE GUARDIAN SAYS")[0].phrases == ("THE GUARDIAN", "The Guardian")
    assert terms.for_pair("en", "de") is not None
    assert terms.for_pair("pt", "en") is None


@pytest.mark.parametrize(
    ("target", "variant", "applies"),
    [
        ("pt", "pt-BR", True),
        ("pt-BR", "pt-BR", True),
        ("pt-PT", "pt-BR", False),
        ("es", "pt", False),
    ],
)
def test_an_entry_for_a_variant_is_for_that_variant(
    target: str, variant: str, applies: bool
) -> None:
    terms = Termbase([entry("a", target_language=target)]).for_pair("en", variant)
    assert (terms is not None) is applies


@pytest.mark.parametrize(
    ("word", "language", "part", "among"),
    [
        ("lei", "pt", "noun", {"lei", "leis"}),
        ("eleição", "pt", "noun", {"eleições"}),
        ("tribunal", "pt", "noun", {"tribunais"}),
        ("homem", "pt", "noun", {"homens"}),
        ("deputado", "pt", "person", {"deputada", "deputados", "deputadas"}),
        ("senador", "pt", "person", {"senadora", "senadores", "senadoras"}),
        ("português", "pt", "adjective", {"portuguesa", "portugueses"}),
        ("votar", "pt", "verb", {"vota", "votou", "votaram", "votará", "votando", "votado"}),
        ("ficar", "pt", "verb", {"fiquei", "fique", "ficou"}),
        ("vencer", "pt", "verb", {"venço", "venceu", "vencido"}),
        ("proteger", "pt", "verb", {"proteja", "protegeu"}),
        ("admitir", "pt", "verb", {"admitiu", "admita"}),
        ("bench", "en", "noun", {"benches"}),
        ("party", "en", "noun", {"parties"}),
        ("spokeswoman", "en", "person", {"spokeswomen"}),
        ("stop", "en", "verb", {"stops", "stopped", "stopping"}),
        ("deny", "en", "verb", {"denies", "denied", "denying"}),
        ("charge", "en", "verb", {"charged", "charging"}),
        ("play", "en", "verb", {"played", "playing"}),
        ("Haus", "de", "noun", {"Haus"}),
    ],
)
def test_forms_of_words(word: str, language: str, part: str, among: set[str]) -> None:
    assert among <= set(forms_of(word, language, part))


def test_marked_words_of_a_target_stand_for_all_their_forms() -> None:
    term = entry("a", "deputado* federal*|Câmara", part_of_speech="person")
    phrases = target_phrases(term, "pt")
    assert phrases[0] == "Câmara"
    assert {"deputado federal", "deputadas federais"} <= set(phrases)
    assert "projetos sociais" in target_phrases(entry("a", "projeto* social*"), "pt")


def test_the_signature_changes_with_what_is_asked_and_with_nothing_else() -> None:
    def signed(*entries: Term) -> str:
        terms = Termbase(entries, FIELDS).for_pair("en", "pt")
        assert terms is not None
        return terms.signature

    one = entry("a", "b", where="house.csv:2")
    assert signed(one) == signed(entry("a", "b", where="other.csv:9", shows="An a."))
    assert signed(one) == signed(one, entry("c", target_language="es"))
    assert len({signed(one), signed(entry("a", "c")), signed(one, entry("c"))}) == 3
    assert signed(entry("a", forbid=("x",))) != signed(entry("a"))
    assert signed(entry("a", when=Condition(near=("b",)))) != signed(entry("a"))


def test_a_publishers_entries_go_before_the_newsrooms() -> None:
    both = Termbase([entry("a", "own")]) + Termbase([entry("a", "house"), entry("b", "house")])
    terms = both.for_pair("en", "pt")
    assert terms is not None
    assert [use.phrases for use in terms.read("a b")] == [("own",), ("house",)]
    assert NO_TERMS.for_pair("en", "pt") is None


def test_examples_that_do_not_hold_are_named() -> None:
    base = Termbase(
        [
            entry("a", shows="An a here.", spares="None of it."),
            entry("b", shows="Nothing.", where="house.csv:3"),
            entry("c", spares="A c here.", where="house.csv:4"),
        ]
    )
    assert [line.partition(":")[0] + line[9:11] for line in base.faults()] == [
        "house.csv:3",
        "house.csv:4",
    ]


@pytest.mark.parametrize("source", ["...", "... down", "turn ...", "*"])
def test_a_phrase_without_a_word_at_its_ends_is_refused(source: str) -> None:
    if source == "*":
        assert found("a * b", entry(source)) == ["*"]
        return
    with pytest.raises(TermFileError, match="begins or ends with no word"):
        Termbase([entry(source, where="house.csv:7")]).for_pair("en", "pt")


def test_an_unknown_class_is_named_with_the_known_ones() -> None:
    base = Termbase([entry("a", when=Condition(after=("@adverb",)), where="house.csv:7")])
    with pytest.raises(TermFileError, match=r"house\.csv:7: @adverb is not known.*@determiner"):
        base.for_pair("en", "pt")


def test_ten_thousand_entries_cost_no_more_than_ten() -> None:
    """The time of a sentence is that of its words; the bound leaves room for a busy machine."""
    sentence = "The prime minister turned the offer down after a vote in the upper house on Monday."
    few = [entry(f"prime minister{n}") for n in range(10)]
    many = [entry(f"word{n} two{n % 7}") for n in range(10_000)] + few
    took = []
    for entries in (few, many):
        terms = Termbase(entries).for_pair("en", "pt")
        assert terms is not None
        start = time.thread_time()
        for _ in range(300):
            terms.read(sentence)
        took.append((time.thread_time() - start) / 300)
    assert took[1] < 0.001
    assert took[1] < 3 * took[0] + 1e-4
