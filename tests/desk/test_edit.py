from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.desk import DeskPolicy, edit, judge, marked_count, marks
from dragoman.records import Article, DeskCopy, Finish, Origin, SeenOn, Severity, Tier, Verdict
from fakes_desk import make_article, make_translation

CLEAN = make_article(
    "Ponte reabre em Coimbra",
    ["A ponte reabriu na segunda-feira.", "Passaram 1.200 carros na primeira hora."],
    ["A câmara gastou 3 milhões de euros.", "As obras duraram dois anos."],
)
CLEAN_TARGETS = [
    "Bridge reopens in Coimbra",
    "The bridge reopened on Monday.",
    "1,200 cars crossed in the first hour.",
    "The council spent 3 million euros.",
    "The works lasted two years.",
]


def run(article: Article, targets: list[str], **more: object) -> DeskCopy:
    return edit(article, make_translation(article, targets, **more))  # type: ignore[arg-type]


def with_target(place: int, text: str) -> list[str]:
    return [*CLEAN_TARGETS[:place], text, *CLEAN_TARGETS[place + 1 :]]


def test_a_clean_translation_runs_without_a_mark() -> None:
    copy = run(CLEAN, CLEAN_TARGETS)
    assert copy.judgement.verdict is Verdict.RUN
    assert copy.judgement.reasons == ()
    assert marks(copy) == {}
    assert copy.findings == ()


def test_a_wrong_figure_is_put_right_and_recorded() -> None:
    copy = run(CLEAN, with_target(2, "1,300 cars crossed in the first hour."))
    unit = copy.translation.units[2]
    assert unit.target == "1,200 cars crossed in the first hour."
    assert unit.engine_target == "1,300 cars crossed in the first hour."
    assert unit.origin is Origin.REPAIR
    (repair,) = copy.repairs
    assert (repair.before, repair.after) == (unit.engine_target, unit.target)
    assert repair.finding.on is SeenOn.ENGINE
    assert [finding.check for finding in copy.answered] == ["numbers"]
    assert marks(copy) == {"p1s2": frozenset({"changed"})}
    assert copy.judgement.verdict is Verdict.RUN


def test_a_wrong_weekday_is_put_right_in_the_targets_language() -> None:
    copy = run(CLEAN, with_target(1, "The bridge reopened on Friday."))
    assert copy.translation.units[1].target == "The bridge reopened on Monday."


def test_a_wrong_currency_is_put_right() -> None:
    copy = run(CLEAN, with_target(3, "The council spent $3 million."))
    assert copy.translation.units[3].target == "The council spent €3 million."


def test_lost_quotation_marks_come_back() -> None:
    article = make_article("Frase", ["Texto inicial curto aqui."], ['"Não sabemos de nada."'])
    copy = run(article, ["Phrase", "Short opening text here.", "We know nothing."])
    assert copy.translation.units[2].target == "“We know nothing.”"
    assert copy.repairs[0].name == "quotes"


def test_a_loop_is_said_once() -> None:
    copy = run(CLEAN, with_target(4, "The works lasted lasted lasted lasted two years."))
    assert copy.translation.units[4].target == "The works lasted two years."
    assert [repair.name for repair in copy.repairs] == ["loop"]


def test_furniture_is_cut_off() -> None:
    copy = run(CLEAN, with_target(4, "The works lasted two years. Back to top"))
    assert copy.translation.units[4].target == "The works lasted two years."


def test_a_bent_address_is_put_back() -> None:
    article = make_article("Aviso", ["Texto."], ["Escreva para ajuda@exemplo.org."])
    copy = run(article, ["Notice", "Text.", "Write to ajuda@exemple.org."])
    assert copy.translation.units[2].target == "Write to ajuda@exemplo.org."


def test_his_becomes_her_where_the_original_says_ela() -> None:
    article = make_article(
        "Visita", ["O parque fica no norte."], ["Ela disse que chegou cedo ao seu gabinete."]
    )
    copy = run(
        article, ["Visit", "The park is in the north.", "He said he came early to his office."]
    )
    assert copy.translation.units[2].target == "She said she came early to her office."
    assert len(copy.repairs) == 1
    assert len(copy.answered) == 3


def test_an_untranslated_sentence_stands_in_the_originals_words() -> None:
    copy = run(CLEAN, with_target(4, ""))
    unit = copy.translation.units[4]
    assert unit.origin is Origin.SOURCE
    assert unit.target == unit.source
    assert marks(copy) == {"p2s2": frozenset({"kept"})}
    assert copy.judgement.verdict is Verdict.RUN_FLAGGED


def test_an_untranslated_headline_holds_the_article() -> None:
    copy = run(CLEAN, with_target(0, ""))
    assert copy.judgement.verdict is Verdict.HOLD
    assert "headline" in copy.judgement.reasons[0]


def test_an_untranslated_first_paragraph_holds_the_article() -> None:
    copy = run(CLEAN, with_target(1, CLEAN.segments[1].text))
    assert copy.judgement.verdict is Verdict.HOLD
    assert "first paragraph" in copy.judgement.reasons[0]


def test_most_sentences_failed_means_spike() -> None:
    copy = run(CLEAN, ["Bridge reopens in Coimbra", "", "", "", "The works lasted two years."])
    assert copy.judgement.verdict is Verdict.SPIKE


