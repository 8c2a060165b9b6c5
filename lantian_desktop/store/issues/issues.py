"""Issues: read, write, number, hide and bring back. Lists and counts live in `issue_lists`, steps in `issue_steps`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, islice
from typing import Any

from peewee import fn

from lantian_desktop.domain.errors import InvalidInput, NotFound
from lantian_desktop.domain.issues.issue import Issue, IssueState
from lantian_desktop.domain.letters.numbering import issue_number
from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.store import search
from lantian_desktop.store.admin.counters import take
from lantian_desktop.store.issues.columns import STATE_ORDER, comparable_text, to_columns, to_issue
from lantian_desktop.store.issues.lists import ids, page, removed_count, view_counts
from lantian_desktop.store.issues.steps import (
    add_due_move,
    add_step,
    add_steps,
    due_moves,
    last_step_days,
    last_step_ids,
    steps,
)
from lantian_desktop.store.revisions import next_revision, save_revision
from lantian_desktop.store.rows import (
    fetch,
    fetch_one,
    image_rows,
    insert_rows,
    put_image_row,
    run,
    run_many,
    scalar,
    tuples,
)
from lantian_desktop.store.search import SearchKind
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import IssueRow, SupportingUnitRow

__all__ = [
    "add",
    "add_due_move",
    "add_many",
    "add_step",
    "add_steps",
    "by_number",
    "by_numbers",
    "due_moves",
    "ids",
    "image",
    "issues_of_same_facts",
    "last_step_days",
    "last_step_ids",
    "load",
    "load_many",
    "load_removed",
    "page",
    "put_image",
    "remove",
    "removed_count",
    "restore",
    "same_site_since",
    "save",
    "steps",
    "take_number",
    "view_counts",
]

_BATCH = 500
_GONE = "找不到这个问题，它可能已被删除；请刷新列表。"


def load(db: Session, issue_id: int) -> Issue:
    """Return an issue; raise NotFound when there is none, or it lies in 回收站."""
    return _load(db, issue_id, _GONE, removed=False)


def load_removed(db: Session, issue_id: int) -> Issue:
    """Return an issue that lies in 回收站; raise NotFound when it does not."""
    return _load(db, issue_id, "回收站里没有这个问题，它可能已被还原；请刷新列表。", removed=True)


def _load(db: Session, issue_id: int, otherwise: str, *, removed: bool) -> Issue:
    row = fetch_one(db, IssueRow.select().where(IssueRow.id == issue_id, IssueRow.removed == removed))
    if row is None:
        raise NotFound(otherwise)
    return to_issue(row, _supporting(db, [issue_id]).get(issue_id, ()))


def load_many(db: Session, issue_ids: Sequence[int]) -> tuple[Issue, ...]:
    """Return the issues of these numbers that are not in 回收站, in the order asked for."""
    found: dict[int, Issue] = {}
    for start in range(0, len(issue_ids), _BATCH):
        some = issue_ids[start : start + _BATCH]
        supporting = _supporting(db, some)
        live = IssueRow.removed == False  # noqa: E712 - SQL
        for row in fetch(db, IssueRow.select().where(IssueRow.id.in_(some), live)):
            found[row["id"]] = to_issue(row, supporting.get(row["id"], ()))
    return tuple(found[number] for number in issue_ids if number in found)


def by_number(db: Session, number: str) -> Issue | None:
    """Return the issue of that 编号, or None."""
    found = _id_of(db, number.strip())
    return None if found is None else load(db, found)


def by_numbers(db: Session, numbers: Sequence[str]) -> dict[str, Issue]:
    """Return the issues that have one of these 编号, by it."""
    found: list[int] = []
    for start in range(0, len(numbers), _BATCH):
        some = [number.strip() for number in numbers[start : start + _BATCH]]
        live = IssueRow.removed == False  # noqa: E712 - SQL
        query = IssueRow.select(IssueRow.id).where(IssueRow.number.in_(some), live)
        found += [issue_id for (issue_id,) in tuples(db, query)]
    return {issue.number: issue for issue in load_many(db, found)}


def issues_of_same_facts(db: Session, issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Return the stored issues that share place, category and day of finding with one of `issues`: to be compared."""
    wanted = {(comparable_text(issue.site), issue.category, issue.found_on) for issue in issues}
    sites = sorted({site for site, _category, _day in wanted})
    found: list[int] = []
    for start in range(0, len(sites), _BATCH):
        live = IssueRow.removed == False  # noqa: E712 - SQL
        query = IssueRow.select(IssueRow.site_key, IssueRow.category_id, IssueRow.found_on, IssueRow.id)
        rows = tuples(db, query.where(IssueRow.site_key.in_(sites[start : start + _BATCH]), live))
        found += [row[-1] for row in rows if row[:-1] in wanted]
    return load_many(db, found)


