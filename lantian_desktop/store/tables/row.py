"""What all row classes share: the open store they are bound to and how tables are named."""

from __future__ import annotations

from peewee import DatabaseProxy, Model

BOUND = DatabaseProxy()  # one store is open per process; `Session` binds it


class Row(Model):
    """What all tables share."""

    class Meta:
        """Bind to the open store; underscore table names."""

        database = BOUND
        legacy_table_names = False
