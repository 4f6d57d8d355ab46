"""The editor's path: check, mend, judge."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.desk.judge import judge
from dragoman.desk.listing import unchecked
from dragoman.desk.mending import DESK_SIGNATURE, mend
from dragoman.desk.policy import DeskPolicy
from dragoman.desk.second_opinion import NAME, with_second_opinion
from dragoman.records import Article, DeskCopy, Finding, Interpreter, SecondOpinion, Translation


def desk_signature() -> str:
    """The desk's word in `made_by`; raised by hand whenever findings or repairs change."""
    return DESK_SIGNATURE


def edit(
    article: Article,
    translation: Translation,
    *,
    policy: DeskPolicy | None = None,
    interpreter: Interpreter | None = None,
    second: SecondOpinion | None = None,
) -> DeskCopy:
    """Everything the desk does to a translation; never raises for what the texts contain.

    `interpreter` aligns what has no alignment of its own and offers other translations. `second` is
    another engine, asked about what is to be published; where it has no answer the copy names it
    among what was not checked.
    """
    policy = policy or DeskPolicy()
    mended = mend(translation, article, policy=policy, interpreter=interpreter)
    findings, missing = (
        mended.findings,
        unchecked(translation.source_language, translation.target_language),
    )
    made_by = DESK_SIGNATURE
    if second is not None:
        findings, has_answered = with_second_opinion(
            article, mended.translation, findings, second, interpreter=interpreter
        )
        missing = missing if has_answered else (*missing, NAME)
        made_by = f"{DESK_SIGNATURE}|second:{second.name}" if has_answered else DESK_SIGNATURE
    return DeskCopy(
        translation=mended.translation,
        findings=findings,
        answered=_answered(mended.first, mended.findings),
        repairs=mended.repairs,
        judgement=judge(article, mended.translation, findings, policy=policy),
        unchecked=missing,
        made_by=made_by,
    )


def _key(finding: Finding) -> tuple[str, int | None, object, str, str]:
    """What makes two findings the same before and after a change elsewhere in the sentence."""
    return finding.check, finding.unit, finding.source_span, finding.expected, finding.found


def _answered(first: Sequence[Finding], last: Sequence[Finding]) -> tuple[Finding, ...]:
    still = {_key(finding) for finding in last}
    return tuple(finding for finding in first if _key(finding) not in still)
