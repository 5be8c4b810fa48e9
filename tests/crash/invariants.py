"""What must hold at every moment, also for a process that has just died."""

import sqlite3
from pathlib import Path

from tests.crash.morning import STEPS

EFFECTS = {
    0: "SELECT count(*) FROM timeoff_request WHERE id = 1",
    1: "SELECT count(*) FROM timeoff_request WHERE id = 2",
    2: "SELECT count(*) FROM timeoff_ledger WHERE request_id = 1 AND entry = 'use'",
    5: "SELECT count(*) FROM timeoff_ledger WHERE request_id = 2 AND entry = 'use'",
    6: "SELECT count(*) FROM timeoff_ledger WHERE request_id = 1 AND entry = 'return'",
}
"""For each step that changes something: what is there once when it was answered."""
HALVES = {
    "approved without its line": """SELECT count(*) FROM timeoff_request r WHERE status IN ('approved', 'cancelled')
        AND 1 <> (SELECT count(*) FROM timeoff_ledger l WHERE l.request_id = r.id AND entry = 'use')""",
    "a line without its approval": """SELECT count(*) FROM timeoff_ledger l WHERE entry = 'use' AND NOT EXISTS
        (SELECT 1 FROM timeoff_request r WHERE r.id = l.request_id AND status IN ('approved', 'cancelled'))""",
    "approved but not away": """SELECT count(*) FROM timeoff_request r WHERE status = 'approved' AND NOT EXISTS
        (SELECT 1 FROM calendar_absence a WHERE a.source = 'timeoff:' || r.id AND certain)""",
    "cancelled but still away": """SELECT count(*) FROM timeoff_request r WHERE status = 'cancelled' AND EXISTS
        (SELECT 1 FROM calendar_absence a WHERE a.source = 'timeoff:' || r.id)""",
    "decided without a fact": """SELECT count(*) FROM timeoff_request r WHERE status IN ('approved', 'cancelled') AND 1 <>
        (SELECT count(*) FROM desk_fact f WHERE f.kind = 'timeoff.decided' AND json_extract(f.payload, '$.request') = r.id)""",
    "a fact without its jobs": """SELECT count(*) FROM desk_fact f WHERE f.kind LIKE 'timeoff.%' AND NOT EXISTS
        (SELECT 1 FROM due d WHERE d.key LIKE 'fact:' || f.id || ':%')""",
}


def half_done(folder: Path) -> list[str]:
    """What is wrong now, in words; nothing when all is whole and nothing answered is lost."""
    with sqlite3.connect(folder / "company.sqlite") as database:
        ask = lambda query: database.execute(query).fetchone()[0]  # noqa: E731
        wrong = [name for name, query in HALVES.items() if ask(query)]
        if ask("PRAGMA integrity_check") != "ok":
            wrong.append("the file is not whole")
        answered = len((folder / "answered").read_text().splitlines()) if (folder / "answered").exists() else 0
        wrong += [
            f"answered and lost: {STEPS[step]}"
            for step, query in EFFECTS.items()
            if step < answered and ask(query) != 1
        ]
        wrong += [f"twice: {STEPS[step]}" for step, query in EFFECTS.items() if ask(query) > 1]
    database.close()
    return wrong
