"""What the dialog of Linux lets the user choose for CUPS: pages, odd or even ones, tray, quality. Qt hands it on, but to nobody else."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrintEngine, QPrinter

PAGES, PAGE_SET = "page-ranges", "page-set"
# What we say ourselves, or what would shrink the page.
OURS = frozenset({
    PAGES, PAGE_SET, "collate", "copies", "Duplex", "fit-to-page", "media", "natural-scaling", "number-up",
    "number-up-layout", "orientation-requested", "outputorder", "page-border", "page-bottom", "page-left", "page-right",
    "page-top", "PageRegion", "PageSize", "print-scaling", "scaling", "sides",
})  # fmt: skip
_PPK_CUPS_OPTIONS = 0xFE00  # private to Qt (qprint_p.h): to be replaced once Qt has a getter for these options


def take_options(printer: QPrinter) -> dict[str, str]:
    """Return what was chosen, by CUPS' names; pages and page set are left to us from now on. Without CUPS, nothing."""
    if not sys.platform.startswith("linux"):
        return {}
    engine, key = printer.printEngine(), _key()
    current = engine.property(key)
    if not current:
        return {}
    chosen = dict(zip(current[::2], current[1::2], strict=True))
    kept = [word for name, value in chosen.items() if name not in {PAGES, PAGE_SET} for word in (name, value)]
    engine.setProperty(key, kept)
    return chosen


def chosen_pages(options: dict[str, str], count: int) -> tuple[int, ...]:
    """Return the pages of 1 to `count` that the options leave."""
    ranges = QPageRanges.fromString(options.get(PAGES, ""))
    rest = {"odd": 1, "even": 0}.get(options.get(PAGE_SET, ""))
    return tuple(
        page for page in range(1, count + 1) if (ranges.isEmpty() or ranges.contains(page)) and rest in {None, page % 2}
    )


def others(options: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the options that are handed on as they are: tray, paper, quality."""
    return tuple((name, value) for name, value in options.items() if value and name not in OURS)


def _key() -> Any:
    """Return the key of Qt's private property; the enumeration does not name it, so that it is made by hand."""
    key = object.__new__(QPrintEngine.PrintEnginePropertyKey)
    key._value_ = _PPK_CUPS_OPTIONS
    key._name_ = "PPK_CupsOptions"
    return key
