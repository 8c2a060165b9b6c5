"""What an issue can be found by."""

from __future__ import annotations

from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.services.office import Office
from lantian_desktop.services.pinyin import spoken_keys
from lantian_desktop.store.admin import settings
from lantian_desktop.store.roster import units


class KeyMaker:
    """Makes search keys; units and categories are read once, so that an import of many rows stays quick."""

    def __init__(self, office: Office) -> None:
        """Read the names keys are made of."""
        self._territories = {unit.id: unit.short_name for unit in units.all_units(office.session)}
        self._categories = {category.id: category.label for category in settings.categories(office.session)}

    def keys(self, issue: Issue) -> SearchKeys:
        """Return the search keys: number, place, street, address, territory, category, people and description."""
        territory = self._territories.get(issue.territory_id, "")
        full, initials = spoken_keys(f"{issue.site} {territory} {issue.street}", person=issue.responsible_person)
        words = (
            issue.number,
            issue.site,
            issue.street,
            issue.address,
            territory,
            self._categories.get(issue.category, ""),
            issue.responsible_person,
            issue.responsible_phone,
            issue.task_item,
            issue.description,
        )
        return SearchKeys(" ".join(word for word in words if word), full, initials, issue.number)


def issue_keys(office: Office, issue: Issue) -> SearchKeys:
    """Return the search keys of one issue."""
    return KeyMaker(office).keys(issue)
