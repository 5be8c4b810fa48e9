"""The library: twelve drivers of three questions each, in words of our own, and how a pulse draws from it."""

from core.errors import UserError
from core.surveys import elements, moments, themes
from core.words import N_, _

FACES = {1: "😟", 2: "🙁", 3: "😐", 4: "🙂", 5: "😀"}
"""What stands behind each number of the common scale, 1 (bad) to 5 (good); for who cannot see the face."""
ENPS, ROTATION, DRIVER = 100, 200, 200
"""The question of recommending; three questions a round by turns; 200 + n: the three questions of driver n."""
DRIVERS = {
    1: N_("Well-being"),
    2: N_("Workload"),
    3: N_("Clarity"),
    4: N_("Support"),
    5: N_("Safety to speak"),
    6: N_("Growth"),
    7: N_("Work and rest"),
    8: N_("Pride"),
    9: N_("Say in the work"),
    10: N_("Appreciation"),
    11: N_("Leadership"),
    12: N_("Tools and place"),
}
QUESTIONS = {
    1: N_("How was your past week at work?"),
    2: N_("How well can you keep up with your work?"),
    3: N_("How clear is it what is expected of you?"),
    4: N_("How well are you helped when you ask for help?"),
    5: N_("How freely can you say what you think in this team?"),
    6: N_("How much did you learn in the past weeks?"),
    7: N_("How well can you let go of work when you are done?"),
    8: N_("How proud are you of what this team makes?"),
    9: N_("How much do you decide yourself in how you do your work?"),
    10: N_("How well is it seen what you do?"),
    11: N_("How well does your lead know what you need?"),
    12: N_("How well do your tools work for you?"),
    13: N_("How much energy does your work give you?"),
    14: N_("How often do you have time to finish things well?"),
    15: N_("How well do you know what matters most this month?"),
    16: N_("How much can you count on the people around you?"),
    17: N_("How safe is it here to say that you made a mistake?"),
    18: N_("How well does your work use what you are good at?"),
    19: N_("How well do your working hours fit your life?"),
    20: N_("How gladly do you tell others what you do here?"),
    21: N_("How much do your ideas change what happens?"),
    22: N_("How often do you hear what you did well?"),
    23: N_("How well do you get an honest answer from your lead?"),
    24: N_("How well can you concentrate where you work?"),
    25: N_("How much do you look forward to the coming week?"),
    26: N_("How fairly is the work divided?"),
    27: N_("How well do you hear why something was decided?"),
    28: N_("How well do you work together with other teams?"),
    29: N_("How well are other opinions listened to?"),
    30: N_("How clear is what you can learn here next?"),
    31: N_("How easily can you take a day off when you need one?"),
    32: N_("How much does what we promise agree with what we do?"),
    33: N_("How well are you asked before your work changes?"),
    34: N_("How fairly are people treated here?"),
    35: N_("How well does your lead keep to what was agreed?"),
    36: N_("How easily do you find what you need to know?"),
    ENPS: N_("How likely are you to recommend working here to a friend?"),
}
"""Numbers are for good: old rounds and old buttons carry them. 12 × 3: number n belongs to driver n modulo twelve."""


class UnknownQuestion(UserError):
    """A question that is not in the library."""

    kind = "surveys_unknown_question"


def ask(question: int) -> str:
    """The question with this number, in the reader's language; raises UnknownQuestion. A choice of several is named."""
    if question == ROTATION:
        return _("Three questions by turns, through the whole library")
    if question - DRIVER in DRIVERS:
        return _("Three questions about: {driver}").format(driver=_(DRIVERS[question - DRIVER]))
    if question in elements.CHOICES:
        return _(elements.CHOICES[question])
    if elements.is_evp(question):
        return elements.in_words(question)
    more = (QUESTIONS, themes.QUESTIONS, themes.CHOICES, themes.NAMES, moments.QUESTIONS, moments.CHOICES)
    words = next((found[question] for found in more if question in found), None)
    if words is None:
        raise UnknownQuestion(_("This question is not in the library. Open /pulse again and choose one."))
    return _(words)


def scale_of(question: int) -> tuple[int, ...]:
    """The answers there are: 0 to 10 for recommending, else 1 to 5."""
    return tuple(range(11)) if question == ENPS else tuple(FACES)


def ends_of(question: int) -> tuple[int, int]:
    """How many answers make up the low end and the high end of the scale."""
    return (7, 2) if question == ENPS else (2, 2)


def driver_of(question: int) -> int:
    """The driver a question belongs to; 0 for recommending and for what belongs to none."""
    return 0 if question >= ENPS else (question - 1) % len(DRIVERS) + 1


def drawn(choice: int, rounds_before: int) -> tuple[int, ...]:
    """What a pulse with this choice asks in its next round: by turns, each driver comes back after four rounds."""
    ask(choice)
    if choice in elements.CHOICES:
        return elements.drawn_evp(choice)
    if choice in themes.NAMES or choice in moments.CHOICES:
        return tuple(number for number in (*themes.QUESTIONS, *moments.QUESTIONS) if number // 10 * 10 == choice)
    if choice == ROTATION:
        block, items = rounds_before % 4, rounds_before // 4 % 3
        return tuple(12 * items + 3 * block + place for place in (1, 2, 3))
    if choice - DRIVER in DRIVERS:
        return tuple(choice - DRIVER + 12 * item for item in range(3))
    return (choice,)
