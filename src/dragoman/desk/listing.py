"""The checks and repairs that come with the desk, in the order in which they run."""

from __future__ import annotations

from dragoman.desk.check import Check, understands
from dragoman.desk.checks.attribution import AttributionCheck
from dragoman.desk.checks.characters import CharactersCheck
from dragoman.desk.checks.dates import DatesCheck
from dragoman.desk.checks.duplication import DuplicationCheck
from dragoman.desk.checks.finish import FinishCheck
from dragoman.desk.checks.furniture import FurnitureCheck
from dragoman.desk.checks.gender import GenderCheck
from dragoman.desk.checks.headline import HeadlineCheck
from dragoman.desk.checks.links import LinksCheck
from dragoman.desk.checks.meaning import MeaningCheck
from dragoman.desk.checks.money import MoneyCheck
from dragoman.desk.checks.names import NamesCheck
from dragoman.desk.checks.negation import NegationCheck
from dragoman.desk.checks.numbers import NumbersCheck
from dragoman.desk.checks.offices import OfficesCheck
from dragoman.desk.checks.omission import AdditionCheck, OmissionCheck
from dragoman.desk.checks.punctuation import PunctuationCheck
from dragoman.desk.checks.quotes import QuotesCheck
from dragoman.desk.checks.relative_dates import RelativeDatesCheck
from dragoman.desk.checks.speaker import SpeakerCheck
from dragoman.desk.checks.units import UnitsCheck
from dragoman.desk.checks.untranslated import UntranslatedCheck
from dragoman.desk.checks.words import WordsCheck
from dragoman.desk.repair import RepairRule
from dragoman.desk.repairs.dates import DateRepair
from dragoman.desk.repairs.gender import GenderRepair
from dragoman.desk.repairs.links import LinkRepair
from dragoman.desk.repairs.money import MoneyRepair
from dragoman.desk.repairs.names import NameRepair
from dragoman.desk.repairs.negation import NegationRepair
from dragoman.desk.repairs.numbers import NumberRepair
from dragoman.desk.repairs.quotes import QuoteRepair
from dragoman.desk.repairs.redecode import RedecodeRepair
from dragoman.desk.repairs.reword import RewordRepair
from dragoman.desk.repairs.surplus import AdditionRepair, FurnitureRepair, LoopRepair
from dragoman.desk.repairs.units import UnitRepair
from dragoman.desk.repairs.words import SpellingRepair
from dragoman.language.words import plain_language

BUILT_IN_CHECKS: tuple[Check, ...] = (
    UntranslatedCheck(),  # these two silence the others on their sentence
    FinishCheck(),
    NumbersCheck(),
    MoneyCheck(),
    DatesCheck(),
    UnitsCheck(),
    NamesCheck(),
    OfficesCheck(),
    GenderCheck(),
    QuotesCheck(),
    SpeakerCheck(),
    AttributionCheck(),
    NegationCheck(),
    MeaningCheck(),
    WordsCheck(),
    OmissionCheck(),
    AdditionCheck(),
    HeadlineCheck(),
    RelativeDatesCheck(),
    DuplicationCheck(),
    FurnitureCheck(),
    LinksCheck(),
    PunctuationCheck(),
    CharactersCheck(),
)

BUILT_IN_REPAIRS: tuple[RepairRule, ...] = (
    NumberRepair(),
    DateRepair(),
    MoneyRepair(),
    UnitRepair(),
    QuoteRepair(),
    LinkRepair(),
    FurnitureRepair(),
    LoopRepair(),
    AdditionRepair(),
    NegationRepair(),
    GenderRepair(),
    NameRepair(),
    RewordRepair(),
    RedecodeRepair(BUILT_IN_CHECKS),  # the last resort but for
    SpellingRepair(),  # words that the engine would only misspell another way
)


def unchecked(source_language: str, target_language: str) -> tuple[str, ...]:
    """Names of the checks that do not exist for a pair of languages, for its label.

    A check that sees hardly anything in a language says so by `barely`, and is named with them.
    """
    sides = {plain_language(source_language), plain_language(target_language)}
    return tuple(
        check.name
        for check in BUILT_IN_CHECKS
        if not understands(check, source_language, target_language)
        or not sides.isdisjoint(getattr(check, "barely", ()))
    )
