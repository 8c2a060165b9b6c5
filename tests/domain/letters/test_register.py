"""A register in the order of its numbers: every letter once, every missing serial in its place."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.letters.numbering import DocumentNumber
from lantian_desktop.domain.letters.register import RegisterGap, RegisterKey, register_keys

NUMBERS = st.builds(
    DocumentNumber, st.sampled_from(["高治霾函", "高治霾办"]), st.sampled_from([2019, 2020]), st.integers(1, 12)
)


@given(st.lists(NUMBERS, max_size=20))
def test_letters_and_gaps_together_count_without_a_hole(numbers: list[DocumentNumber]) -> None:
    stored = dict(enumerate(numbers, start=1))
    lines = register_keys(stored.items())
    assert sorted(line.letter_id for line in lines if isinstance(line, RegisterKey)) == sorted(stored)
    received: list[DocumentNumber] = []
    for line in lines:
        if isinstance(line, RegisterGap):
            received += [DocumentNumber(line.prefix, line.year, serial) for serial in range(line.first, line.last + 1)]
        else:
            received.append(stored[line.letter_id])
    assert received == sorted(received, key=lambda number: (number.year, number.prefix, number.serial))
    highest = {(number.prefix, number.year): 0 for number in numbers}
    for number in numbers:
        highest[number.prefix, number.year] = max(highest[number.prefix, number.year], number.serial)
    whole = {DocumentNumber(*series, serial) for series, last in highest.items() for serial in range(1, last + 1)}
    assert set(received) == whole
    times = Counter(numbers)
    for line in lines:
        if isinstance(line, RegisterKey):
            assert line.duplicate == (times[stored[line.letter_id]] > 1)
    assert Counter(received) == Counter({number: max(times[number], 1) for number in whole})


def test_a_gap_is_called_by_what_is_missing() -> None:
    lines = register_keys([(1, DocumentNumber("高治霾函", 2019, 2)), (2, DocumentNumber("高治霾函", 2019, 6))])
    gaps = [line for line in lines if isinstance(line, RegisterGap)]
    assert [gap.label for gap in gaps] == ["缺号 1", "缺号 3—5"]
    assert gaps[1].sentence == "高治霾函〔2019〕第 3 至 5 号没有登记，请与备份和纸质登记核对。"
