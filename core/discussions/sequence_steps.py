"""Writing one step of a sequence: what, on which day, by whom, and what must be done before it."""

from sqlalchemy import bindparam, delete, update

from core import people
from core.clock import local_day
from core.db import Query, Tx, table
from core.discussions.onboarding_models import SequenceStep
from core.discussions.sequence import (
    ADD_STEP,
    DOERS,
    FIRST_STEP,
    LAST_STEP,
    LONGEST_STEP_WORDS,
    MOST_STEPS,
    PERSON,
    sequence,
    steps_of,
)
from core.errors import FieldError, NotAllowed
from core.people import Me
from core.words import _

_step = table(SequenceStep)
_change_step = Query(
    update(_step).where(_step.c.id == bindparam("step")).values(
        day=bindparam("at"), who=bindparam("doer"), person_id=bindparam("person"), words=bindparam("text"),
        shipped=bindparam("ours"), after_id=bindparam("after"),
    )
)  # fmt: skip
_drop_step = Query(delete(_step).where(_step.c.id == bindparam("step")))
_freed = Query(update(_step).where(_step.c.after_id == bindparam("step")).values(after_id=None))


def put_step(
    tx: Tx, me: Me, number: int, step: int, words: str, day: int, who: str, after: int | None
) -> int:  # fmt: skip
    """Add a step (0) to a sequence, or change it; `who` is one of DOERS or `person:7`. Gives its number."""
    sequence(tx, me, number)
    known = {one.id: one for one in steps_of(tx, number)}
    if step and step not in known:
        raise NotAllowed(_("This step is no longer there."))
    if not step and len(known) >= MOST_STEPS:
        raise NotAllowed(
            _("A sequence has at most {most} steps, and this one has them. Take one away first.").format(
                most=MOST_STEPS
            )
        )
    if not 0 < len(words.strip()) <= LONGEST_STEP_WORDS:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST_STEP_WORDS))
    if not FIRST_STEP <= day <= LAST_STEP:
        raise FieldError("day", _("Between {least} and {most}.").format(least=FIRST_STEP, most=LAST_STEP))
    kind, _colon, person = who.partition(":")
    named = people.get(tx, int(person)).id if kind == PERSON and person.isdecimal() else None
    if named is None and who not in DOERS:
        raise FieldError("who", _("Choose one of the options."))
    at = after
    while at is not None:
        if at == step or at not in known:
            raise FieldError("after", _("This would wait for itself. Choose another step, or none."))
        at = known[at].after_id
    doer = PERSON if named else who
    if not step:
        return int(tx.one(ADD_STEP, sequence_id=number, day=day, who=doer, person_id=named, words=words.strip(),
                          shipped="", after_id=after, written_on=local_day(tx.now, me.zone)).id)  # fmt: skip
    ours = known[step].shipped if words.strip() == known[step].said() else ""
    tx.run(_change_step, step=step, at=day, doer=doer, person=named, text="" if ours else words.strip(), ours=ours,
           after=after)  # fmt: skip
    return step


def drop_step(tx: Tx, me: Me, step: int) -> int:
    """Take a step away, also where it came already; gives its sequence."""
    found = next((one for one in steps_of(tx) if one.id == step), None)
    number = sequence(tx, me, found.sequence_id if found else 0).id
    tx.run(_freed, step=step)
    tx.run(_drop_step, step=step)
    return number
