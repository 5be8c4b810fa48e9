"""Where the platforms' own schemas are found: they are read from beside the project and never copied into it."""

from __future__ import annotations

import functools
import json
import os
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def schema_folder() -> Path:
    """The folder named by TOWNHALL_WIRE_SCHEMAS, else `../shared/wire` beside the repository."""
    named = os.environ.get("TOWNHALL_WIRE_SCHEMAS")
    return Path(named) if named else REPOSITORY.parent / "shared" / "wire"


@functools.cache
def schema(file_name: str) -> Any:
    """One schema file, parsed. Where it is missing the test is skipped, loudly; in CI (the CI variable) it fails,
    unless TOWNHALL_OUTSIDER says that this CI has no schemas and knows it.
    """
    path = schema_folder() / file_name
    if not path.is_file():
        reason = (
            f"NOT TESTED OVER THE WIRE: {file_name} is not in {path.parent}. "
            "Put the platform schemas there, or name their folder in TOWNHALL_WIRE_SCHEMAS."
        )
        if os.environ.get("CI") and not os.environ.get("TOWNHALL_OUTSIDER"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return json.loads(path.read_text(encoding="utf-8"))