def add(db: Session, issue: Issue, *, keys: SearchKeys) -> Issue:
    """Store a new issue and return it with its number in the store; an issue's 编号 exists once."""
    _refuse_double(db, issue)
    columns = to_columns(issue)
    text = search.searchable(keys.text, *keys.pinyin, *keys.initials)
    issue_id = run(db, IssueRow.insert(**columns, removed=False, search_text=text))
    stored = replace(issue, id=issue_id, revision=next_revision(db))
    _put_supporting(db, stored.id, stored.supporting_unit_ids)
    search.index(db, SearchKind.ISSUE, [(stored.id, text)])
    return stored


def add_many(db: Session, pairs: Iterable[tuple[Issue, SearchKeys]]) -> tuple[Issue, ...]:
    """Store many new issues at once and return them with their numbers in the store; the caller has compared their 编号."""
    next_id = int(scalar(db, IssueRow.select(fn.MAX(IssueRow.id))) or 0) + 1
    revision = next_revision(db)
    stored: list[Issue] = []
    waiting = iter(pairs)
    while some := list(islice(waiting, _BATCH)):
        numbered = [
            (replace(issue, id=next_id + place, revision=revision), keys) for place, (issue, keys) in enumerate(some)
        ]
        _insert_many(db, numbered)
        stored += [issue for issue, _keys in numbered]
        next_id += len(some)
    return tuple(stored)


def save(db: Session, issue: Issue, *, keys: SearchKeys | None = None) -> Issue:
    """Replace an issue that is still as it was read. `keys` may be left out where nothing that is searched changed."""
    _refuse_double(db, issue)
    same = IssueRow.id == issue.id
    revision = save_revision(db, IssueRow, same, to_columns(issue), expected=issue.revision)
    if not revision:
        raise NotFound(_GONE)
    _put_supporting(db, issue.id, issue.supporting_unit_ids)
    if keys is not None:
        _put_text(db, issue.id, search.searchable(keys.text, *keys.pinyin, *keys.initials))
    return replace(issue, revision=revision)


def of_territory(db: Session, unit_id: int) -> tuple[Issue, ...]:
    """Return every issue of a territory, in the order of their numbers in the store; those in 回收站 are among them."""
    rows = fetch(db, IssueRow.select().where(IssueRow.territory_id == unit_id).order_by(IssueRow.id))
    return tuple(to_issue(row, ()) for row in rows)


def keep_words(db: Session, pairs: Iterable[tuple[Issue, SearchKeys]]) -> None:
    """Let issues be found by other words from now on, inside the caller's transaction; deleted ones once they are back."""
    texts = [(search.searchable(keys.text, *keys.pinyin, *keys.initials), issue.id) for issue, keys in pairs]
    run_many(db, "UPDATE issue SET search_text = ? WHERE id = ?", texts)
    removed = {number for (number,) in tuples(db, IssueRow.select(IssueRow.id).where(IssueRow.removed))}
    search.index(db, SearchKind.ISSUE, [(number, text) for text, number in texts if number not in removed])


def remove(db: Session, issue_id: int) -> None:
    """Put an issue into 回收站: hidden everywhere, but kept."""
    run(db, IssueRow.update(removed=True).where(IssueRow.id == issue_id))
    search.remove(db, SearchKind.ISSUE, issue_id)


def restore(db: Session, issue_id: int) -> Issue:
    """Take an issue out of 回收站."""
    run(db, IssueRow.update(removed=False).where(IssueRow.id == issue_id))
    issue = load(db, issue_id)
    _refuse_double(db, issue)
    text = scalar(db, IssueRow.select(IssueRow.search_text).where(IssueRow.id == issue_id))
    search.index(db, SearchKind.ISSUE, [(issue_id, text)])
    return issue


def take_number(db: Session, mark: str, round_number: int) -> str:
    """Take the next 编号 of this office for a round; a number once taken, or received as such, is never given again."""
    while True:
        number = issue_number(mark, round_number, take(db, f"issue/{mark}/{round_number}"))
        if not scalar(db, IssueRow.select(fn.COUNT(IssueRow.id)).where(IssueRow.number == number)):
            return number


