"""The one-file page: nothing from outside, no word newer than ES5, and no name that could end its script."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.roster.export import NumberForm
from lantian_desktop.exchange.roster.html import HtmlLine, HtmlRoster, HtmlUnit, roster_html
from lantian_desktop.paths import resource

TEMPLATE = resource("html/roster.html").read_text(encoding="utf-8")
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--",
    "]]>",
    "a\u2028b\u2029c",
    "\"'\\&amp;",
    "{{data}}",
    "\\u003c",
    "𬱖",
)
# What Internet Explorer 11 and browsers of its time do not know: the words of ES2015 and later, and their methods.
NEWER = re.compile(
    r"=>|`|\.\.\.|\b(?:let|const|class|async|await|yield|import|export|super)\b|\bfor\s*\([^)]*\bof\b|\bof\s+[a-z]+\)\s*\{"
    r"|\b(?:Promise|Map|Set|WeakMap|Symbol|Proxy|Reflect|URL|URLSearchParams|fetch)\b\s*[.(]"
    r"|\.(?:includes|startsWith|endsWith|repeat|padStart|padEnd|find|findIndex|fill|flat|flatMap|entries|values|codePointAt|normalize"
    r"|remove|append|prepend|before|after|replaceWith|closest|matches|forEach|classList|replaceChildren|scrollIntoView|at)\("
    r"|\b(?:Object\.(?:assign|values|entries)|Array\.(?:from|of)|String\.(?:raw|fromCodePoint)|Number\.is[A-Z]\w+)\b|\?\.|\?\?|\*\*"
)


def page(*lines: HtmlLine, title: str = "联络名册") -> str:
    units = (HtmlUnit("高陵区", "高陵", "gao ling qu", "gao ling"),)
    made = HtmlRoster(title, "高陵区铁腕治霾办", "2019年7月22日", NumberForm.MASKED, units, lines)
    return roster_html(made, TEMPLATE).decode("utf-8")


def line(name: str = "示例甲", remark: str = "") -> HtmlLine:
    return HtmlLine(0, "联络员", name, "shi li jia", ("138****0001", "", "", "", "", "", ""), remark)


def data_of(text: str) -> dict[str, list[list[object]]]:
    found = re.findall(r'<script id="data" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert len(found) == 1
    data: dict[str, list[list[object]]] = json.loads(found[0])
    return data


def code_of(text: str) -> str:
    """Return the page's program without its texts and patterns."""
    code = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(code) == 1
    return re.sub(r'"(?:[^"\\\n]|\\.)*"|/(?![/*\s])(?:[^/\\\n]|\\.)+/[gim]*', '""', str(code[0]))


def test_the_program_is_es5_and_asks_nothing_of_the_net() -> None:
    code = code_of(page())
    assert [found[0] for found in NEWER.finditer(code)] == []
    assert (
        re.findall(r"\b(?:eval|XMLHttpRequest|WebSocket|document\.write|innerHTML|outerHTML|localStorage)\b", code)
        == []
    )
    assert re.findall(r"(?:src|href)\s*=|@import|url\((?!=0014)", TEMPLATE) == []
    assert [
        sign for sign in "()[]{}" if code.count(sign) != code.count({"(": ")", "[": "]", "{": "}"}.get(sign, sign))
    ] == []


@pytest.mark.parametrize(
    "newer",
    [
        "let a = 1;",
        "x => x",
        "`a`",
        "[...a]",
        "for (var a of b) {",
        "a.includes(b)",
        "new Map()",
        "Array.from(a)",
        "a?.b",
        "a.closest(b)",
    ],
)
def test_the_check_would_notice(newer: str) -> None:
    assert NEWER.search(code_of(page().replace("prepare();", newer)))


def test_old_browsers_learn_how_to_read_it() -> None:
    text = page()
    assert text.startswith("<!DOCTYPE html>\r\n<!-- saved from url=(0014)about:internet -->\r\n")
    assert '<meta charset="utf-8">' in text
    assert 'content="IE=edge"' in text
    assert "var(" not in re.sub(r"<script.*", "", text, flags=re.DOTALL)  # no CSS variables
    assert "<noscript>" in text


def test_the_head_says_whose_it_is_of_which_day_and_which_numbers() -> None:
    head = page().partition("<main>")[0]
    for words in ("联络名册", "高陵区铁腕治霾办", "截至2019年7月22日", "手机号已隐去中间四位，仅供内部使用"):
        assert words in head


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_leaves_its_place(text: str) -> None:
    made = page(line(text, text), title=text)
    assert made.count("<script") == 2
    assert made.count("</script") == 2
    assert "\u2028" not in made.partition("<script")[2]
    row = data_of(made)["people"][0]
    assert (row[2], row[11]) == (text, text)
    assert html.escape(text) in made.partition("<main>")[0]


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=60))
def test_any_text_is_carried_as_it_is(text: str) -> None:
    made = page(line(text))
    row = data_of(made)["people"][0]
    assert row[2] == text
    assert made.count("<script") == 2
