"""The proof of the house. What Python compiled for one test process serves the next: they are many, and start on the same code."""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
