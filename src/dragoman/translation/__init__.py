"""The translation room: engines, the text guard, and articles into other languages."""

from dragoman.translation.articles import translate_article
from dragoman.translation.guard import GUARD_VERSION, Care, Guard, Guarded, Restored
from dragoman.translation.interpreter import GuardedInterpreter
from dragoman.translation.models import Model, ModelProblem, find_models, read_model
from dragoman.translation.rendering import Rendered, render_sentences
from dragoman.translation.roster import DEFAULT_ENGINE, Engines, built_in_engines, known_engines
from dragoman.translation.speller import FreeSpeller, PieceSpeller, Speller, speller_of

__all__ = [
    "DEFAULT_ENGINE",
    "GUARD_VERSION",
    "Care",
    "Engines",
    "FreeSpeller",
    "Guard",
    "Guarded",
    "GuardedInterpreter",
    "Model",
    "ModelProblem",
    "PieceSpeller",
    "Rendered",
    "Restored",
    "Speller",
    "built_in_engines",
    "find_models",
    "known_engines",
    "read_model",
    "render_sentences",
    "speller_of",
    "translate_article",
]
