"""What the ground floor itself holds about people: each of its tables, and what becomes of it."""

from datetime import timedelta

from sqlalchemy import bindparam, null, select, update

from core.calendar.models import Absence, Duty, DutySwap, HolidayExchange, Pattern
from core.db import Query, Tx, table
from core.desk.models import DigestLine, Draft, FactRow, HomeOpened, Inbound, LiveMessage, Told, Upload
from core.jobs import Due, Rhythm
from core.people.models import (
    Account,
    Deputy,
    Grant,
    LinkRequest,
    Person,
    PlatformRule,
    Segment,
    SegmentMember,
    Setting,
    StatedBalance,
)
from core.privacy.erasing import anonymise
from core.privacy.held import held
from core.privacy.models import Erasure, Ground
from core.privacy.waiting import drop_returning, drop_waiting, returning_work, waiting_work
from core.words import N_

_person = table(Person)
_above = Query(select(_person.c.manager_id).where(_person.c.id == bindparam("person")))
_pass_on = Query(
    update(_person)
    .where(_person.c.manager_id == bindparam("person"), _person.c.id != bindparam("above"))
    .values(manager_id=bindparam("above"))
)
_let_go = Query(update(_person).where(_person.c.manager_id == bindparam("person")).values(manager_id=null()))


def pass_on_reports(tx: Tx, person: int) -> int:
    """Those whose manager this was now report to the manager's own manager, so that open requests go on (T69)."""
    row = tx.one(_above, person=person)
    moved = tx.run(_pass_on, person=person, above=row.manager_id) if row and row.manager_id else 0
    return moved + tx.run(_let_go, person=person)


held(Person, person=("manager_id",), title=N_("Whose manager you are"), export=None, erase=pass_on_reports,
     left_out=N_("This is in the file of the people you manage."))  # fmt: skip
held(Person, person=("id",), title=N_("Who you are"), erase=anonymise,
     export=("name", "email", "language", "zone", "location", "team_id", "manager_id", "started_on", "left_on"),
     keep=N_("Until you are erased. After that, “former employee” and your last day remain."))  # fmt: skip
held(Grant, person=("person_id",), title=N_("Your roles"), export=("role",), erase="delete")
held(Deputy, person=("person_id", "deputy_id"), title=N_("Who stands in for whom"), erase="delete",
     export=("person_id", "deputy_id", "first_day", "last_day"))  # fmt: skip
held(Account, person=("person_id",), title=N_("Your chat accounts"), erase="delete",
     export=("platform", "space", "user", "used_at", "direct", "conversation"))  # fmt: skip
held(LinkRequest, person=("person_id",), title=N_("Accounts to be linked to you"), export=("platform", "state", "at"),
     erase="delete", keep=timedelta(days=7), since="at")  # fmt: skip
held(PlatformRule, person=("allowed_by",), title=N_("What you allowed a platform to carry"), erase="unlink",
     export=("platform", "topic", "allowed", "at"))  # fmt: skip
held(Segment, person=("owner_id",), title=N_("Groups you look after"), export=("name", "about", "goal", "review_on"),
     erase="unlink")  # fmt: skip
held(SegmentMember, person=("person_id",), title=N_("Groups you joined"), export=("segment_id",), erase="delete")
held(Setting, person=("person_id",), title=N_("Your choices"), export=("topic", "choice"), erase="delete")

held(StatedBalance, person=("person_id",), title=N_("Leave balances that a file stated"), export=("day", "minutes"),
     erase="delete", keep=timedelta(days=31), since="at")  # fmt: skip
held(Pattern, person=("person_id",), title=N_("Your working week"), erase="delete",
     export=("valid_from", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "assumed", "more_weeks"))  # fmt: skip
held(HolidayExchange, person=("person_id",), title=N_("Public holidays you exchanged"), erase="delete",
     export=("worked_on", "free_on"), keep=timedelta(days=2 * 366), since="worked_on")  # fmt: skip
held(Duty, person=("person_id",), title=N_("Teams you take turns for"), export=("team_id", "position"), erase="delete")
held(DutySwap, person=("person_id",), title=N_("Turns you took over"), export=("team_id", "first_day", "last_day"),
     erase="delete")  # fmt: skip
held(Absence, person=("person_id",), title=N_("When you are away"), erase="delete",
     export=("first_day", "last_day", "first_part", "last_part", "certain"))  # fmt: skip

held(Inbound, person=(), title=N_("Keys of what came in"), export=None, erase="keep",
     reason=N_("So that an event that comes twice has its effect once."),
     keep=timedelta(days=30), since="at")  # fmt: skip
held(FactRow, person=("actor_id",), title=N_("What you did"), export=("kind", "at"), erase="keep",
     reason=N_("The log shows that decisions were taken, in numbers only. Your number leads to “former employee”."),
     years=6, since="at")  # fmt: skip
held(LiveMessage, person=("viewer",), title=N_("Messages in your chat"), export=("view", "at"), erase="delete",
     keep=timedelta(days=400), since="at")  # fmt: skip
held(Draft, person=("person_id",), title=N_("What you were filling in"), export=("kind", "payload", "expires_at"),
     erase="delete", keep=timedelta(0), since="expires_at")  # fmt: skip
held(Upload, person=("person_id",), title=N_("Files you sent with a form"), export=("name", "at"), erase="delete",
     keep=timedelta(hours=1), since="at")  # fmt: skip
held(Told, person=("viewer",), title=N_("What you were told"), export=("view", "topic", "urgency", "outcome", "at"),
     erase="delete", keep=timedelta(days=91), since="at")  # fmt: skip
held(DigestLine, person=("person_id",), title=N_("Lines for your digest"), export=("view", "topic", "day", "sent_at"),
     erase="delete", keep=timedelta(days=31), since="day")  # fmt: skip
held(HomeOpened, person=("person_id",), title=N_("When you last opened Home"), export=("at",), erase="delete",
     keep=timedelta(days=2), since="at")  # fmt: skip

held(Due, person=("lane",), title=N_("Work that waits for you"), export=waiting_work, erase=drop_waiting,
     keep=N_("Until it is done. After that only its key remains."))  # fmt: skip
held(Rhythm, person=("payload",), title=N_("Work that comes back for you"), export=returning_work, erase=drop_returning)

held(Ground, person=("recorded_by",), title=N_("Grounds you recorded"), erase="keep",
     export=("feature", "basis", "reference", "recorded_on", "withdrawn_on"),
     reason=N_("The company must be able to show on what ground a feature was on."))  # fmt: skip
held(Erasure, person=("person_id",), title=N_("Exports and erasures about you"), export=("what", "at"), erase="keep",
     reason=N_("So that a restored backup can be cleaned again. It holds your number only."))  # fmt: skip
held(Erasure, person=("asked_by",), title=N_("Exports and erasures you asked for"), export=None, erase="keep",
     left_out=N_("They are about other people."),
     reason=N_("So that it is known who asked. It holds your number only."))  # fmt: skip
