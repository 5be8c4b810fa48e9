"""Run every bench, one after the other, or those that are named: `python -m tests.bench surveys timeoff`."""

import sys
from importlib import import_module

BENCHES = (
    "command_path", "postgres", "fan_out", "timeoff", "surveys", "community", "escalation", "platforms", "start", "memory",
)  # fmt: skip

if __name__ == "__main__":
    named = sys.argv[1:] or BENCHES
    if unknown := set(named) - set(BENCHES):
        sys.exit(f"There is no bench {', '.join(sorted(unknown))}. There are: {', '.join(BENCHES)}")
    for name in named:
        import_module(f"tests.bench.{name}").main()
