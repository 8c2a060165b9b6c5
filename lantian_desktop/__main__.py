"""`python -m lantian_desktop` and the `lantian` command: the window without arguments, otherwise the command line."""

from __future__ import annotations

import sys

from lantian_desktop import app


def main() -> None:
    """Run the program and leave with its exit code."""
    sys.exit(app.main(sys.argv[1:]))


if __name__ == "__main__":
    main()
