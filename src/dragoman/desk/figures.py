"""Which numbers of two texts are the same, however each writes them."""

from __future__ import annotations

from dragoman.language.numbers import NumberMention

_MOST = 60  # mentions on a side; longer lists are compared by value alone


def _match_many(
    source: list[NumberMention], target: list[NumberMention]
) -> tuple[list[NumberMention], list[NumberMention]]:
    """What is left when values alone are compared: for tables and lists, in linear time."""
    said = {value for mention in source for value in mention.values}
    heard = {value for mention in target for value in mention.values}
    left = [mention for mention in source if mention.values.isdisjoint(heard)]
    return left[:_MOST], [mention for mention in target if mention.values.isdisjoint(said)][:_MOST]


def match_numbers(
    source: list[NumberMention], target: list[NumberMention]
) -> tuple[list[NumberMention], list[NumberMention]]:
    """What is left on both sides after equal values, then near forms, have been paired."""
    if max(len(source), len(target)) > _MOST:
        return _match_many(source, target)
    left, right = list(source), list(target)
    for close in (_same_value, _near_form):
        for before in list(left):
            for after in right:
                if close(before, after):
                    left.remove(before)
                    right.remove(after)
                    break
    left = [before for before in left if not _repeats(before, target)]
    right = [after for after in right if not _repeats(after, source)]
    return _drop_sums(left, right)


def _same_value(before: NumberMention, after: NumberMention) -> bool:
    if (before.form == "clock") != (after.form == "clock"):
        return False
    return not before.values.isdisjoint(after.values)


def _near_form(before: NumberMention, after: NumberMention) -> bool:
    """Clock against hour, decade against its last two digits, 12 and 24 hours, years cut short."""
    forms = {before.form, after.form}
    if forms == {"clock"}:
        return False
    if "clock" in forms:
        clock, other = (before, after) if before.form == "clock" else (after, before)
        minutes, value = clock.value, other.value
        hour = minutes // 60
        digital = round(hour + minutes % 60 / 100, 2)
        return value % 12 == hour or round(value % 12, 2) == digital
    one, two = sorted((before.value, after.value))
    if 1900 <= two < 2100 and one < 100 and two % 100 == one:
        return True
    if 13 <= two <= 24 and two - one == 12 and one >= 1 and forms == {"digits"}:
        return True
    if one > 0 and 12 < two <= 24 and abs((two - 12) - one) < 0.001:
        return True
    return _same_figures(before, after)


def _same_figures(before: NumberMention, after: NumberMention) -> bool:
    """ "2018/19" and "2018-2019", "0.5" and "half a": the same digits, otherwise cut."""
    if before.value == 0.5 or after.value == 0.5:
        other = after if before.value == 0.5 else before
        return other.value == 30 or other.value == 2 or round(other.value % 1, 2) == 0.5
    return False


def _repeats(number: NumberMention, others: list[NumberMention]) -> bool:
    """The same value stands on the other side, already paired: said twice, or once less."""
    return any(not number.values.isdisjoint(other.values) for other in others)


def _drop_sums(
    left: list[NumberMention], right: list[NumberMention]
) -> tuple[list[NumberMention], list[NumberMention]]:
    """ "5 million 300 thousand" against "5.3 million", "2 and a half" against "2.5"."""
    for one, two in ((left, right), (right, left)):
        for number in list(one):
            parts = [other for other in two if other.value < number.value]
            if len(parts) > 1 and any(
                abs(sum(part.value for part in parts[at : at + 2]) - number.value) < 0.01
                for at in range(len(parts) - 1)
            ):
                one.remove(number)
                for part in parts:
                    two.remove(part)
    return left, right
