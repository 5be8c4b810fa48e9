"""What the asker adds to a question: its topics are looked at again, and one more department can be asked."""

from sqlalchemy import insert, update

from core import facts
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale
from core.escalation.case import asks_of, departments, find, lines_of, locked, problem_of, unknown
from core.escalation.deadline import plan
from core.escalation.facts import AskedToo, TopicFound
from core.escalation.models import Ask, Case, Status, Step
from core.escalation.problems import link_exact
from core.escalation.recurrence import watch
from core.escalation.solution import plan_solution
from core.escalation.topics import TopicHere, topics_in
from core.people import Me
from core.words import _

FROM_ASKER, MOST_DEPARTMENTS = ("more", "reply"), 20
_case = table(Case)
_add_ask = Query(insert(table(Ask)), "case_id", "team_id", "step", "version", "since_at", "timer", "level")


def look_again(tx: Tx, number: int) -> None:
    """The topic of all that the asker wrote by now: another one is recorded, and a known problem linked or watched for.

    With as many words for both, a question stays with the topic it had.
    """
    case = find(tx, number)
    found = topics_in(tx, _all_words(tx, number), case.topic_id if case else None)
    if case is None or not found or found[0].id == case.topic_id:
        return
    tx.execute(update(_case).where(_case.c.id == number).values(topic_id=found[0].id))
    facts.record(tx, TopicFound(number, found[0].id))
    if problem_of(tx, number) is None and link_exact(tx, number) is None:
        watch(tx, number)


def missing(tx: Tx, number: int) -> list[TopicHere]:
    """The topics of an open question whose department is not asked, each department once."""
    case, known, asked = find(tx, number), {one.team_id for one in departments(tx)}, set(asks_of(tx, number))
    if case is None or case.status != Status.OPEN:
        return []
    of_team: dict[int, TopicHere] = {}
    for one in topics_in(tx, _all_words(tx, number)):
        if one.team_id in known - asked and one.team_id is not None:
            of_team.setdefault(one.team_id, one)
    return list(of_team.values())


def ask_too(tx: Tx, me: Me, number: int, team: int) -> None:
    """One more department gets the question, by the asker's word, with a deadline of its own. NotAllowed or Stale."""
    case = locked(tx, number)
    if case.asker_id is None or case.asker_id != me.id:
        raise NotAllowed(unknown())
    asked, known = asks_of(tx, number), {one.team_id for one in departments(tx)}
    if case.status != Status.OPEN or team in asked or team not in known or len(asked) >= MOST_DEPARTMENTS:
        raise Stale(_("This question has changed. Look again."))
    waiting = {"step": Step.WAITING.value, "version": 1, "since_at": tx.now, "timer": 0, "level": 0}
    tx.run(_add_ask, case_id=number, team_id=team, **waiting)
    plan(tx, case, asks_of(tx, number)[team])
    plan_solution(tx, number)
    facts.record(tx, AskedToo(number, team))


def _all_words(tx: Tx, number: int) -> str:
    case = find(tx, number)
    said = [line.text for line in lines_of(tx, number) if line.kind in FROM_ASKER]
    return " ".join([case.question, case.about, *said]) if case and case.question else ""
