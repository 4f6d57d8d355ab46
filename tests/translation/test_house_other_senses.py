"""The house's entries leave texts alone in which their words mean something else."""

from __future__ import annotations

import pytest

from dragoman.translation.terms import house_terms

# What kind of text, and sentences of it.
OTHER_SENSES = [
    ("recipe", [
        "Grill the fish for ten minutes and put out the plates.",
        "Roll out the dough, seal the edges and leave it to rest.",
        "Put two scoops of ice cream in a bowl and stir until smooth.",
        "Crack the egg on the side, fold in the flour and strain the sauce.",
        "The stock must not boil; skim off the fat and add the beans.",
        "Drain the pasta and toss it with butter in the pan.",
    ]),
    ("poem", [
        "The moon came over the hill and the wind fell.",
        "The stars went down and the river kept its banks.",
        "A rook flew over the high street and sang of home.",
        "The storm in my heart will never be put out.",
        "She gave way to tears beneath the silver birch.",
    ]),
    ("sports table", [
        "Round 3: Bears 21, Lions 14, Eagles 0.",
        "Bakers beat Millers 3-1; Weavers and Smiths drew 0-0.",
        "100m final: 1 Okoro 10.02, 2 Silva 10.08, 3 Berg 10.11.",
    ]),
    ("tweet", [
        "omg my phone battery just died lol",
        "who else thinks the new season is a flop??",
        "picked up the kids, picked up the dog, picked up a cold",
    ]),
    ("contract", [
        "The parties shall bear their own costs and settle all invoices.",
        "The tenant shall keep the premises clean and lock the doors.",
        "Payment is due on the first day of each month.",
    ]),
    ("interview", [
        "I grew up on a farm, and I still get up at five.",
        "We rallied round our grandmother when the shop closed.",
        "He brushed off the snow and came in to warm his feet.",
        "I walked away with a smile and never looked back.",
    ]),
    ("manual", [
        "Hold down the key until the screen is blank.",
        "The wire must be grounded before the cover is removed.",
        "Wash up on a flat surface and wipe the seals dry.",
        "Shelve the books in the order of their numbers.",
    ]),
    ("science", [
        "The rift in the valley is filled with lava.",
        "The count of white cells fell after two weeks.",
        "Two strains of wheat were sown in the trial plots.",
        "The vault of the sky seems higher at night.",
    ]),
    ("travel", [
        "The coach stops at the castle before lunch.",
        "A roundabout path leads to the old mill.",
        "The boat touched down on the sand and we stepped out.",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [text for _, sentences in OTHER_SENSES for text in sentences],
    ids=lambda text: text[:30],
)
def test_words_in_another_sense_are_left_alone(text: str) -> None:
    terms = house_terms().for_pair("en", "pt-BR")
    assert terms is not None
    evident = terms.evident([text])
    assert [(text[use.start : use.end], use.term.where) for use in terms.read(text, evident)] == []
