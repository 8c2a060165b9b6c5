"""The fonts command: which faces documents are set in on this PC, and which font files could not be used."""

from __future__ import annotations

from lantian_desktop.cli.call import Call
from lantian_desktop.cli.output import Reply, table
from lantian_desktop.services import printing


def fonts(call: Call) -> Reply:
    """List a face for every use, and what was passed over with the reason; no office is opened."""
    found = printing.faces_at_hand(call.around.resources)
    lines = table(("用途", "字体", "文件"), [(one.use, one.face, str(one.path)) for one in found.chosen])
    lines += [f"未采用 {path}：{reason}" for path, reason in found.passed_over]
    passed_over = [{"path": path, "reason": reason} for path, reason in found.passed_over]
    return Reply("\n".join(lines), {"chosen": found.chosen, "passed_over": passed_over})
