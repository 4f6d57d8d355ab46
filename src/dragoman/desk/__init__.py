"""The desk: find what the machine got wrong, mend what can be proved, judge the rest."""

from dragoman.desk.audit import BUILT_IN_AUDITS, audit
from dragoman.desk.check import Check, DocumentView, UnitView
from dragoman.desk.edit import desk_signature, edit
from dragoman.desk.judge import judge
from dragoman.desk.listing import BUILT_IN_CHECKS, BUILT_IN_REPAIRS, unchecked
from dragoman.desk.marks import marked_count, marks
from dragoman.desk.pairs import MendedPairs, PairReport, PairsReport, check_pairs, mend_pairs
from dragoman.desk.policy import DeskPolicy
from dragoman.desk.repair import RepairRule
from dragoman.desk.text import Audit, AuditSegment

__all__ = [
    "BUILT_IN_AUDITS",
    "BUILT_IN_CHECKS",
    "BUILT_IN_REPAIRS",
    "Audit",
    "AuditSegment",
    "Check",
    "DeskPolicy",
    "DocumentView",
    "MendedPairs",
    "PairReport",
    "PairsReport",
    "RepairRule",
    "UnitView",
    "audit",
    "check_pairs",
    "desk_signature",
    "edit",
    "judge",
    "marked_count",
    "marks",
    "mend_pairs",
    "unchecked",
]
