"""What a flaw in a written text is: its rule, its place, its sentence and how heavy it weighs. Finding flaws lives in `proofreading`."""

from __future__ import annotations

from dataclasses import dataclass

from lantian_desktop.domain.terms import Labelled

_BEFORE = 4  # characters quoted before a flaw, so that its sentence can be understood without the text


class Severity(Labelled):
    """Whether a finding blocks: an error is certain and would embarrass who signs, a warning asks for another look."""

    ERROR = "error", "错误"
    WARNING = "warning", "提醒"


class FlawRule(Labelled):
    """What is wrong with a place of a text."""

    LEVEL_SKIPPED = "level_skipped", "层次跳级"
    LEVEL_ORDER = "level_order", "序号不连续"
    LEVEL_MARK = "level_mark", "序号后标点"
    HEADING_MARK = "heading_mark", "小标题末标点"
    DOUBLED = "doubled", "标点重复"
    UNPAIRED = "unpaired", "标点不成对"
    NESTED = "nested", "标点套用"
    ASCII_QUOTE = "ascii_quote", "半角引号"
    HALF_WIDTH = "half_width", "半角标点"
    FULL_WIDTH = "full_width", "全角数字和字母"
    ELLIPSIS = "ellipsis", "省略号"
    DASH = "dash", "破折号"
    BLANK_BETWEEN = "blank_between", "字间空格"
    BLANK_AT_EDGE = "blank_at_edge", "段首段尾空格"
    DOCUMENT_NUMBER = "document_number", "发文字号写法"
    DATE = "date", "日期写法"
    SECRET = "secret", "涉密字样"
    MOBILE = "mobile", "个人手机号码"
    PLACEHOLDER = "placeholder", "未填的内容"
    INVISIBLE = "invisible", "不可见字符"
    CONTROL = "control", "控制字符或乱码"


# Only what is certainly wrong blocks; how a mark is typed is asked about, for texts taken over from elsewhere hold many of those.
_CERTAIN = frozenset({
    FlawRule.LEVEL_ORDER,
    FlawRule.LEVEL_MARK,
    FlawRule.DOUBLED,
    FlawRule.UNPAIRED,
    FlawRule.NESTED,
    FlawRule.DOCUMENT_NUMBER,
    FlawRule.SECRET,
    FlawRule.MOBILE,
    FlawRule.PLACEHOLDER,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flaw:
    """One flaw: the characters from `start` to before `end` of the text, and a finished sentence about them."""

    rule: FlawRule
    start: int
    end: int
    sentence: str
    severity: Severity


def flaw(rule: FlawRule, start: int, end: int, sentence: str, severity: Severity | None = None) -> Flaw:
    """Return a flaw with the severity its rule has unless another is given."""
    usual = Severity.ERROR if rule in _CERTAIN else Severity.WARNING
    return Flaw(rule, start, end, sentence, severity or usual)


def quoted(text: str, start: int, end: int) -> str:
    """Return the place and a few characters before it in the same paragraph, in marks that it does not hold itself."""
    begin = max(text.rfind("\n", 0, start) + 1, start - _BEFORE)
    return named(text[begin:end])


def named(words: str) -> str:
    """Return words of a text in quotation marks: “” or, around quotation marks, 「」."""
    return f"「{words}」" if set("“”‘’\"'") & set(words) else f"“{words}”"
