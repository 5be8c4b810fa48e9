"""Minimum groups and suppression, recorded grounds, and what is held about a person: export, erasure, retention."""

from core.privacy import ground_floor as ground_floor
from core.privacy.erasing import FORMER, Erased, LoggedErasure, erase_person, erasure_log, reapply_erasures
from core.privacy.export import Lawful, export_person
from core.privacy.facts import GroundRecorded, GroundWithdrawn, PersonErased, PersonExported
from core.privacy.grounds import (
    Basis,
    NoGround,
    RecordedGround,
    ground_for,
    record_ground,
    require_ground,
    withdraw_ground,
)
from core.privacy.held import Held, held, registered, unregistered
from core.privacy.redaction import clean, redact
from core.privacy.releases import Cells, cells_of, may_release, releasable
from core.privacy.retention import Swept, sweep
from core.privacy.suppression import (
    COMMENTS,
    FLOOR,
    MINIMUM,
    Group,
    Rate,
    alike,
    choose_cells,
    minimum_group,
    not_yet_visible,
    response_rate,
    say_rate,
    visible,
)

__all__ = [
    "COMMENTS", "FLOOR", "FORMER", "MINIMUM", "Basis", "Cells", "Erased", "GroundRecorded", "GroundWithdrawn", "Group",
    "Held", "Lawful", "LoggedErasure", "NoGround", "PersonErased", "PersonExported", "Rate", "RecordedGround", "Swept",
    "alike", "cells_of", "choose_cells", "clean", "erase_person", "erasure_log", "export_person", "ground_for", "held",
    "may_release", "minimum_group", "not_yet_visible", "reapply_erasures", "record_ground", "redact", "registered",
    "releasable", "require_ground", "response_rate", "say_rate", "sweep", "unregistered", "visible", "withdraw_ground",
]  # fmt: skip
