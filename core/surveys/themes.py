"""Themes that people are consulted on, three questions each, in words of our own."""

from core.words import N_

HOURS, OFFICE, WAY, OWN = 400, 410, 420, 430
CHOICES = {
    HOURS: N_("Working hours: three questions"),
    OFFICE: N_("Where we work: three questions"),
    WAY: N_("How we work: three questions"),
}
"""What a pulse can ask: questions 401 to 409 belong to 400, and so on. Numbers are for good."""
QUESTIONS = {
    401: N_("How well do our working hours fit you now?"),
    402: N_("How much say do you have in when you work?"),
    403: N_("How well could you do with other working hours?"),
    411: N_("How well does the place where you work suit your work?"),
    412: N_("How well can you work together from where you are?"),
    413: N_("How well would a change of place suit you?"),
    421: N_("How well do we divide the work?"),
    422: N_("How well do our meetings and messages help you?"),
    423: N_("How well would you manage with another way of working?"),
    431: N_("How well does the way it goes now suit you?"),
    432: N_("How much say do you have in this?"),
    433: N_("How well would a change suit you?"),
}
NAMES = {
    HOURS: N_("Working hours"),
    OFFICE: N_("Where we work"),
    WAY: N_("How we work"),
    OWN: N_("A theme of your own"),
}
"""What a consultation can be about; one's own stands in the owner's words."""
SHORT = {
    401: N_("Hours fit now"), 402: N_("Say in when"), 403: N_("Other hours"),
    411: N_("Place fits now"), 412: N_("Working together"), 413: N_("Another place"),
    421: N_("Dividing work"), 422: N_("Meetings, messages"), 423: N_("Another way"),
    431: N_("Fits now"), 432: N_("Say in this"), 433: N_("A change"),
}  # fmt: skip
"""The same in two words, beside a bar or above a column."""
