"""Run every bench, one after the other."""

from tests.bench import command_path, fan_out, start

if __name__ == "__main__":
    command_path.main()
    fan_out.main()
    start.main()
