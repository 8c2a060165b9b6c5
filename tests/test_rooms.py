"""The house by subject: the same rooms in every layer and in the tests, none crowded, and no two folders that import each other."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePosixPath

import pytest

from tests.source_tree import Source, sources

SOURCES = sources()
SUBJECTS = {
    "admin",
    "roster",
    "rota",
    "issues",
    "plans",
    "escalation",
    "letters",
    "campaign",
    "assistance",
    "support",
    "summaries",
    "duty",
}
LAYERS = ("domain", "store", "documents", "exchange", "services", "ui")
# What several subjects share, and what knows them all.
SHARED = {
    "domain": set(),
    "store": {"engine", "tables", "migrations"},
    "documents": {"kit"},
    "exchange": {"kit"},
    "services": {"desk"},
    "ui": {"kit", "shell"},
}
FULL = 25  # files


def folder(name: str) -> str:
    """Return the folder a source lies in."""
    return PurePosixPath(name).parent.as_posix()


def leanings(found: tuple[Source, ...]) -> dict[str, set[str]]:
    """Return which folder of the package imports from which others."""
    modules = {source.name.removesuffix(".py").replace("/", "."): source.name for source in found}
    leans: dict[str, set[str]] = defaultdict(set)
    for source in found:
        for target in _imported(source):
            home = modules.get(target) or modules.get(f"{target}.__init__")
            if home and folder(home) != folder(source.name):
                leans[folder(source.name)].add(folder(home))
    return leans


def _imported(source: Source) -> Iterator[str]:
    for node in ast.walk(source.syntax):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def circle(leans: Mapping[str, set[str]]) -> list[str]:
    """Return folders that import one another in a circle, or nothing."""
    try:
        TopologicalSorter(leans).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_two_folders_import_each_other() -> None:
    package = tuple(source for source in SOURCES if source.in_package)
    assert len(leanings(package)) > len(LAYERS)
    assert circle(leanings(package)) == []


def test_a_circle_is_seen() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) != []
    assert circle({"a": {"b", "c"}, "b": {"c"}}) == []


def test_no_folder_is_crowded() -> None:
    modules = (source.name for source in SOURCES if not source.name.endswith("__init__.py"))
    crowded = {place: count for place, count in Counter(map(folder, modules)).items() if count > FULL}
    assert crowded == {}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_holds_subjects_and_what_they_share(layer: str) -> None:
    rooms = _rooms(f"lantian_desktop/{layer}/")
    assert rooms & SUBJECTS
    assert rooms - SUBJECTS == SHARED[layer]


@pytest.mark.parametrize("layer", LAYERS)
def test_the_tests_of_a_layer_lie_in_the_same_rooms(layer: str) -> None:
    assert _rooms(f"tests/{layer}/") - _rooms(f"lantian_desktop/{layer}/") == set()


def test_no_file_repeats_the_name_of_its_room() -> None:
    def repeating() -> Iterator[str]:
        for source in SOURCES:
            room, stem = PurePosixPath(source.name).parent.name, PurePosixPath(source.name).stem
            if room in SUBJECTS and stem.startswith(f"{room}_"):
                yield source.name

    assert sorted(repeating()) == []


def _rooms(start: str) -> set[str]:
    below = (source.name.removeprefix(start) for source in SOURCES if source.name.startswith(start))
    return {name.partition("/")[0] for name in below if "/" in name}
