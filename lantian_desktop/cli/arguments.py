"""Argparse in Chinese: help headings, error sentences and the types of values. Which commands exist is `catalogue`'s."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import NoReturn, TypeVar

from lantian_desktop.domain.terms import Labelled

L = TypeVar("L", bound=Labelled)

_DAY = re.compile(r"^([0-9]{4})[-./年]?([0-9]{1,2})[-./月]?([0-9]{1,2})日?$")

# What argparse says in English, and how it is said here.
_SENTENCES = (
    (re.compile(r"^the following arguments are required: (.+)$"), r"缺少参数：\1"),
    (re.compile(r"^one of the arguments (.+) is required$"), r"须给出其中一个参数：\1"),
    (re.compile(r"^unrecognized arguments: (.+)$"), r"不认识的参数：\1"),
    (re.compile(r"^argument (.+?): invalid choice: (.+?) \(choose from (.+)\)$"), r"“\1”不能是 \2，可选：\3"),
    (re.compile(r"^argument (.+?): expected one argument$"), r"“\1”后面要跟一个值"),
    (re.compile(r"^argument (.+?): expected at least one argument$"), r"“\1”后面至少要跟一个值"),
    (re.compile(r"^argument (.+?): not allowed with argument (.+)$"), r"“\1”不能与“\2”同用"),
    (re.compile(r"^argument (.+?): ignored explicit argument (.+)$"), r"“\1”不带值，多出了 \2"),
    (re.compile(r"^argument (.+?): invalid \w+ value: (.+)$"), r"“\1”的值 \2 不对"),
    (re.compile(r"^argument (.+?): (.+)$"), r"“\1”：\2"),
)


class HelpLayout(argparse.HelpFormatter):
    """Help with a Chinese word before the usage line."""

    def add_usage(
        self,
        usage: str | None,
        actions: object,
        groups: object,
        prefix: str | None = None,
    ) -> None:
        """Put 用法 before the usage."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)  # type: ignore[arg-type]  # passed on as received


class ChineseParser(argparse.ArgumentParser):
    """A parser whose headings and errors are Chinese; a usage error ends with code 2."""

    def __init__(self, *, prog: str | None = None, description: str | None = None, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=HelpLayout,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what is wrong with the command line and end with code 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{in_chinese(message)}。\n")


def in_chinese(message: str) -> str:
    """Return argparse's English complaint in Chinese; an unknown one as it is."""
    for pattern, sentence in _SENTENCES:
        if pattern.match(message):
            return pattern.sub(sentence, message)
    return message


def day(text: str) -> date:
    """Read a date argument such as 2019-07-22."""
    found = _DAY.match(text.strip())
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2019-07-22") from None


def moment(text: str) -> datetime:
    """Read a date with time such as 2019-07-22T09:30 or 2019-07-22 09:30."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是时间，请写成 2019-07-22T09:30") from None


def term(kind: type[L]) -> Callable[[str], L]:
    """Return a reader of one term of `kind`, by identifier or Chinese label."""

    def read(text: str) -> L:
        found = kind.from_text(text)
        if found is None:
            raise argparse.ArgumentTypeError(f"“{text}”不在可选范围内：{choices(kind)}")
        return found

    return read


def choices(kind: type[Labelled]) -> str:
    """Return the identifiers of `kind` with their labels, for help texts."""
    return "、".join(f"{member.value} {member.label}" for member in kind)
