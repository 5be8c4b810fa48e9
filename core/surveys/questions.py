"""The library: one question a pulse, in words of our own, each on a scale of 1 (bad) to 5 (good)."""

from core.errors import UserError
from core.words import N_, _

LOWEST, HIGHEST = 1, 5
FACES = {1: "😟", 2: "🙁", 3: "😐", 4: "🙂", 5: "😀"}
"""What stands behind each number; the number comes first, for who cannot see the face."""
QUESTIONS = {
    1: N_("How was your past week at work?"),
    2: N_("How well can you keep up with your work?"),
    3: N_("How clear is it what is expected of you?"),
    4: N_("How well are you helped when you ask for help?"),
    5: N_("How freely can you say what you think in this team?"),
    6: N_("How much did you learn in the past weeks?"),
    7: N_("How well can you let go of work when you are done?"),
    8: N_("How proud are you of what this team makes?"),
}
"""Numbers are for good: old rounds and old buttons carry them."""


class UnknownQuestion(UserError):
    """A question that is not in the library."""

    kind = "surveys_unknown_question"


def ask(question: int) -> str:
    """The question with this number, in the reader's language; raises UnknownQuestion."""
    words = QUESTIONS.get(question)
    if words is None:
        raise UnknownQuestion(_("This question is not in the library. Open /pulse again and choose one."))
    return _(words)
