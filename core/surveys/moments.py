"""Questions that belong to a date in somebody's time here, and to a theme that people are consulted on; in words of our own."""

from core.words import N_

START30, START90, STAY, EXIT = 300, 310, 320, 330
HOURS, OFFICE, WAY = 400, 410, 420
CHOICES = {
    START30: N_("After 30 days here: four questions"),
    START90: N_("After 90 days here: four questions"),
    STAY: N_("Each year, about staying: four questions"),
    EXIT: N_("Before leaving: four questions"),
    HOURS: N_("Working hours: three questions"),
    OFFICE: N_("Where we work: three questions"),
    WAY: N_("How we work: three questions"),
}
"""What can be chosen: questions 301 to 309 belong to 300, and so on. Numbers are for good."""
QUESTIONS = {
    301: N_("How welcome did you feel in your first weeks?"),
    302: N_("How much does the work look like what we told you before?"),
    303: N_("How well do you know whom to ask what?"),
    304: N_("How well equipped are you for your work?"),
    311: N_("How well do you know what is expected of you by now?"),
    312: N_("How much do you feel part of your team?"),
    313: N_("How well does your lead help you get on?"),
    314: N_("How sure are you that you made the right choice?"),
    321: N_("How likely are you to be here still in a year?"),
    322: N_("How well can you grow here the way you want to?"),
    323: N_("How much is your work valued?"),
    324: N_("How well does this job fit the life you want?"),
    331: N_("How good was your time here, all in all?"),
    332: N_("How well were you led?"),
    333: N_("How well could you grow here?"),
    334: N_("How gladly would you come back one day?"),
    401: N_("How well do our working hours fit you now?"),
    402: N_("How much say do you have in when you work?"),
    403: N_("How well could you do with other working hours?"),
    411: N_("How well does the place where you work suit your work?"),
    412: N_("How well can you work together from where you are?"),
    413: N_("How well would a change of place suit you?"),
    421: N_("How well do we divide the work?"),
    422: N_("How well do our meetings and messages help you?"),
    423: N_("How well would you manage with another way of working?"),
}
