"""What all row classes share: they are bound to no store, and how tables are named."""

from __future__ import annotations

from peewee import Model


class TableRow(Model):
    """What all tables share. Queries run on the store they are given (`store.rows`), so several may be open at once."""

    class Meta:
        """No store; underscore table names."""

        database = None
        legacy_table_names = False
