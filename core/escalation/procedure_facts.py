"""What happens to procedures, in ids only."""

from core.facts import Fact
from core.values import frozen


@frozen
class ProcedureWritten(Fact, kind="escalation.procedure_written"):
    """A procedure has this text from now on; its departments hear of it."""

    procedure: int
    version: int


@frozen
class ProcedureRead(Fact, kind="escalation.procedure_read"):
    """Somebody tapped that they have read a procedure."""

    procedure: int


@frozen
class ProcedureEnded(Fact, kind="escalation.procedure_ended"):
    """A procedure is no longer followed."""

    procedure: int
