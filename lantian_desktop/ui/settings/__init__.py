"""The pages of the settings window: one module each, one line each in `table`."""
