"""`python -m core.migrations "what changes"`: writes the next revision from what the models say now."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, event

from core.migrations import alembic, every_table, migrate, newest


def following(versions: Path = Path(__file__).parent / "versions") -> str:
    """The number after the highest one there, whatever is missing below it."""
    taken = [int(file.name.partition("_")[0]) for file in versions.glob("[0-9]*_*.py")]
    return f"{max(taken, default=0) + 1:04d}"


def revise(message: str) -> str:
    """Compare the models with an empty database at the newest version, and write down what is missing."""
    every_table()
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'drawing.sqlite'}")
        event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
        with engine.connect() as connection:
            if newest():
                migrate(connection)
            made = command.revision(alembic(connection), message, autogenerate=True, rev_id=following())
        engine.dispose()
    return " ".join(str(one.path) for one in (made if isinstance(made, list) else [made]) if one)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('Say what changes: make revision m="what changes"')
    print(revise(sys.argv[1]))
