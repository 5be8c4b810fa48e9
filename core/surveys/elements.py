"""What people work for: five elements of an offer and their parts, each asked in three ways, in words of our own."""

from core.words import N_, _

ELEMENTS = {
    1: N_("Pay"),
    2: N_("Benefits: insurance, pension, holidays"),
    3: N_("Career: training and growth"),
    4: N_("The work itself: variety, challenge, freedom, meaning"),
    5: N_("Community: the people, the place, what we stand for"),
}
PARTS = {
    11: N_("Pay"),
    21: N_("Insurance"), 22: N_("Pension"), 23: N_("Holidays"),
    31: N_("Training"), 32: N_("Growth"),
    41: N_("Variety in the work"), 42: N_("Challenge"), 43: N_("Freedom to decide"), 44: N_("Work that means something"),
    51: N_("Values that are lived"), 52: N_("Promises that are kept"), 53: N_("A good place to work"),
    54: N_("Being connected to colleagues"), 55: N_("What we do for society"), 56: N_("Trust"),
}  # fmt: skip
"""Part 42 is the second of element 4. Numbers are for good: rounds carry them."""
SHORT = {1: N_("Pay"), 2: N_("Benefits"), 3: N_("Career"), 4: N_("The work"), 5: N_("Community")}
IMPORTANCE, EXPERIENCE, KEPT = 1, 2, 3
ASKED = {
    IMPORTANCE: N_("How important is this to you? {part}"),
    EXPERIENCE: N_("How good is this here, as you see it? {part}"),
    KEPT: N_("How well do we do what we say about this? {part}"),
}
ENDS = {
    IMPORTANCE: N_("{low} is not important, {high} is very important."),
    EXPERIENCE: N_("{low} is bad, {high} is good."),
    KEPT: N_("{low} is not at all, {high} is fully."),
}
FIRST, EVP = 1000, 900
"""Question 1000 + 10 × part + way of asking. A survey asks of the five elements (900), or of one in its parts (900 + n)."""
EVERY_PART = 906
CHOICES = {
    EVP: N_("What we offer, in five elements: 15 taps"),
    902: N_("Benefits in their parts: 9 taps"),
    903: N_("Career in its parts: 6 taps"),
    904: N_("The work in its parts: 12 taps"),
    905: N_("Community in its parts: 18 taps"),
    EVERY_PART: N_("Everything in its parts: 48 taps"),
}


def number(part: int, way: int) -> int:
    """The question about this element or part, asked in this way."""
    return FIRST + 10 * part + way


def is_evp(question: int) -> bool:
    """Whether this question is about what the company offers."""
    return question >= FIRST and way_of(question) in ASKED and part_of(question) in {**ELEMENTS, **PARTS}


def part_of(question: int) -> int:
    """The element (1 to 5) or part (11 to 56) a question is about."""
    return (question - FIRST) // 10


def way_of(question: int) -> int:
    """Importance, experience, or what was promised being kept."""
    return question % 10


def element_of(part: int) -> int:
    """The element that an element or part belongs to."""
    return part if part in ELEMENTS else part // 10


def part_name(part: int) -> str:
    """An element or part by its name, in the reader's language."""
    return _(ELEMENTS.get(part) or PARTS[part])


def short_name(part: int) -> str:
    """The same in one or two words."""
    return _(SHORT.get(part) or PARTS[part])


def in_words(question: int) -> str:
    """The question as it is asked."""
    return _(ASKED[way_of(question)]).format(part=part_name(part_of(question)))


def scale_words(question: int, low: int, high: int) -> str:
    """What the ends of the scale stand for."""
    return _(ENDS.get(way_of(question) if is_evp(question) else 0, ENDS[EXPERIENCE])).format(low=low, high=high)


def drawn_evp(choice: int) -> tuple[int, ...]:
    """The questions of this choice: importance, experience and promise of each element or part."""
    element = choice - EVP
    parts = [part for part in PARTS if element in (6, part // 10)] if element else list(ELEMENTS)
    return tuple(number(part, way) for part in parts for way in ASKED)
