"""The Netherlands: types of leave and their legal numbers, each with its article and the day it counts from.

Defaults, not legal advice. A country is one file like this one; a company changes a number with a dated row of its own.
"""

from datetime import date

BW = "wetten.overheid.nl/BWBR0005290"
"""The Civil Code, book 7, title 10."""
WAZO = "wetten.overheid.nl/BWBR0013008"
"""The Work and Care Act."""

KINDS = (
    # key, English, Dutch, needs, law, unit, paid
    ("holiday", "Holiday", "Vakantie", "approval", "holiday", "days", True),
    ("care_short", "Short-term care leave", "Kortdurend zorgverlof", "notice", "other", "days", True),
    ("care_long", "Long-term care leave", "Langdurend zorgverlof", "notice", "other", "days", False),
    ("calamity", "Calamity leave", "Calamiteitenverlof", "notice", "other", "days", True),
    ("birth", "Birth leave", "Geboorteverlof", "notice", "other", "days", True),
    ("birth_extra", "Additional birth leave", "Aanvullend geboorteverlof", "notice", "other", "days", False),
    ("parental", "Parental leave", "Ouderschapsverlof", "approval", "other", "days", False),
    ("special", "Special leave", "Bijzonder verlof", "approval", "other", "days", True),
    ("unpaid", "Unpaid leave", "Onbetaald verlof", "approval", "other", "days", False),
    ("sick", "Sick report", "Ziekmelding", "record", "other", "days", True),
)
NUMBERS = (
    # kind, rule, from, value, article
    ("holiday", "statutory.weeks", date(2012, 1, 1), 400, f"BW 7:634 · {BW}"),
    ("holiday", "statutory.months", date(2012, 1, 1), 6, f"BW 7:640a · {BW}"),
    ("holiday", "extra.months", date(2012, 1, 1), 60, f"BW 7:642 · {BW}"),
    ("holiday", "term", date(2012, 1, 1), 14, f"BW 7:638(2) · {BW}"),
    ("holiday", "warn", date(2012, 1, 1), 10, ""),
    ("care_short", "most", date(2015, 7, 1), 200, f"WAZO · {WAZO}"),
    ("care_long", "most", date(2015, 7, 1), 600, f"WAZO · {WAZO}"),
    ("birth", "most", date(2019, 1, 1), 100, f"WAZO · {WAZO}"),
    ("birth", "child.days", date(2019, 1, 1), 28, f"WAZO · {WAZO}"),
    ("birth_extra", "most", date(2020, 7, 1), 500, f"WAZO · {WAZO}"),
    ("birth_extra", "child.months", date(2020, 7, 1), 6, f"WAZO · {WAZO}"),
    ("parental", "most", date(2009, 1, 1), 2600, f"WAZO · {WAZO}"),
    ("parental", "child.months", date(2009, 1, 1), 96, f"WAZO · {WAZO}"),
    ("parental", "paid.weeks", date(2022, 8, 2), 900, f"WAZO · {WAZO}"),
    ("parental", "paid.months", date(2022, 8, 2), 12, f"WAZO · {WAZO}"),
)
LEAST = {
    ("holiday", "statutory.weeks"): (400, f"BW 7:634 · {BW}; 2003/88 art. 7"),
    ("holiday", "statutory.months"): (6, f"BW 7:640a · {BW}"),
    ("holiday", "extra.months"): (60, f"BW 7:642 · {BW}"),
    ("care_short", "most"): (200, f"WAZO · {WAZO}"),
    ("care_long", "most"): (600, f"WAZO · {WAZO}"),
    ("birth", "most"): (100, f"WAZO · {WAZO}"),
    ("birth_extra", "most"): (500, f"WAZO · {WAZO}"),
    ("parental", "most"): (2600, f"WAZO · {WAZO}"),
    ("birth", "child.days"): (28, f"WAZO · {WAZO}"),
    ("birth_extra", "child.months"): (6, f"WAZO · {WAZO}"),
    ("parental", "child.months"): (96, f"WAZO · {WAZO}"),
    ("parental", "paid.weeks"): (900, f"WAZO · {WAZO}"),
    ("parental", "paid.months"): (12, f"WAZO · {WAZO}"),
}
"""Numbers that no company may go below."""
