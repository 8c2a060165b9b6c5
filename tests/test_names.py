"""One plain name for one thing: what may be named twice, which words stand for nothing, and comments that only point elsewhere."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests.source_tree import Source, sources

SOURCES = sources()
# A noun says what these only hint at: `held` is the stored letter, `told` the message, a `wish` the request.
BANNED_PARTS = {
    "held": "stored, taken, or the noun of the record",
    "told": "message, text, reported",
    "said": "sentence, refusal, text",
    "deed": "action, command, service",
    "deeds": "actions",
    "wish": "request, options",
    "wishes": "requests",
    "errand": "job, answer",
    "ticket": "job",
    "mattering": "current",
    "alike": "same, peers",
    "surroundings": "context",
}
BANNED_NAMES = {
    "hold": "set_content, keep",
    "aside": "write_unjournalled, hidden",
    "looks": "appearance",
    "news": "store_changes",
    "portrait": "issue_lines",
}
STORED = {"held_since"}  # the key of a roster line in drafts, sheets and cards that exist already
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")


def names_of(source: Source) -> Iterator[tuple[int, str]]:
    """Yield line and text of every name in a file, and its own name."""
    yield 0, source.path.stem
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.NAME:
            yield token.start[0], token.string


def literary(name: str) -> str | None:
    """Return what a name should say instead, or None where it is plain."""
    if name in STORED:
        return None
    if name.lower() in BANNED_NAMES and not name.isupper():
        return BANNED_NAMES[name.lower()] if name.islower() else None
    parts = {part.lower() for part in WORD.findall(name)}
    return next((better for word, better in BANNED_PARTS.items() if word in parts), None)


def test_no_two_modules_define_a_public_class_of_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for source in SOURCES:
        for node in source.syntax.body if source.in_package else ():
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(source.name)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_names_are_plain() -> None:
    found = {
        f"{source.name}:{line} {name}: {better}"
        for source in SOURCES
        for line, name in names_of(source)
        if (better := literary(name))
    }
    assert sorted(found) == []


def test_signals_are_facts_or_requests() -> None:
    found = [
        f"{source.name}:{line} {name}"
        for source in SOURCES
        if source.name.startswith("lantian_desktop/ui/")
        for line, name in signals_of(source)
        if name.split("_")[-1] in {"wanted", "wish", "needed"}
    ]
    assert found == []


def signals_of(source: Source) -> Iterator[tuple[int, str]]:
    """Yield line and name of every signal a file declares."""
    for node in ast.walk(source.syntax):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func) == "Signal"
        ):
            yield from ((node.lineno, ast.unparse(target)) for target in node.targets)


def test_a_comment_says_why_where_it_stands() -> None:
    pointer = "as" + " above"  # in two, so that this line is none
    found = [
        f"{source.name}:{number}"
        for source in SOURCES
        for number, line in enumerate(source.text.splitlines(), start=1)
        if re.search(rf"#.*\b{pointer}\s*$", line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("held", False),
        ("_was_held", False),
        ("InboxDeeds", False),
        ("FileWish", False),
        ("looks", False),
        ("held_since", True),
        ("holder", True),
        ("test_what_only_looks_like_a_flaw", True),
        ("Portrait", True),
        ("PORTRAIT", True),
        ("threshold", True),
    ],
)
def test_a_literary_name_is_known(name: str, plain: bool) -> None:
    assert (literary(name) is None) is plain
