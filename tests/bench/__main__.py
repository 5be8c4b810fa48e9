"""Run every bench, one after the other."""

from tests.bench import command_path

if __name__ == "__main__":
    command_path.main()
