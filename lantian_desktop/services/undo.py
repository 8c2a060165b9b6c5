"""Undo as a journalled compensating step: possible while it is the last change and nothing that came later depends on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lantian_desktop.domain.errors import Refused
from lantian_desktop.domain.issues.issue import Step, StepKind
from lantian_desktop.services.office import Office
from lantian_desktop.services.search_keys import renew
from lantian_desktop.store import undo
from lantian_desktop.store.admin import settings
from lantian_desktop.store.engine import journal
from lantian_desktop.store.issues import issues
from lantian_desktop.store.plans import checklists, plans
from lantian_desktop.store.roster import roster, units
from lantian_desktop.store.rota import members as duty_members
from lantian_desktop.store.rota import rota
from lantian_desktop.store.session import Touched

Image = Mapping[str, Any]
Images = dict[str, Any]
READ_BATCH = 20  # journal lines; what stands in the way is nearly always the newest


def images(office: Office, issue_ids: Sequence[int]) -> list[Images]:
    """Return what the issues (and their plans) look like now, so that they can be put back."""
    return [
        {
            "id": issue_id,
            "issue": issues.image(office.session, issue_id),
            "plans": plans.images(office.session, issue_id),
        }
        for issue_id in issue_ids
    ]


def offer(
    office: Office,
    *,
    title: str,
    before: Sequence[Images] = (),
    created: Sequence[int] = (),
    removed: Sequence[int] = (),
    roster_before: Sequence[Image] = (),
    roster_created: Sequence[int] = (),
    rounds_before: Sequence[Image] = (),
    units_before: Sequence[Image] = (),
    checklists_made: Sequence[int] = (),
    rota_before: Sequence[Image] = (),
    duty_links_before: Sequence[Image] = (),
    duty_before: Sequence[Image] = (),
    values_before: Mapping[str, Any] | None = None,
) -> None:
    """Make the change just made undoable, inside its own transaction; `values_before` are kept values by their key."""
    touched = [image["id"] for image in before] + list(created)
    payload = {
        "before": list(before),
        "created": list(created),
        "removed": list(removed),
        "roster_before": list(roster_before),
        "roster_created": list(roster_created),
        "rounds_before": list(rounds_before),
        "units_before": list(units_before),
        "checklists_made": list(checklists_made),
        "rota_before": list(rota_before),
        "duty_links_before": list(duty_links_before),
        "duty_before": list(duty_before),
        "values_before": dict(values_before or {}),
        "last_steps": issues.last_step_ids(office.session, touched),
        "after": journal.head(office.session),  # the journal line before the one of this change
    }
    undo.push(office.session, title, payload)


def title(office: Office) -> str | None:
    """Return the title of the change that can be undone now, or None."""
    record = undo.last(office.session)
    if record is None or _obstacle(office, record.payload) is not None:
        return None
    return record.title


def _undoable(office: Office) -> tuple[int, str, Mapping[str, Any]]:
    """Return the last undoable change; raise Refused when there is none or later work depends on it."""
    record = undo.last(office.session)
    if record is None:
        raise Refused("没有可以撤销的操作。")
    refusal = _obstacle(office, record.payload)
    if refusal is not None:
        raise Refused(refusal)
    return record.id, record.title, record.payload


def undo_change(office: Office) -> str:
    """Undo the last change and return its title."""
    record_id, name, payload = _undoable(office)
    with office.session.write(f"撤销：{name}", undoes=payload["after"]) as touched:
        _put_issues_back(office, payload, name, touched)
        _put_units_back(office, payload, touched)
        _put_roster_back(office, payload, touched)
        _put_duty_back(office, payload, touched)
        undo.mark_undone(office.session, record_id)
    return name


def _put_issues_back(office: Office, payload: Mapping[str, Any], name: str, touched: Touched) -> None:
    for image in payload["before"]:
        _put_back(office, image, name)
        touched.add("issues", image["id"])
        touched.add("plans", image["id"])
    for issue_id in payload["created"]:
        issues.remove(office.session, issue_id)
        touched.add("issues", issue_id)
    for issue_id in payload["removed"]:
        issues.restore(office.session, issue_id)
        touched.add("issues", issue_id)
    for checklist_id in payload.get("checklists_made", ()):
        checklists.remove(office.session, checklist_id)
        touched.add("checklists", checklist_id)


def _put_units_back(office: Office, payload: Mapping[str, Any], touched: Touched) -> None:
    for image in payload.get("units_before", ()):
        units.put_unit_image(office.session, image)
        if image["row"] is not None:
            renew(office, image["id"])
        touched.add("units", image["id"])
        touched.add("roster")
        touched.add("issues")


def _put_roster_back(office: Office, payload: Mapping[str, Any], touched: Touched) -> None:
    for entry_id in payload["roster_created"]:
        roster.delete(office.session, entry_id)
        touched.add("roster", entry_id)
    for image in payload["roster_before"]:
        roster.put_image(office.session, image["entry"])
        touched.add("roster", image["id"])
    for image in payload.get("rounds_before", ()):
        units.put_round_image(office.session, image)
        touched.add("units", image["number"])
    for key, value in payload.get("values_before", {}).items():
        settings.write_json(office.session, key, value)
        touched.add("settings")
        touched.add("roster")


def _put_duty_back(office: Office, payload: Mapping[str, Any], touched: Touched) -> None:
    for link in payload.get("duty_links_before", ()):
        duty_members.link(office.session, link["member_id"], link["contact_id"])
        touched.add("duty")
    if payload.get("duty_before"):
        duty_members.put_images(office.session, payload["duty_before"])
        touched.add("duty")
    if payload.get("rota_before"):
        rota.put_images(office.session, payload["rota_before"])
        touched.add("duty")


def _put_back(office: Office, image: Images, name: str) -> None:
    issue_id = image["id"]
    before = issues.load(office.session, issue_id)
    issues.put_image(office.session, image["issue"])
    plans.put_images(office.session, issue_id, image["plans"])
    after = issues.load(office.session, issue_id)
    issues.add_step(
        office.session,
        Step(
            id=0,
            issue_id=issue_id,
            kind=StepKind.UNDONE,
            action=None,
            from_state=before.state,
            to_state=after.state,
            happened_on=office.today,
            entered_at=office.clock(),
            user=office.user.name,
            note=f"撤销：{name}",
        ),
    )


def _obstacle(office: Office, payload: Mapping[str, Any]) -> str | None:
    then = {int(issue_id): step_id for issue_id, step_id in payload["last_steps"].items()}
    if issues.last_step_ids(office.session, list(then)) != then:
        return "之后又有新的办理，不能撤销这一步。"
    later = _later_change(office, payload["after"], frozenset(then))
    return None if later is None else f"之后又做了“{later}”，不能再撤销更早的操作。"


def _later_change(office: Office, after: str, touched: frozenset[int]) -> str | None:
    """Return the title of a change made since; what was taken back again, logged, or only added papers to the same issues, is none."""
    taken_back: set[str] = set()
    for entry in _entries(office):
        if entry.previous == after:
            return None
        if "undoes" in entry.details:
            taken_back.add(entry.details["undoes"])
        elif entry.previous not in taken_back and _changes(entry.details.get("records", {}), touched):
            return entry.title
    return None


def _changes(records: Mapping[str, Any], touched: frozenset[int]) -> bool:
    if set(records) == {"duty_log"}:
        return False  # lines of the log stand beside everything else; a hand-over touches duty as well
    if "attachments" in records and set(records) <= {"attachments", "issues"}:
        return not set(records.get("issues", ())) <= touched
    return bool(records)


def _entries(office: Office) -> Iterator[journal.JournalEntry]:
    offset = 0
    while found := journal.entries(office.session, offset=offset, limit=READ_BATCH):
        yield from found
        offset += len(found)
