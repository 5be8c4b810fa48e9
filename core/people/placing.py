"""A channel's purpose: a team's own place, a department's for questions, the company's for news. Admins and HR give it."""

from core.db import Tx
from core.errors import FieldError, NotAllowed
from core.people.directory import Me, has_role, team
from core.people.models import Role
from core.people.places import put_place
from core.words import LANGUAGES, _

PURPOSES = ("team", "department", "requests", "board", "company")


def set_place(tx: Tx, me: Me, ref: str, name: str, purpose: str, team_id: int, language: str) -> int:
    """This channel serves that team from now on; gives the place's id. Raises NotAllowed, or FieldError for `team`."""
    if not has_role(tx, me.id, Role.ADMIN, Role.HR):
        raise NotAllowed(_("Only an admin or HR can give a channel its purpose. Ask one of them."))
    if purpose not in PURPOSES or language not in LANGUAGES:
        raise FieldError("purpose", _("Choose one of the options."))
    if team(tx, team_id) is None:
        raise FieldError("team", _("This team is not there any more. Choose another."))
    return put_place(tx, ref, name, purpose, team_id, language, me.zone)
