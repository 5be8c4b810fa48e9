"""Run every bench, one after the other."""

from tests.bench import command_path, fan_out, memory, postgres, start

if __name__ == "__main__":
    command_path.main()
    postgres.main()
    fan_out.main()
    start.main()
    memory.main()
