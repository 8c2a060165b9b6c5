"""A brute-force answer to 谁在班 that shares no code with the program, and the rules by which the rota may be changed.

The oracle keeps what was done as a list and does it all again for every question: first the seats as they were given, then the
changes that stand, in the order they were approved. A shift is found as the last one that began, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

NAMES = ("示例甲", "示例乙", "示例丁", "示例戊", "示例己", "示例庚", "示例辛", "示例壬")
DAY = timedelta(days=1)
ROOM = 3  # 值班员 a shift may have
SHIFT_NAMES = {1: ("24小时",), 2: ("白班", "夜班"), 3: ("早班", "中班", "夜班")}

Answer = tuple[tuple[str, ...], tuple[str, ...]]  # names of 带班领导, names of 值班员 in the order of their places
Place = tuple[date, int, str, int]  # day of duty, shift, post, number


@dataclass(frozen=True)
class Cut:
    """How days are cut from a day on."""

    from_day: date
    starts: tuple[time, ...]
    officers: int


@dataclass(frozen=True)
class Act:
    """One thing somebody does: what, and with which places, people and earlier wishes (counted from 0)."""

    what: str
    places: tuple[Place, ...] = ()
    people: tuple[int, ...] = ()  # indices into NAMES
    request: int = -1
    approver: str = ""
    cut: Cut | None = None
    swap: bool = False


@dataclass
class ChangeRequest:
    """A 调班 or 替班 somebody asked for."""

    here: Place
    holder: int
    other: int
    there: Place | None
    status: str = "asked"
    approved_as: int = 0


@dataclass
class Oracle:
    """What was done, and whose turn it is by doing it all again."""

    posts: tuple[frozenset[str], ...]
    cuts: list[Cut] = field(default_factory=list)
    base: dict[Place, int] = field(default_factory=dict)
    requests: list[ChangeRequest] = field(default_factory=list)
    kept: list[dict[Place, int]] = field(default_factory=list)
    signed: set[tuple[date, int]] = field(default_factory=set)  # shifts handed over: they stay as they are
    approvals: int = 0

    # What the answer is.

    def begins(self) -> list[tuple[datetime, date, int]]:
        """Return when each shift begins, in order; one that would begin when the next day's first has begun does not exist."""
        last = max([place[0] for place in self.base] + [cut.from_day for cut in self.cuts]) + 3 * DAY
        days = [min(cut.from_day for cut in self.cuts)]
        while days[-1] < last:
            days.append(days[-1] + DAY)
        found = []
        for day in days:
            following = self._starts(day + DAY)[0]
            found += [(at, day, index) for index, at in enumerate(self._starts(day)) if at < following]
        return found

    def _starts(self, day: date) -> list[datetime]:
        cut = self.cut_on(day)
        found: list[datetime] = []
        for start in cut.starts:
            at = datetime.combine(day, start)
            while found and at <= found[-1]:
                at += DAY
            found.append(at)
        return found

    def cut_on(self, day: date) -> Cut:
        """Return how a day is cut: as was set last."""
        return max((cut for cut in self.cuts if cut.from_day <= day), key=lambda cut: cut.from_day)

    def shift_at(self, at: datetime) -> tuple[date, int] | None:
        """Return the day of duty and the place in it of the shift that began last."""
        begun = [(day, index) for begin, day, index in self.begins() if begin <= at]
        return begun[-1] if begun else None

    def answer(self, at: datetime) -> Answer | None:
        """Return who is on duty at an instant."""
        shift = self.shift_at(at)
        return None if shift is None else self.stand(*shift)

    def stand(self, day: date, index: int) -> Answer:
        """Return who stands a shift."""
        holders = self.holders()
        mine = {place: NAMES[who] for place, who in holders.items() if place[:2] == (day, index)}
        leaders = tuple(name for place, name in sorted(mine.items()) if place[2] == "leader")
        return leaders, tuple(name for place, name in sorted(mine.items()) if place[2] == "officer")

    def holders(self) -> dict[Place, int]:
        """Return who sits where: the seats as given, then every change that stands, one after the other."""
        holders = dict(self.base)
        for request in sorted(
            (request for request in self.requests if request.status == "approved"), key=lambda one: one.approved_as
        ):
            holders[request.here] = request.other
            if request.there is not None:
                holders[request.there] = request.holder
        return holders

    # What may be done, as the rules of the office say it.

    def is_signed(self, *places: Place | None) -> bool:
        return any(place[:2] in self.signed for place in places if place is not None)

    def requests_in_force(self) -> dict[Place, list[ChangeRequest]]:
        found: dict[Place, list[ChangeRequest]] = {}
        for request in self.requests:
            if request.status in {"asked", "approved"}:
                for place in filter(None, (request.here, request.there)):
                    found.setdefault(place, []).append(request)
        return found

    def exists(self, place: Place) -> bool:
        day, index, post, number = place
        known = any(cut.from_day <= day for cut in self.cuts)
        return known and index < self.count(day) and number < (1 if post == "leader" else ROOM)

    def does(self, act: Act) -> bool:
        """Do a deed if it may be done, and say whether it was."""
        done = getattr(self, f"_{act.what}")(act)
        assert isinstance(done, bool)
        return done

    def _scheme(self, act: Act) -> bool:
        assert act.cut is not None
        cut = act.cut
        if cut in self.cuts:
            return True
        if any(place[0] >= cut.from_day for place in self.base):
            return False
        trial = replace(self, cuts=[*(one for one in self.cuts if one.from_day != cut.from_day), cut])
        begins = sorted(one.from_day for one in trial.cuts)
        if any(trial.count(day - DAY) < len(trial.cut_on(day - DAY).starts) for day in begins[1:]):
            return False  # a new hand-over hour would swallow a shift of the day before
        self.cuts = trial.cuts
        return True

    def count(self, day: date) -> int:
        following = self._starts(day + DAY)[0]
        return sum(at < following for at in self._starts(day))

    def _give(self, act: Act) -> bool:
        pairs = dict(zip(act.places, act.people, strict=True))
        standing = self.requests_in_force()
        fits = all(self.exists(place) and place[2] in self.posts[who] for place, who in pairs.items())
        if not fits or any(place in standing for place in pairs) or self.is_signed(*pairs):
            return False
        self._rewrite({**self.base, **pairs})
        return True

    def _move(self, act: Act) -> bool:
        source, target = act.places
        standing = self.requests_in_force()
        if source not in self.base:
            return False
        if source == target:
            return True
        if source in standing or target in standing or not self.exists(target) or self.is_signed(source, target):
            return False
        coming, leaving = self.base[source], self.base.get(target)
        if target[2] not in self.posts[coming] or (leaving is not None and source[2] not in self.posts[leaving]):
            return False
        after = {place: who for place, who in self.base.items() if place not in {source, target}}
        after[target] = coming
        if leaving is not None:
            after[source] = leaving
        self._rewrite(after)
        return True

    def _clear(self, act: Act) -> bool:
        standing = self.requests_in_force()
        if any(place in standing for place in act.places) or self.is_signed(*act.places):
            return False
        self._rewrite({place: who for place, who in self.base.items() if place not in act.places})
        return True

    def _rewrite(self, after: dict[Place, int]) -> None:
        self.kept.append(self.base)
        self.base = after

    def _ask(self, act: Act) -> bool:
        holders, standing = self.holders(), self.requests_in_force()
        here, there = act.places[0], act.places[1] if act.swap else None
        other = act.people[0]
        if here not in holders or holders[here] == other or here[2] not in self.posts[other]:
            return False
        if there is not None and (there == here or there[2] != here[2] or holders.get(there) != other):
            return False
        if self.is_signed(here, there):
            return False
        if any(one.status == "asked" for place in filter(None, (here, there)) for one in standing.get(place, ())):
            return False
        self.requests.append(ChangeRequest(here, holders[here], other, there))
        return True

    def _approve(self, act: Act) -> bool:
        request, holders = self.requests[act.request], self.holders()
        if request.status != "asked" or act.approver in {NAMES[request.holder], NAMES[request.other]}:
            return False
        if self.is_signed(request.here, request.there):
            return False
        if holders.get(request.here) != request.holder or (
            request.there is not None and holders.get(request.there) != request.other
        ):
            return False
        self.approvals += 1
        request.status, request.approved_as = "approved", self.approvals
        return True

    def _refuse(self, act: Act) -> bool:
        request = self.requests[act.request]
        if request.status != "asked" or act.approver in {NAMES[request.holder], NAMES[request.other]}:
            return False
        request.status = "refused"
        return True

    def _revoke(self, act: Act) -> bool:
        request = self.requests[act.request]
        if request.status not in {"asked", "approved"} or self.is_signed(request.here, request.there):
            return False
        if request.status == "approved":
            mine = {request.here, request.there} - {None}
            for later in self.requests:
                if later is request or not mine & {later.here, later.there}:
                    continue
                if later.status == "asked" or (later.status == "approved" and later.approved_as > request.approved_as):
                    return False
        request.status = "revoked"
        return True

    def _hand_over(self, act: Act) -> bool:
        self.signed.add(act.places[0][:2])
        self.kept.clear()  # nothing before a signature is undone
        return True

    def _leave(self, act: Act) -> bool:
        return True  # who is away is still on duty until somebody changes the rota
