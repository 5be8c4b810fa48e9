"""From a result to a promise, and the promise is what people read right after they answer the next time."""

from core import people, promises, surveys
from tests.surveys.conftest import Asked, tap


def test_you_said_it_and_we_did_it_right_after_the_next_answer(here: Asked) -> None:
    number = here.opens()
    here.answers([1, 2, 3, 4, 5, 5])
    here.closes()
    here.owner.types("/pulse results")
    here.owner.presses("Choose a focus…")
    here.owner.fills_in(words="A second printer", due_on="4 dec", owner=here.lead.user)
    [given] = here.company.read(lambda tx: promises.of_origin(tx, f"survey:{number}"))
    assert (given.owner_id, given.audience) == (here.lead.id, f"team:{here.team}")
    here.company.write(lambda tx: promises.keep(tx, _me(tx, here.lead.id), given.id, given.version))
    here.opens(question="2")
    ana = here.people[0]
    here.company.passes(hours=1)
    ana.presses(tap(4))
    assert "You said it, we do it\n• A second printer · Lea Lind · done" in ana.last


def test_only_who_asks_or_leads_promises_from_a_result(here: Asked) -> None:
    number = here.opens()
    here.answers([1, 2, 3, 4, 5, 5])
    here.closes()
    ana = here.people[0]
    ana.types("/pulse results")
    assert "Choose a focus…" not in ana.buttons
    assert "Take the numbers along" not in ana.buttons
    assert not here.company.read(lambda tx: surveys.may_share(tx, _me(tx, ana.id), surveys.find(tx, number)))


def _me(tx, person):
    return people.get(tx, person)
