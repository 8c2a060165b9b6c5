"""Names a sheet may use, by what they mean."""

from __future__ import annotations

from lantian_desktop.domain.admin.office import Level
from lantian_desktop.domain.roster.roster import Unit
from lantian_desktop.services.office import Office
from lantian_desktop.store.admin import settings
from lantian_desktop.store.roster import units


class Lookups:
    """Names a sheet may use, by what they mean; read once an import."""

    def __init__(self, office: Office) -> None:
        """Read units and categories from the store."""
        self.units: dict[str, Unit] = {}
        for unit in units.all_units(office.session):
            for name in (unit.name, unit.short_name, unit.formal_name, unit.code, *unit.aliases):
                if name:
                    self.units.setdefault(_bare(name), unit)
        self.categories: dict[str, str] = {}
        for category in settings.categories(office.session):
            self.categories |= dict.fromkeys(
                (category.id, _bare(category.label), *map(_bare, category.aliases)), category.id
            )

        self.own = self.unit(office.profile.short_name) if office.profile.level is Level.DISTRICT else None

    def territory(self, name: str, street: str) -> Unit | None:
        """Return the 属地单位 meant: in a district's own office an issue of the district belongs to its street, if known."""
        unit = self.unit(name)
        if unit is None or self.own is None or unit.id != self.own.id:
            return unit
        below = self.unit(street)
        return below if below is not None and below.parent_id == unit.id else unit

    def unit(self, name: str) -> Unit | None:
        """Return the unit called `name`, or None."""
        return self.units.get(_bare(name))

    def category(self, name: str) -> str | None:
        """Return the identifier of the category called `name`, or None."""
        return self.categories.get(_bare(name))


def _bare(name: str) -> str:
    return "".join(name.split()).replace("“", "").replace("”", "").replace('"', "")
