"""Users of the program, their roles, and the signatures persons leave. Rules about two people compare persons, not accounts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from lantian_desktop.domain.terms import Labelled


class Role(Labelled):
    """What a user may do."""

    DUTY_OFFICER = "duty_officer", "值班员"
    CLERK = "clerk", "经办"
    HEAD = "head", "负责人"
    ADMIN = "admin", "管理员"
    AUDITOR = "auditor", "审计"


class Right(Labelled):
    """One thing that needs a role."""

    EDIT_ROSTER = "edit_roster", "维护名册"
    EDIT_RECORDS = "edit_records", "办理问题"
    ARRANGE_DUTY = "arrange_duty", "排班"
    KEEP_LOG = "keep_log", "登记值班日志"
    SIGN = "sign", "审定签批"
    ADMINISTER = "administer", "管理用户和设置"
    READ_JOURNAL = "read_journal", "查看操作日志"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.DUTY_OFFICER: frozenset({Right.EDIT_ROSTER, Right.KEEP_LOG}),
    Role.CLERK: frozenset({Right.EDIT_ROSTER, Right.EDIT_RECORDS, Right.ARRANGE_DUTY, Right.KEEP_LOG}),
    Role.HEAD: frozenset({Right.SIGN, Right.READ_JOURNAL, Right.ARRANGE_DUTY, Right.KEEP_LOG}),
    Role.ADMIN: frozenset({Right.ADMINISTER, Right.READ_JOURNAL}),
    Role.AUDITOR: frozenset({Right.READ_JOURNAL}),
}


@dataclass(frozen=True, slots=True)
class User:
    """An account: `name` is both the log-in name and the person's name."""

    name: str
    roles: frozenset[Role]
    revision: int = field(default=0, compare=False)

    def may(self, right: Right) -> bool:
        """Return whether any of the user's roles covers `right`."""
        return any(right in RIGHTS[role] for role in self.roles)

    @property
    def has_several_roles(self) -> bool:
        """Whether one person holds several roles on this PC (单机简化模式); rules about two persons hold all the same."""
        return len(self.roles) > 1


class SignedBy(Labelled):
    """How a signature came about."""

    LOGIN = "login", "登录签批"
    PAPER = "paper", "纸质签批"


@dataclass(frozen=True, slots=True)
class Signature:
    """A person standing for a step: by their own log-in, or on paper with date and a scan (`scan` is its SHA-256)."""

    person: str
    how: SignedBy
    signed_on: date
    scan: str = ""


def same_person(one: str, other: str) -> bool:
    """Return whether two names mean one person, however blanks, widths, unseen characters and middle dots are typed."""
    return bool(plain_person(one)) and plain_person(one) == plain_person(other)


@lru_cache(maxsize=20_000)
def plain_person(name: str) -> str:
    """Return the form of a name that persons are compared by: letters alone, in one width and one case."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in folded if not _is_unseen_or_mark(sign))


def _is_unseen_or_mark(sign: str) -> bool:
    """Blanks, punctuation, control and format characters; private-use signs are letters of rare names."""
    category = unicodedata.category(sign)
    return category[0] in "ZP" or category in {"Cc", "Cf"}
