"""What a list of the roster may be asked for, independent of any store."""

from __future__ import annotations

from dataclasses import dataclass

from lantian_desktop.domain.roster.roster import Gap, UnitKind


@dataclass(frozen=True, slots=True)
class RosterQuery:
    """A filtered, paged roster. `unit_id` and `kind` include the units below; INSPECTION means the groups of every round too.

    `only_gaps`, `gap` and `recent` are answered by the services, which turn them into `ids`: only these lines. `removed`
    asks for what was deleted instead of what stands.
    """

    unit_id: int | None = None
    text: str = ""
    only_gaps: bool = False
    round_number: int | None = None
    offset: int = 0
    limit: int = 200
    kind: UnitKind | None = None
    group: str = ""
    gap: Gap | None = None
    starred: bool = False
    recent: bool = False
    removed: bool = False
    ids: tuple[int, ...] | None = None
