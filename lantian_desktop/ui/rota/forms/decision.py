"""Deciding about a 调班 or 替班: approved or refused by a third person, by password or on paper, and taken back with a reason."""

from __future__ import annotations

from functools import partial

from lantian_desktop.domain.rota.rota import ChangeStatus, RotaChange
from lantian_desktop.services.issues.steps import PaperSignature, StepInput
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.services.rota import paper as rota_paper
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import LongTextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.forms.signature_fields import Signing
from lantian_desktop.ui.kit.work.shell import Shell

APPROVE, REFUSE = "批准", "不同意"


class DecisionForm(Form):
    """A third person says yes or no."""

    def __init__(self, shell: Shell, change: RotaChange, words: str, *, agree: bool) -> None:
        self._shell, self._change, self._agree = shell, change, agree
        self._verb = APPROVE if agree else REFUSE
        super().__init__(
            f"{self._verb}{change.kind.label}",
            key=f"rota_decision/{change.id}/{agree}",
            drafts=OfficeDrafts(shell.office),
            submit=self._decide,
            save_label=self._verb,
        )
        self.add_text(words)
        self.add_text(f"原因：{change.reason}")
        self.add_text("由当事人以外的带班领导或负责人签批。")
        self.signing = Signing(shell, self)
        self.reason = LongTextField("reason", "不同意的原因", required=True, lines=3)
        if not agree:
            self.add(self.reason)
        self.begin()

    def _decide(self) -> None:
        given = self.signing.sign(StepInput())
        if given.paper is not None:
            self._decide_on_paper(given.paper)
        elif given.signature is not None:
            office, number = self._shell.office, self._change.id
            if self._agree:
                rota_changes.approve_change(office, change_id=number, signature=given.signature)
            else:
                reason = self.reason.text()
                rota_changes.refuse_change(office, change_id=number, signature=given.signature, reason=reason)
        self._shell.say(f"已{self._verb}{self._change.kind.label}，签批人 {self.signing.signer_name}。")

    def _decide_on_paper(self, paper: PaperSignature) -> None:
        office, number, person, day = self._shell.office, self._change.id, paper.person, paper.signed_on
        if self._agree:
            rota_paper.approve_on_paper(office, change_id=number, person=person, signed_on=day, scan=paper.scan)
        else:
            why = self.reason.text()
            rota_paper.refuse_on_paper(
                office, change_id=number, person=person, signed_on=day, scan=paper.scan, reason=why
            )


class RevokeForm(Form):
    """Takes a change back; the seats are again whose they were."""

    def __init__(self, shell: Shell, change: RotaChange, words: str) -> None:
        self._shell, self._change = shell, change
        verb = "撤回" if change.status is ChangeStatus.REQUESTED else "撤销"
        super().__init__(
            f"{verb}{change.kind.label}",
            key=f"rota_revoke/{change.id}",
            drafts=OfficeDrafts(shell.office),
            submit=self._revoke,
            save_label=verb,
        )
        self.add_text(words)
        if change.status is ChangeStatus.APPROVED:
            self.add_text("撤销后恢复变动之前的排班，日历随之改回。")
        self.reason = self.add(LongTextField("reason", f"{verb}原因", required=True, lines=3))
        self.begin()

    def _revoke(self) -> None:
        service = partial(rota_changes.revoke_change, self._shell.office, change_id=self._change.id)
        service(reason=self.reason.text())
        kind = self._change.kind.label
        asked = self._change.status is ChangeStatus.REQUESTED
        self._shell.say(f"已撤回{kind}申请。" if asked else f"已撤销{kind}，恢复变动之前的排班。")
