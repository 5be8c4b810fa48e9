"""What people choose about being written to: between which hours, and at which of their accounts."""

from datetime import time

from core.db import Tx
from core.errors import FieldError, NotAllowed
from core.people.accounts import accounts, choice, choose
from core.words import _

HOURS, ACCOUNT = "hours", "account"
"""Under which topic the choice is kept, beside the choices about kinds of messages."""
USUAL = time(8), time(18)
EARLIEST, LATEST, SHORTEST = 6, 22, 2
"""The hours people may choose from, and how many there must be between the two."""


def hours_of(tx: Tx, person: int) -> tuple[time, time]:
    """From when until when messages may come on a working day: as chosen, else 08:00 to 18:00."""
    kept = choice(tx, person, HOURS)
    if kept is None:
        return USUAL
    first, last = kept.split("-")
    return time(int(first)), time(int(last))


def choose_hours(tx: Tx, person: int, first: int, last: int) -> None:
    """Messages may come between these whole hours; FieldError when that leaves less than two."""
    if not EARLIEST <= first <= last - SHORTEST <= LATEST - SHORTEST:
        raise FieldError(
            "last",
            _("Choose at least {n} hours, between {first}:00 and {last}:00.").format(
                n=SHORTEST, first=EARLIEST, last=LATEST
            ),
        )
    choose(tx, person, HOURS, f"{first}-{last}")


def choose_account(tx: Tx, person: int, account: int) -> None:
    """Messages go to this account of theirs from now on; 0 means the one last used."""
    if account and account not in {one.id for one in accounts(tx, person)}:
        raise NotAllowed(_("This account is not linked to you. Choose another one."))
    choose(tx, person, ACCOUNT, str(account))


def chosen_account(tx: Tx, person: int) -> int:
    """The account that was chosen for messages; 0 when it is the one last used."""
    return int(choice(tx, person, ACCOUNT) or 0)
