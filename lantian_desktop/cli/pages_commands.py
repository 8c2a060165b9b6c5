"""Commands about printed pages as such: which faces documents are set in on this PC, and what a page measures."""

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


def measures(_call: Call) -> Reply:
    """List every parameter of a page with its value, unit, clause and strength; no office is opened."""
    found = printing.page_measures()
    rows = [(one.name, one.value, one.unit.label, one.strength.label, one.clause) for one in found]
    return Reply("\n".join(table(("参数", "值", "单位", "效力", "依据"), rows)), found)
