"""Every library that the program needs at run time is listed with its licence, and the text is there."""

from __future__ import annotations

from licenses import FOLDER, TREE, Library, runtime_libraries


def lacks(library: Library, table: str) -> list[str]:
    """Return what is missing for one library."""
    missing = [f"{library.name}: {name}" for name in library.files if not (FOLDER / name).stat().st_size]
    return missing if f"| {library.name} | " in table and library.license in table else [library.name, *missing]


def test_every_runtime_library_is_listed_with_its_text() -> None:
    libraries = runtime_libraries()
    assert {"pyside6-essentials", "peewee", "sqlcipher3", "reportlab", "pillow"} <= {one.name for one in libraries}
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [hole for library in libraries for hole in lacks(library, table)] == []
    assert all(library.license for library in libraries)


def test_the_project_names_its_own_licence() -> None:
    text = (TREE / "packaging" / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License")
    assert "The 蓝天联络 authors" in text
