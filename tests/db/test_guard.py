"""A rule that waits for somebody else holds everybody up: connections inside a unit are refused."""

import subprocess
import sys

from tests.lite import Lite

SCRIPT = """
import asyncio, socket, sys
from core.clock import SystemClock
from core.db import Database, guard_units

listener = socket.create_server(("127.0.0.1", 0))
guard_units()

def call(tx=None):
    with socket.create_connection(listener.getsockname(), timeout=2):
        return "connected"

async def main():
    database = Database(sys.argv[1], SystemClock())
    for how in (database.write, database.read):
        try:
            print("inside", await how(call))
        except RuntimeError as refused:
            print("inside", refused)
    print("after", await database.write(lambda tx: 1))
    print("outside", call())
    await database.close()

asyncio.run(main())
"""


def test_a_connection_inside_a_unit_is_refused_and_outside_it_is_not(lite: Lite) -> None:
    """T07: the database's own connections are no part of a unit either."""
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, lite.database.url], capture_output=True, text=True, timeout=60, check=False
    )
    refused = "inside a rule or a handler opened a connection; it must not wait"
    assert ran.stdout.splitlines() == [refused, refused, "after 1", "outside connected"], ran.stderr
