"""What happened with people's accounts."""

from core.facts import Fact
from core.values import frozen


@frozen
class CodeAsked(Fact, kind="people.code_asked"):
    """Somebody wants an account linked to this person, who gets a code in another chat of theirs."""

    request: int
    person: int


@frozen
class ConfirmationAsked(Fact, kind="people.confirmation_asked"):
    """HR should say whether this account is that colleague's."""

    request: int


@frozen
class Linked(Fact, kind="people.linked"):
    """An account is this person's from now on."""

    request: int
    person: int


@frozen
class LinkRefused(Fact, kind="people.link_refused"):
    """HR says that this account is not that colleague's."""

    request: int


@frozen
class PeopleImported(Fact, kind="people.imported"):
    """A file of people was taken over: so many rows are new or changed, and it stated so many leave balances."""

    new: int
    changed: int
    balances: int