def test_a_pair_of_gist_quality_is_held_unless_the_policy_lets_it_run() -> None:
    translation = make_translation(CLEAN, CLEAN_TARGETS, tier=Tier.GIST)
    assert edit(CLEAN, translation).judgement.verdict is Verdict.HOLD
    assert (
        edit(CLEAN, translation, policy=DeskPolicy(publish_gist=True)).judgement.verdict
        is Verdict.RUN
    )


def test_a_loop_reported_by_the_engine_is_never_silent() -> None:
    copy = run(CLEAN, CLEAN_TARGETS, finishes={4: Finish.LOOP})
    assert [(f.check, f.severity) for f in copy.findings] == [("finish", Severity.MAJOR)]
    assert marks(copy)["p2s2"] == frozenset({"doubt"})


def test_what_the_translation_room_was_not_sure_of_is_told() -> None:
    translation = make_translation(CLEAN, CLEAN_TARGETS)
    units = list(translation.units)
    units[4] = replace(units[4], error="put back by position: #ponte")
    copy = edit(CLEAN, replace(translation, units=tuple(units)))
    assert [(f.check, f.severity, f.unit) for f in copy.findings] == [("finish", Severity.MINOR, 4)]
    assert "put back by position: #ponte" in copy.findings[0].message
    assert marks(copy)["p2s2"] == frozenset({"doubt"})


def test_an_error_of_the_engine_leaves_the_originals_words() -> None:
    copy = run(CLEAN, CLEAN_TARGETS, finishes={4: Finish.ERROR})
    assert copy.translation.units[4].origin is Origin.SOURCE


def test_a_repair_that_does_not_help_is_not_kept() -> None:
    article = make_article("Frase", ["Texto."], ["Foram 12 casas e 15 carros, disse ele na rua."])
    copy = run(article, ["Phrase", "Text.", "There were 15 houses, he said in the street."])
    assert copy.translation.units[2].origin is not Origin.REPAIR


def test_the_desk_never_changes_what_the_engine_wrote() -> None:
    translation = make_translation(CLEAN, with_target(2, "1,300 cars crossed in the first hour."))
    copy = edit(CLEAN, translation)
    assert [u.engine_target for u in copy.translation.units] == [
        u.engine_target for u in translation.units
    ]


def test_editing_twice_gives_the_same_copy() -> None:
    translation = make_translation(CLEAN, with_target(2, "1,300 cars crossed in the first hour."))
    assert edit(CLEAN, translation) == edit(CLEAN, translation)


def test_checks_that_do_not_exist_for_a_pair_are_named() -> None:
    copy = run(CLEAN, CLEAN_TARGETS, target="fi")
    assert "gender" in copy.unchecked
    assert "numbers" not in copy.unchecked


def test_a_translation_without_sentences_is_spiked() -> None:
    empty = replace(make_translation(CLEAN, CLEAN_TARGETS), units=())
    assert judge(CLEAN, empty, ()).verdict is Verdict.SPIKE


def test_marked_count_counts_sentences_once() -> None:
    targets = with_target(2, "1,300 cars crossed in the first hour hour hour.")
    copy = run(CLEAN, targets)
    assert marked_count(copy) == 1


def test_a_name_that_stands_in_the_sentence_is_not_put_in_a_second_time() -> None:
    article = make_article("Poll", ["Text."], ["Walden will run after the vote."], language="en")
    targets = ["Umfrage", "Text.", "Walden wird nach den Wahlen antreten."]
    copy = edit(article, make_translation(article, targets, target="de"))
    assert copy.translation.units[2].target == targets[2]


def test_a_score_is_mended_as_a_whole() -> None:
    article = make_article("Jogo", ["Texto."], ["Venceu por 1-0 em fevereiro."])
    copy = run(article, ["Match", "Text.", "It won 4-1 in February."])
    assert copy.translation.units[2].target == "It won 1-0 in February."


def test_half_a_score_is_never_mended() -> None:
    article = make_article("Jogo", ["Texto."], ["Venceu por 1-0 e depois por 3-2."])
    copy = run(article, ["Match", "Text.", "It won 4-1 and then 6-5."])
    assert not [repair for repair in copy.repairs if repair.name == "numbers"]


def test_two_wrong_figures_are_not_mended_by_guess() -> None:
    article = make_article("Contas", ["Texto."], ["Vieram 120 homens e 340 mulheres."])
    copy = run(article, ["Sums", "Text.", "A total of 560 men and 780 women came."])
    assert not [repair for repair in copy.repairs if repair.name == "numbers"]


@pytest.mark.parametrize(
    ("source", "verdict"), [("pt", Verdict.RUN), ("mk", Verdict.RUN), ("cs", Verdict.HOLD)]
)
def test_a_pair_for_which_hardly_a_check_exists_is_held(source: str, verdict: Verdict) -> None:
    translation = replace(make_translation(CLEAN, CLEAN_TARGETS), source_language=source)
    assert judge(CLEAN, translation, ()).verdict is verdict
    assert judge(CLEAN, translation, (), policy=DeskPolicy(publish_gist=True)).reasons == ()
