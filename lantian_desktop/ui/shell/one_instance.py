"""One window for one office: a second start knocks, and the first window comes up."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

KNOCK_MS = 300  # a running window answers in a few milliseconds; a dead one never does


def instance_name(folder: Path) -> str:
    """Return the name under which a window on this folder can be called up."""
    return f"lantian-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"


def knock(name: str) -> bool:
    """Ask a running window to come up, and say whether there was one."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(KNOCK_MS):
        return False
    socket.disconnectFromServer()
    return True


def answer_knocks(name: str, window: QWidget) -> QLocalServer:
    """Bring the window up when another start knocks."""
    QLocalServer.removeServer(name)  # left behind by a window that was killed; a living one has answered before
    server = QLocalServer(window)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    server.newConnection.connect(partial(_come_up, window, server))
    server.listen(name)
    return server


def stop_answering(window: QWidget) -> None:
    """Answer no more knocks for this window."""
    for server in window.findChildren(QLocalServer):
        server.close()
        server.deleteLater()


def _come_up(window: QWidget, server: QLocalServer) -> None:
    socket = server.nextPendingConnection()
    socket.deleteLater()
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)  # full screen or not, as it was
    window.show()
    window.raise_()
    window.activateWindow()
