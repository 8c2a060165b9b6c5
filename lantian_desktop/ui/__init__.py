"""The window. Loading this package loads PySide6, without the hook that PySide6 puts in front of every later import."""

import builtins
import importlib

_import = builtins.__import__
importlib.import_module("PySide6.QtCore")
# The hook reads the source of each module that imports something, looking for `__feature__`, which nothing here uses:
# a tenth of the time to the window (PySide6 6.8 to 6.12). To be removed when PySide6 no longer does so.
builtins.__import__ = _import
