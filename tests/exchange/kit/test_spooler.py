"""Handing a PDF to the system's print service: a stand-in `lp` notes what it was told and the file it was given."""

from __future__ import annotations

import sys
import tempfile

import pytest

from lantian_desktop.domain.admin.printing import PrinterRefused, PrintOrder, Sides
from lantian_desktop.exchange.kit import spooler
from tests.printing_kit import StandInLp

PDF = b"%PDF-1.4 " + bytes(range(256)) * 100
ORDER = PrintOrder("HP_2F", (1, 2, 3, 5))


@pytest.fixture
def lp(tmp_path, monkeypatch) -> StandInLp:
    return StandInLp.on_path(tmp_path, monkeypatch)


def test_the_command_says_actual_size_on_a4_and_everything_asked(lp: StandInLp) -> None:
    spooler.submit(PDF, ORDER, title="督办函 高治霾函〔2019〕12号")
    *arguments, path = lp.arguments
    assert arguments == [
        *("-d", "HP_2F", "-n", "1", "-o", "media=A4", "-o", "print-scaling=none", "-o", "sides=one-sided"),
        *("-P", "1-3,5", "-t", "督办函 高治霾函〔2019〕12号", "--"),
    ]
    assert lp.given == PDF
    assert path.endswith(".pdf")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (PrintOrder("p", (1,), sides=Sides.LONG_EDGE), ["sides=two-sided-long-edge"]),
        (PrintOrder("p", (1,), sides=Sides.SHORT_EDGE), ["sides=two-sided-short-edge"]),
        (PrintOrder("p", (1,), copies=3), ["sides=one-sided", "collate=true"]),
        (PrintOrder("p", (1,), copies=3, collated=False), ["sides=one-sided", "collate=false"]),
        (PrintOrder("p", (1,), backwards=True), ["sides=one-sided", "outputorder=reverse"]),
        (PrintOrder("p", (1,), grey=True), ["sides=one-sided", "print-color-mode=monochrome"]),
        (PrintOrder("p", (1,), options=(("InputSlot", "Tray2"),)), ["sides=one-sided", "InputSlot=Tray2"]),
    ],
)
def test_every_request_has_its_option(lp: StandInLp, order: PrintOrder, expected: list[str]) -> None:
    spooler.submit(PDF, order, title="台账")
    options = [lp.arguments[at + 1] for at, word in enumerate(lp.arguments) if word == "-o"]
    assert options == ["media=A4", "print-scaling=none", *expected]
    assert lp.arguments[lp.arguments.index("-n") + 1] == str(order.copies)


def test_names_are_words_and_never_options_or_commands(lp: StandInLp) -> None:
    spooler.submit(PDF, PrintOrder("a b; rm -rf $HOME", (1,)), title="-o $(id)\n`id` 甲\t乙")
    assert lp.arguments[:2] == ["-d", "a b; rm -rf $HOME"]
    assert lp.arguments[lp.arguments.index("-t") + 1] == "-o $(id) `id` 甲 乙"


def test_only_we_may_read_the_file_and_nothing_of_it_stays(lp: StandInLp) -> None:
    spooler.submit(PDF, ORDER, title="督办函")
    assert lp.modes == ["600", "700"]
    assert not lp.path_given.parent.exists()


def test_a_printer_that_is_not_there_is_reported_and_nothing_stays(lp: StandInLp) -> None:
    lp.fail("lp: The printer or class does not exist.")
    with pytest.raises(PrinterRefused, match=r"打印机“HP_2F”没有接收文件.*。$") as refused:
        spooler.submit(PDF, ORDER, title="督办函")
    assert "does not exist" in str(refused.value.__cause__)
    assert not lp.path_given.parent.exists()


def test_a_print_service_that_does_not_answer_is_reported(lp: StandInLp) -> None:
    lp.hang()
    with pytest.raises(PrinterRefused, match="打印服务没有响应"):
        spooler.submit(PDF, ORDER, title="督办函", patience_s=0.5)
    assert not lp.path_given.parent.exists()


def test_a_place_for_the_file_that_is_not_there_is_reported(lp: StandInLp, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(PrinterRefused, match="请清理磁盘空间后再打印"):
        spooler.submit(PDF, ORDER, title="督办函")
    assert not lp.called


def test_a_bundle_keeps_its_own_libraries_to_itself(lp: StandInLp, monkeypatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    spooler.submit(PDF, ORDER, title="督办函")
    assert lp.libraries == ""
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/lib")
    spooler.submit(PDF, ORDER, title="督办函")
    assert lp.libraries == "/opt/lib"


def test_a_system_without_the_command_does_not_print_that_way(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not spooler.is_there()
    with pytest.raises(PrinterRefused, match="无法启动系统的打印命令"):
        spooler.submit(PDF, ORDER, title="督办函")


def test_a_system_with_the_command_does(lp: StandInLp) -> None:
    assert spooler.is_there()