def same_site_since(db: Session, issue: Issue, since: date) -> tuple[int, ...]:
    """Return the other issues of the same place, territory and category found on or after `since` (再现)."""
    wanted = comparable_text(issue.site)
    if not wanted:
        return ()
    query = IssueRow.select(IssueRow.id).where(
        IssueRow.site_key == wanted,
        IssueRow.category_id == issue.category,
        IssueRow.territory_id == issue.territory_id,
        IssueRow.found_on >= since,
        IssueRow.id != issue.id,
        IssueRow.removed == False,  # noqa: E712 - SQL
    )
    return tuple(number for (number,) in tuples(db, query.order_by(IssueRow.found_on, IssueRow.id)))


def image(db: Session, issue_id: int) -> dict[str, Any]:
    """Return all that is stored of an issue as plain texts and numbers, so that `put_image` can bring it back."""
    rows = image_rows(db, IssueRow, IssueRow.id == issue_id)
    if not rows:
        raise NotFound(_GONE)
    return {"row": rows[0], "supporting": list(_supporting(db, [issue_id]).get(issue_id, ()))}


def put_image(db: Session, image: Mapping[str, Any]) -> None:
    """Bring an issue back to what it was when `image` was taken; its steps stay."""
    row = {**image["row"], "state_order": STATE_ORDER[IssueState(image["row"]["state"])]}
    put_image_row(db, IssueRow, row)
    _put_supporting(db, row["id"], image["supporting"])
    search.remove(db, SearchKind.ISSUE, row["id"])
    if not row["removed"]:
        search.index(db, SearchKind.ISSUE, [(row["id"], row["search_text"])])


def _insert_many(db: Session, numbered: Sequence[tuple[Issue, SearchKeys]]) -> None:
    texts = [search.searchable(keys.text, *keys.pinyin, *keys.initials) for _issue, keys in numbered]
    rows = [
        {**to_columns(issue), "id": issue.id, "revision": issue.revision, "removed": False, "search_text": text}
        for (issue, _keys), text in zip(numbered, texts, strict=True)
    ]
    insert_rows(db, IssueRow, rows)
    supporting = (
        {"issue_id": issue.id, "unit_id": unit_id, "position": place}
        for issue, _keys in numbered
        for place, unit_id in enumerate(dict.fromkeys(issue.supporting_unit_ids))
    )
    insert_rows(db, SupportingUnitRow, supporting)
    search.index(db, SearchKind.ISSUE, ((issue.id, text) for (issue, _k), text in zip(numbered, texts, strict=True)))


def _put_text(db: Session, issue_id: int, text: str) -> None:
    """Search for the new words from now on; the index is left alone when they are the old ones."""
    query = IssueRow.update(search_text=text).where(IssueRow.id == issue_id, IssueRow.search_text != text)
    if run(db, query):
        search.index(db, SearchKind.ISSUE, [(issue_id, text)])


def _supporting(db: Session, issue_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    row = SupportingUnitRow
    query = row.select(row.issue_id, row.unit_id).where(row.issue_id.in_(issue_ids))
    pairs: Iterator[tuple[int, int]] = iter(tuples(db, query.order_by(row.issue_id, row.position)))
    return {number: tuple(unit for _issue, unit in some) for number, some in groupby(pairs, lambda pair: pair[0])}


def _put_supporting(db: Session, issue_id: int, unit_ids: Sequence[int]) -> None:
    wanted = tuple(dict.fromkeys(unit_ids))
    if _supporting(db, [issue_id]).get(issue_id, ()) == wanted:
        return
    run(db, SupportingUnitRow.delete().where(SupportingUnitRow.issue_id == issue_id))
    for place, unit_id in enumerate(wanted):
        run(db, SupportingUnitRow.insert(issue_id=issue_id, unit_id=unit_id, position=place))


def _id_of(db: Session, number: str) -> int | None:
    query = IssueRow.select(IssueRow.id).where(IssueRow.number == number, IssueRow.removed == False)  # noqa: E712 - SQL
    found = scalar(db, query)
    return None if found is None else int(found)


def _refuse_double(db: Session, issue: Issue) -> None:
    if not issue.number:
        return
    live = IssueRow.removed == False  # noqa: E712 - SQL
    others = IssueRow.select(IssueRow.id).where(IssueRow.number == issue.number, live, IssueRow.id != issue.id)
    if scalar(db, others) is not None:
        raise InvalidInput(f"编号“{issue.number}”已有一个问题（一件一号），请核对编号。", field="number")
