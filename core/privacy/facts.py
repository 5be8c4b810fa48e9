"""What happened in privacy: grounds recorded and withdrawn, people exported and erased."""

from dataclasses import dataclass

from core.facts import Fact


@dataclass(frozen=True)
class GroundRecorded(Fact, kind="privacy.ground_recorded"):
    """A monitoring feature has a ground from now on."""

    ground_id: int
    feature: str
    basis: str
    recorded_by: int


@dataclass(frozen=True)
class GroundWithdrawn(Fact, kind="privacy.ground_withdrawn"):
    """A monitoring feature has lost its ground and is off."""

    feature: str
    withdrawn_by: int


@dataclass(frozen=True)
class PersonExported(Fact, kind="privacy.person_exported"):
    """Somebody received what is held about a person."""

    person_id: int
    asked_by: int


@dataclass(frozen=True)
class PersonErased(Fact, kind="privacy.person_erased"):
    """A person has been erased; whoever has open work with them passes it on."""

    person_id: int
    asked_by: int
