"""Building blocks of the window; they show values and emit wishes, and know no service."""
