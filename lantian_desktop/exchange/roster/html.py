"""The roster as one HTML file that searches itself, for PCs that cannot run the program: no network, nothing beside it, ES5 only.

The page lies in `resources/html/roster.html`. Here its places are filled: texts escaped for HTML, the data as JSON escaped for a script.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass

from lantian_desktop.domain.roster.export import NumberForm

_PLACE = re.compile(r"\{\{(\w+)\}\}")
# What would end the script, or a line of it, in one browser or another.
_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPED = re.compile("[<>&\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class HtmlUnit:
    """A unit with what it is called for short, and its readings (see `HtmlLine`) of both."""

    name: str
    short: str = ""
    spelling: str = ""
    short_spelling: str = ""


@dataclass(frozen=True, slots=True)
class HtmlLine:
    """A line: the place of its unit in the page's units, post, name, numbers (手机, 24小时, 办公, 分机, 传真, 邮箱, 微信) and remark.

    `spelled` are the readings of the name: one group a character, readings of a group joined by /, groups by a blank. A `vacant`
    post lacks its person; a 24-hour number needs none.
    """

    unit: int
    post: str
    name: str
    spelling: str
    numbers: tuple[str, ...]
    remark: str = ""
    vacant: bool = False


@dataclass(frozen=True, slots=True)
class HtmlRoster:
    """A whole page: its title, the office, the day in words, the form of the numbers, units and lines in the roster's order."""

    title: str
    office: str
    as_of: str
    numbers: NumberForm
    units: tuple[HtmlUnit, ...]
    lines: tuple[HtmlLine, ...]


def roster_html(content: HtmlRoster, template: str) -> bytes:
    """Return the page in UTF-8."""
    places = {
        "title": html.escape(content.title),
        "office": html.escape(content.office),
        "as_of": html.escape(content.as_of),
        "numbers": html.escape(content.numbers.sentence),
        "data": _script(_data(content)),
    }
    page = _PLACE.sub(lambda found: places[found[1]], template)
    return page.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8")  # IE knows its mark by the line's end


def _data(content: HtmlRoster) -> dict[str, object]:
    posts: dict[str, int] = {}
    people = [_row(line, posts.setdefault(line.post, len(posts))) for line in content.lines]
    units = [[unit.name, unit.short, unit.spelling, unit.short_spelling] for unit in content.units]
    return {"units": units, "posts": list(posts), "people": people}


def _row(line: HtmlLine, post: int) -> list[object]:
    """Return a line as the page wants it, without what is empty at its end."""
    row: list[object] = [
        line.unit,
        post,
        line.name,
        line.spelling,
        *line.numbers,
        line.remark,
        1 if line.vacant else "",
    ]
    while row[-1] == "":
        row.pop()
    return row


def _script(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda found: _IN_SCRIPT[found[0]], text)
