"""The child that draws: one JSON specification a line comes in, and its picture goes out, its length in front."""

import json
import sys


def main() -> None:
    """Draw until the parent closes the line. A specification that can't be drawn gives a picture of no bytes."""
    import vl_convert

    for line in sys.stdin.buffer:
        try:
            picture = vl_convert.vegalite_to_png(json.loads(line), scale=2)
        except ValueError as wrong:
            sys.stderr.write(f"{wrong}\n")
            picture = b""
        sys.stdout.buffer.write(len(picture).to_bytes(4, "big") + picture)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
