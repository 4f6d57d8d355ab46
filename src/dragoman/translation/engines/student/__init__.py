"""The student engine: small Marian models (Firefox Translations, Bergamot) on the CPU.

It gives what no library gives for these models: batches, alignments, log-probabilities, forced
scores, n-best lists and constrained decoding.
"""

from dragoman.translation.engines.student.engine import StudentEngine
from dragoman.translation.engines.student.problem import BrokenModelError
from dragoman.translation.engines.student.student import Student

__all__ = ["BrokenModelError", "Student", "StudentEngine"]
