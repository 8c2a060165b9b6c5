"""The manual names what the program has: every key, command, state, role and outcome under its own word."""

from __future__ import annotations

import re

import pytest

from lantian_desktop.cli.catalogue import COMMANDS
from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.plans.plan import PlanType
from lantian_desktop.domain.plans.verification import Outcome
from lantian_desktop.domain.roster.roster import Gap
from lantian_desktop.paths import resource
from lantian_desktop.ui.kit.paint.keys import KEYS, MODE_KEYS

CHAPTERS = sorted(resource("help").glob("*.md"))


def chapter(number: str) -> str:
    """Return the text of the chapter whose file begins with `number`."""
    return next(path for path in CHAPTERS if path.name.startswith(number)).read_text(encoding="utf-8")


def test_chapters_are_numbered_without_holes_and_have_one_title_each() -> None:
    assert [path.name[:3] for path in CHAPTERS] == [f"{number:02}-" for number in range(len(CHAPTERS))]
    for path in CHAPTERS:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0] == f"# {path.stem[3:]}"
        assert sum(line.startswith("# ") for line in lines) == 1


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("01", [role.label for role in Role]),
        ("02", [gap.label for gap in Gap]),
        ("04", [state.label for state in IssueState]),
        ("06", [*(kind.label for kind in PlanType), *(outcome.label for outcome in Outcome)]),
        ("08", [word for key in (*KEYS, *MODE_KEYS) for word in (key.sequence, key.words)]),
        ("09", [f"`lantian {command.name}" for command in COMMANDS]),
    ],
)
def test_a_chapter_uses_the_words_of_the_program(number: str, words: list[str]) -> None:
    text = chapter(number)
    assert [word for word in words if word not in text] == []


def test_the_manual_promises_no_command_that_is_not_there() -> None:
    known = {command.name for command in COMMANDS}
    named = set(re.findall(r"`?lantian ([a-z]+)", chapter("09")))
    assert named - known == set()


def test_sentences_are_chinese_throughout() -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,;?!]|[\u4e00-\u9fff]\.(?=\s|$)")
    assert [hit for path in CHAPTERS for hit in half_width.findall(path.read_text(encoding="utf-8"))] == []
