"""What the dialog of Linux chose for CUPS: which pages are left, and what is handed on."""

from __future__ import annotations

import pytest

from lantian_desktop.ui.kit.pages import cups_options
from lantian_desktop.ui.kit.pages.printing import whole_page_printer


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, (1, 2, 3, 4, 5)),
        ({"page-ranges": "2-3,5"}, (2, 3, 5)),
        ({"page-set": "odd"}, (1, 3, 5)),
        ({"page-set": "even"}, (2, 4)),
        ({"page-ranges": "2-5", "page-set": "even"}, (2, 4)),
        ({"page-ranges": "8-9"}, ()),
        ({"page-set": "all"}, (1, 2, 3, 4, 5)),
    ],
)
def test_the_pages_chosen_there_are_the_pages_printed(options: dict[str, str], expected: tuple[int, ...]) -> None:
    assert cups_options.chosen_pages(options, 5) == expected


def test_tray_and_quality_are_handed_on_and_what_would_shrink_a_page_is_not() -> None:
    chosen = {
        "number-up": "2",
        "number-up-layout": "lrtb",
        "PageSize": "Letter",
        "Duplex": "DuplexTumble",
        "page-ranges": "1",
        "job-billing": "",
        "InputSlot": "Tray2",
        "print-quality": "5",
    }
    assert cups_options.others(chosen) == (("InputSlot", "Tray2"), ("print-quality", "5"))


def test_a_printer_without_cups_has_no_such_options(qapp) -> None:
    assert cups_options.take_options(whole_page_printer("督办函")) == {}
