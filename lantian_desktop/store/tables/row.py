"""What all row classes share: they are bound to no store, and how tables are named."""

from __future__ import annotations

from peewee import SQL, IntegerField, Model

UNTOUCHED = SQL("DEFAULT 0")  # written before revisions were noted


class TableRow(Model):
    """What all tables share. Queries run on the store they are given (`store.rows`), so several may be open at once."""

    class Meta:
        """No store; underscore table names."""

        database = None
        legacy_table_names = False


class VersionedRow(TableRow):
    """A record that a form may save over: `revision` is the journal entry of the change that wrote it last.

    Triggers keep it (migration 0007), so that no way of writing can forget it. Every heir declares the column itself, as its
    last one, where the migration put it.
    """

    revision: IntegerField
