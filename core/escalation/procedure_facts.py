"""What happens to procedures, in ids only."""

from dataclasses import dataclass

from core.facts import Fact


@dataclass(frozen=True, slots=True)
class ProcedureWritten(Fact, kind="escalation.procedure_written"):
    """A procedure has this text from now on; its departments hear of it."""

    procedure: int
    version: int


@dataclass(frozen=True, slots=True)
class ProcedureRead(Fact, kind="escalation.procedure_read"):
    """Somebody tapped that they have read a procedure."""

    procedure: int


@dataclass(frozen=True, slots=True)
class ProcedureEnded(Fact, kind="escalation.procedure_ended"):
    """A procedure is no longer followed."""

    procedure: int
