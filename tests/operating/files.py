"""Files of people as HR systems export them, and the `townhall` command as somebody types it."""

import os
import subprocess
import sys
from pathlib import Path

DUTCH = (
    "Naam;E-mail;Team;Manager;Startdatum;Uren per week;Saldo;Saldo per;Rollen\r\n"
    "Zoë Bakker;zoe@example.com;Directie;;1-2-2020;40;;;HR\r\n"
    "René de Boer;rene@example.com;Verkoop;zoe@example.com;1-3-2024;36,5;12,5;1-1-2026;\r\n"
)


def townhall(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in this folder, in a process of its own without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "adapters.cli", *words], cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        stdin=subprocess.DEVNULL, encoding="utf-8",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1", **environment},
    )  # fmt: skip
