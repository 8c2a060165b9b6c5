"""Opening the import window from a tab; it is loaded when a sheet is first brought in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lantian_desktop.services.import_plan import ImportKind
from lantian_desktop.ui.kit.work.shell import Shell


def open_import(shell: Shell, kind: ImportKind, parent: QWidget) -> None:
    """Show the import window for a kind of sheet."""
    from lantian_desktop.ui.kit.imports.window import ImportWindow  # spreadsheets' services: not for the start

    ImportWindow.open_for(shell, kind, parent)
