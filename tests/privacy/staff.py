"""A handful of people for the tests of privacy."""

from core.db import Tx
from core.people import Me, get
from core.people.models import Account, Grant, Person, Role

HR, ADMIN, BOSS, ANA, BO, CHIEF = range(1, 7)


def staff(tx: Tx) -> None:
    """HR, an admin, a chief above a boss, and Ana and Bo who report to the boss."""
    names = {
        HR: "Hanna Rietveld",
        ADMIN: "Adam Minnen",
        BOSS: "Bert Baas",
        ANA: "Ana Kovač",
        BO: "Bo Lind",
        CHIEF: "Cleo",
    }
    for key, name in names.items():
        tx.add(Person(id=key, name=name, email=f"{name.split()[0].lower()}@example.test"))
    tx.flush()
    for below, above in ((ANA, BOSS), (BO, BOSS), (BOSS, CHIEF)):
        person = tx.get(Person, below)
        assert person is not None
        person.manager_id = above
    tx.add(Grant(person_id=HR, role=Role.HR))
    tx.add(Grant(person_id=ADMIN, role=Role.ADMIN))
    tx.add(Account(platform="slack", space="T1", user="U0ANA", person_id=ANA, used_at=tx.now))
    tx.flush()


def me(tx: Tx, person: int) -> Me:
    """This person as a rule sees them."""
    return get(tx, person)
