"""Who may act on what is held about others: HR and the admin."""

from core.db import Tx
from core.errors import NotAllowed
from core.people import Role, has_role
from core.words import _


def require_keeper(tx: Tx, person: int) -> None:
    """Only HR or an admin goes on; anyone else is told whom to ask."""
    if not has_role(tx, person, Role.HR, Role.ADMIN):
        raise NotAllowed(_("Only HR or an admin can do this. Ask one of them."))
