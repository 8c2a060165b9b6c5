"""申请调班 and 替班: which seat, who takes it, and for a 调班 which one they give for it."""

from __future__ import annotations

from datetime import date, timedelta

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.rota.rota import ChangeKind, Seat, Seated
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.pinyin import keys
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.duty import staff_between
from lantian_desktop.services.rota.lines import seat_words
from lantian_desktop.ui.kit.forms.choices import of_terms
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, LongTextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell

AHEAD = timedelta(days=62)  # seats offered for a change lie within two months


class ChangeForm(Form):
    """Asks for a change; it counts once a third person approved it."""

    def __init__(self, shell: Shell, *, kind: ChangeKind = ChangeKind.SWAP, seat: Seat | None = None) -> None:
        office = shell.office
        super().__init__(
            "申请调班、替班",
            key=f"rota_change/{seat_key(seat) if seat else ''}",
            drafts=OfficeDrafts(office),
            submit=self._ask,
            save_label="提交申请",
        )
        self._shell, self._seat = shell, seat
        self.change_id = 0
        first = min(office.today, seat.day) if seat else office.today
        last = max(office.today, seat.day if seat else office.today) + AHEAD
        self._seats = self._taken(first, last)
        self.add_text("申请经当事人以外的带班领导或负责人批准后才生效；撤销后恢复原排班。")
        self.kind = self.add(ChoiceField("kind", "办理", of_terms(ChangeKind), required=True))
        self.seat = self.add(
            ChoiceField("seat", "原班次和值班人", self._seat_choices(), required=True, searchable=True)
        )
        self.other = self.add(ChoiceField("other_id", "由谁替班", (), required=True, searchable=True))
        self.other_seat = self.add(ChoiceField("other_seat", "与哪一班对调", (), required=True, searchable=True))
        self.reason = self.add(LongTextField("reason", "原因", required=True, lines=3))
        self.fill({"kind": kind.value, "seat": seat_key(seat) if seat else ""})
        self._offer_others()
        self.kind.edited.connect(self._offer_others)
        self.seat.edited.connect(self._offer_others)
        self.begin()

    def _taken(self, first: date, last: date) -> dict[str, Seated]:
        answers = staff_between(self._shell.office, first=first, last=last)
        return {seat_key(one.seat): one for answer in answers for one in answer.seated}

    def _seat_choices(self, *, post: DutyPost | None = None, without: int | None = None) -> list[Choice]:
        schemes = rota.schemes(self._shell.office)
        found = []
        for key, one in self._seats.items():
            if (post is None or one.seat.post is post) and one.member.id != without:
                label = f"{seat_words(one.seat, schemes)} {one.seat.post.label} {one.member.name}"
                found.append(Choice(key, label, _words(one.member.name)))
        return found

    def _offer_others(self) -> None:
        here = self._seats.get(self.seat.text())
        swap = self.kind.text() == ChangeKind.SWAP.value
        for field, wanted in ((self.other, not swap), (self.other_seat, swap)):
            field.setVisible(wanted)
            field.setEnabled(wanted)
        if here is None:
            return
        members = rota.members(self._shell.office, on=here.seat.day, post=here.seat.post)
        people = [member for member in members if member.id != here.member.id]
        self.other.offer([Choice(str(member.id), member.name, _words(member.name)) for member in people])
        self.other_seat.offer(self._seat_choices(post=here.seat.post, without=here.member.id))

    def _ask(self) -> None:
        here = self._seats.get(self.seat.text())
        if here is None:
            raise InvalidInput("请选择要变动的班次。", field="seat")
        kind = ChangeKind(self.kind.text())
        there = self._seats.get(self.other_seat.text()) if kind is ChangeKind.SWAP else None
        if kind is ChangeKind.SWAP and there is None:
            raise InvalidInput("请选择与哪一班对调。", field="other_seat")
        change = rota_changes.ask_for_change(
            self._shell.office,
            kind=kind,
            seat=here.seat,
            other_id=there.member.id if there else int(self.other.text()),
            reason=self.reason.text(),
            other_seat=there.seat if there else None,
            holder_id=here.member.id,
        )
        self.change_id = change.id
        self._shell.say(f"已申请{kind.label}，待批准。")


def seat_key(seat: Seat) -> str:
    """Return a seat as the key of a choice."""
    return f"{seat.day.isoformat()}/{seat.shift}/{seat.post.value}/{seat.number}"


def _words(name: str) -> str:
    found = keys("", person=name)
    return " ".join((*found.pinyin, *found.initials))
