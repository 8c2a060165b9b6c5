"""The line breaker: text in, lines of placed characters out. Measures are half cells; millimetres belong to `page`.

The rules are those of Chinese official letters: marks keep off the edges they may not touch, numbers keep their units, a
mark that would start a line is squeezed in or takes the character before it along, and both edges are straight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from lantian_desktop.documents.kit.marks import (
    CLOSING,
    NEVER_FIRST,
    NEVER_LAST,
    OPENING,
    SQUEEZABLE,
    UNSTRETCHED,
    halves,
    split_atoms,
    width,
)
from lantian_desktop.documents.kit.measure import Count, MeasureUnit, PageMeasure, Strength
from lantian_desktop.domain.errors import InvalidInput

GREATEST_STRETCH = PageMeasure(1.0, MeasureUnit.HALF_CELL, "字距至多加宽，再多则该行不撑满", Strength.PRACTICE)
GREATEST_STRETCH_NARROW = PageMeasure(1 / 3, MeasureUnit.HALF_CELL, "窄栏字距至多加宽", Strength.PRACTICE)
NARROW = Count(40, MeasureUnit.HALF_CELL, "窄于此宽度为窄栏，空隙更显眼", Strength.PRACTICE)


@dataclass(frozen=True, slots=True)
class TypesetLine:
    """One line: its characters, where each starts (in half cells from the line's left edge) and how wide it is.

    `share` is how many half cells each gap grew by where slack was spread.
    """

    text: str
    places: tuple[float, ...]
    width: float
    start: int = 0
    indent: int = 0
    share: float = 0.0


@dataclass(slots=True)
class _Cluster:
    """What stays together on a line: opening marks, an atom, closing marks; trailing blanks may vanish at an edge."""

    start: int
    end: int
    core: int
    marks: int
    blanks: int

    @property
    def width(self) -> int:
        return self.core + self.marks


def break_lines(
    text: str, measure: int, *, first_indent: int = 0, indent: int = 0, justify: bool = True
) -> tuple[TypesetLine, ...]:
    """Break cleaned text into lines of at most `measure` half cells; line breaks in the text are kept.

    `first_indent` and `indent` are the blank half cells before the first and the later lines of each paragraph.
    """
    lines: list[TypesetLine] = []
    position = 0
    for paragraph in text.split("\n"):
        lines.extend(_paragraph(paragraph, position, measure, first_indent, indent, justify))
        position += len(paragraph) + 1
    return tuple(lines)


def ensure_one_line(text: str, measure: float, field: str) -> None:
    """Raise InvalidInput, naming the field, when a text is wider than `measure` half cells."""
    if width(text) > measure:
        raise InvalidInput(f"“{field}”太长，一行排不下，请缩短后再生成。", field=field)


def _paragraph(text: str, origin: int, measure: int, first: int, later: int, justify: bool) -> Iterator[TypesetLine]:
    if width(text) <= measure - first:
        yield _placed(text, origin, first, None)
        return
    room, limit = first, measure - first
    rows = list(_rows(text, limit, measure - later))
    for number, (start, end, squeezed) in enumerate(rows):
        last = number == len(rows) - 1
        target = None if last or not justify else limit
        yield _placed(text[start:end], origin + start, room, target, squeezed)
        room, limit = later, measure - later


def _rows(text: str, first: int, later: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, half cells to squeeze away) of each line."""
    limit = first
    start = end = used = 0
    for cluster in _fitting(_clusters(text), text, min(first, later)):
        if end == start or used + cluster.width <= limit:
            used += cluster.width + cluster.blanks
            end = cluster.end
            continue
        overflow = used + cluster.width - limit
        if used + cluster.core <= limit and overflow <= _squeezable(text[start : cluster.end]):
            yield start, cluster.end, overflow
            start = end = cluster.end
            used = 0
        else:
            yield start, end, 0
            start, end, used = cluster.start, cluster.end, cluster.width + cluster.blanks
        limit = later
    if end > start:
        yield start, end, 0


def _squeezable(text: str) -> int:
    return sum(character in SQUEEZABLE for character in text)


def _clusters(text: str) -> Iterator[_Cluster]:
    """Glue opening marks to what follows and closing marks to what precedes."""
    position, current, opening = 0, None, False
    for atom in split_atoms(text):
        size, end = width(atom), position + len(atom)
        if atom[0] == " " and current is not None and not opening:
            current.blanks += size
            current.end = end
        elif current is not None and (opening or atom[0] in NEVER_FIRST):
            _glue(current, atom, size, end, opening)
        else:
            if current is not None:
                yield current
            current = _Cluster(position, end, size, 0, 0)
        if atom[0] != " ":  # a blank after an opening mark does not part it from what it opens
            opening = atom[-1] in NEVER_LAST and len(atom) == 1
        position = end
    if current is not None:
        yield current


def _glue(cluster: _Cluster, atom: str, size: int, end: int, opening: bool) -> None:
    cluster.marks += cluster.blanks
    cluster.blanks = 0
    if opening or (atom[-1] not in NEVER_FIRST and cluster.marks == 0):
        cluster.core += cluster.marks + size
        cluster.marks = 0
    else:
        cluster.marks += size
    cluster.end = end


def _fitting(clusters: Iterator[_Cluster], text: str, limit: int) -> Iterator[_Cluster]:
    """Cut clusters that are wider than a line into characters: nothing better can be done with them."""
    for cluster in clusters:
        if cluster.width <= limit:
            yield cluster
            continue
        piece = None
        for place in range(cluster.start, cluster.end):
            size = halves(text[place])
            if piece is not None and text[place] in NEVER_FIRST and piece.width + size <= limit:
                piece.marks += size
                piece.end = place + 1
                continue
            if piece is not None:
                yield piece
            piece = _Cluster(place, place + 1, size, 0, 0)
        if piece is not None:
            yield piece


def _placed(text: str, start: int, indent: int, target: int | None, squeezed: int = 0) -> TypesetLine:
    """Place the characters of one line, squeezed by some half cells or spread to `target`."""
    kept = text.rstrip(" ")
    sizes = [1 if " " <= character <= "~" else halves(character) for character in kept]
    narrow = _narrowed(kept, squeezed)
    for index in narrow:
        sizes[index] -= 1
    natural = sum(sizes)
    places = list(accumulate(sizes, initial=0.0))[:-1]
    for index in narrow:
        if kept[index] in OPENING:
            places[index] -= 1
    if target is None or natural >= target:
        return TypesetLine(kept, tuple(places), natural, start, indent)
    spread, share = _spread(kept, places, target - natural)
    return TypesetLine(kept, spread, target if share else natural, start, indent, share)


def _narrowed(text: str, squeezed: int) -> list[int]:
    """Return which marks go to half cells: as many as needed, from the end of the line."""
    marks = [index for index in range(len(text) - 1, -1, -1) if text[index] in SQUEEZABLE] if squeezed else []
    closing = [index for index in marks if text[index] in CLOSING]
    return (closing + [index for index in marks if text[index] in OPENING])[:squeezed]


def _spread(text: str, places: list[float], slack: float) -> tuple[tuple[float, ...], float]:
    """Share the slack out among the gaps, but not inside words, numbers and dashes; return places and each gap's share."""
    open_gap = [
        not ((left in UNSTRETCHED and left == right) or (" " < left <= "~" and " " < right <= "~"))
        for left, right in pairwise(text)
    ]
    gaps = sum(open_gap)
    greatest = GREATEST_STRETCH if places[-1] + slack > NARROW else GREATEST_STRETCH_NARROW
    if gaps == 0 or slack / gaps > greatest:
        return tuple(places), 0.0
    share = slack / gaps
    passed = accumulate(open_gap, initial=0)
    return tuple(place + share * count for place, count in zip(places, passed, strict=True)), share
