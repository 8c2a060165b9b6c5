"""The tabs of the main window: one module each, and one line in `table.TABS`."""
