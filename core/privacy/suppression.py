"""When a figure may be shown: the minimum group, response rates, and which parts of a whole stay hidden."""

from collections.abc import Sequence
from typing import Literal

from core.values import frozen
from core.words import _

MINIMUM, FLOOR, COMMENTS = 5, 4, 10
"""People a figure rests on at least: by default, the lowest a company may choose, and for comments."""


@frozen
class Rate:
    """A response rate as it may be shown; `percent` is None when it is hidden."""

    kind: Literal["exact", "more_than", "hidden"]
    percent: int | None = None


@frozen
class Group:
    """A group in a tree: how many people it holds, those of its parts and those directly in it included."""

    key: str
    count: int
    parts: tuple["Group", ...] = ()


def minimum_group(chosen: int = MINIMUM) -> int:
    """The minimum that holds when a company chose this one: never below the floor."""
    return max(chosen, FLOOR)


def visible(count: int, minimum: int = MINIMUM, whole: int | None = None) -> bool:
    """Whether a figure on `count` people may be shown; with a `whole` that is shown too, also what it leaves over."""
    least = minimum_group(minimum)
    left = 0 if whole is None else whole - count
    return count >= least and (left == 0 or left >= least)


def alike(counts: Sequence[int], ends: tuple[int, int] = (2, 2)) -> bool:
    """All the same, all but one, or all at one end of the scale: then a distribution says what each of them chose.

    `ends`: how many of the lowest and of the highest answers make an end. Nobody at all is alike too.
    """
    given, (low, high) = sum(counts), ends
    return max(counts, default=0) >= given - 1 or given in (sum(counts[:low]), sum(counts[len(counts) - high :]))


def response_rate(answered: int, invited: int, minimum: int = MINIMUM) -> Rate:
    """The response rate as it may be shown; whole percents, half away from zero (decision 43).

    With 1 … minimum − 1 people left to answer it reads "more than", with the same bound for each of these numbers.
    """
    least = minimum_group(minimum)
    answered = min(answered, invited)
    if answered < least:
        return Rate("hidden")
    if 0 < invited - answered < least:
        bound = 100 * (invited - least) // invited
        return Rate("more_than", bound) if bound else Rate("hidden")
    return Rate("exact", (200 * answered + invited) // (2 * invited))


def say_rate(rate: Rate) -> str:
    """The response rate in words."""
    if rate.kind == "hidden":
        return not_yet_visible()
    if rate.kind == "more_than":
        return _("more than {percent} %").format(percent=rate.percent)
    return _("{percent} %").format(percent=rate.percent)


def not_yet_visible() -> str:
    """What stands where a figure may not: never a count."""
    return _("not yet visible")


def choose_cells(tree: Group, minimum: int = MINIMUM) -> frozenset[str]:
    """The keys of the groups that may be shown together, in the whole tree.

    Below each group that is shown, hide the small parts, then the next smallest, until the people in no shown part
    number 0 or at least the minimum. Parts of a hidden group are hidden too. What is left over at each group is then
    a block of its own of at least the minimum, and every figure a reader can compute is made of whole blocks.
    """
    least = minimum_group(minimum)
    shown: set[str] = set()
    waiting = [tree] if tree.count >= least else []
    while waiting:
        group = waiting.pop()
        shown.add(group.key)
        parts = sorted((part for part in group.parts if part.count >= least), key=lambda part: (part.count, part.key))
        hidden = group.count - sum(part.count for part in parts)
        if hidden < 0:
            raise ValueError(f"the parts of {group.key} hold more people than the whole")
        while parts and 0 < hidden < least:
            hidden += parts.pop(0).count
        waiting.extend(parts)
    return frozenset(shown)
