"""One dialog for a bug nobody caught: that it was written down, where, and that saved work is safe."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

NAME = "crash-dialog"


def tell(report: Path) -> None:
    """Tell of a crash report, once at a time; without a running application nothing is shown."""
    app = QApplication.instance()
    if not isinstance(app, QApplication) or any(w.objectName() == NAME for w in app.topLevelWidgets()):
        return
    box = QMessageBox(app.activeWindow())
    box.setObjectName(NAME)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("程序出错")
    box.setText("程序出了错，已保存的数据没有受影响。请重新打开程序；若再次出现，请把下面的错误报告交给技术人员。")
    box.setInformativeText(str(report))
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.open()
