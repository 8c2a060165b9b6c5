"""The command line: the same services as the window, no Qt. `main` is its only entrance."""

from lantian_desktop.cli.entry import main

__all__ = ["main"]
