"""The translation room: engines, the text guard, and articles into other languages."""

from dragoman.translation.articles import translate_article
from dragoman.translation.engines.depot import MODEL_LICENCE, Offer, fetch, offers_for
from dragoman.translation.guard import GUARD_VERSION, Care, Guard
from dragoman.translation.inspection import Inspected, Proof, inspect_model, prove_model
from dragoman.translation.interpreter import GuardedInterpreter
from dragoman.translation.making import DEFAULT_ENGINE, built_in_engines, known_engines
from dragoman.translation.markup import carry, with_markup
from dragoman.translation.memory import PairCount, TmxUnit, read_tmx, write_tmx
from dragoman.translation.models import (
    Model,
    ModelProblem,
    cached_models,
    find_models,
    read_model,
)
from dragoman.translation.outside import (
    ApertiumAccess,
    ChatAccess,
    CTranslate2Access,
    LibreTranslateAccess,
    Outside,
    Premises,
)
from dragoman.translation.realigning import realigned
from dragoman.translation.rendered import Rendered
from dragoman.translation.rendering import render_sentences
from dragoman.translation.restoring import Guarded, Restored
from dragoman.translation.roster import Engines
from dragoman.translation.second import SecondEngine
from dragoman.translation.speller import FreeSpeller, PieceSpeller, Speller, speller_of
from dragoman.translation.terms import NO_TERMS, Termbase, house_terms, load_termbase

__all__ = [
    "DEFAULT_ENGINE",
    "GUARD_VERSION",
    "MODEL_LICENCE",
    "NO_TERMS",
    "ApertiumAccess",
    "CTranslate2Access",
    "Care",
    "ChatAccess",
    "Engines",
    "FreeSpeller",
    "Guard",
    "Guarded",
    "GuardedInterpreter",
    "Inspected",
    "LibreTranslateAccess",
    "Model",
    "ModelProblem",
    "Offer",
    "Outside",
    "PairCount",
    "PieceSpeller",
    "Premises",
    "Proof",
    "Rendered",
    "Restored",
    "SecondEngine",
    "Speller",
    "Termbase",
    "TmxUnit",
    "built_in_engines",
    "cached_models",
    "carry",
    "fetch",
    "find_models",
    "house_terms",
    "inspect_model",
    "known_engines",
    "load_termbase",
    "offers_for",
    "prove_model",
    "read_model",
    "read_tmx",
    "realigned",
    "render_sentences",
    "speller_of",
    "translate_article",
    "with_markup",
    "write_tmx",
]
