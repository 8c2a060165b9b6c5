"""The search line, the fields and the worker: what is typed arrives, what is being composed does not."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lantian_desktop.domain.errors import Refused
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.dates import read_date
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, ChoicesField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.files_field import FilesField
from lantian_desktop.ui.kit.lists.search_box import SearchBox
from lantian_desktop.ui.kit.work.worker import PoolWorker
from tests.ui.tab_kit import RecordedPrompts

TODAY = date(2019, 7, 15)


def compose(widget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def test_search_is_requested_once_after_a_pause(qtbot) -> None:
    box = SearchBox("查找")
    qtbot.addWidget(box)
    received: list[str] = []
    box.search_requested.connect(received.append)
    QTest.keyClicks(box, "gxq")
    qtbot.waitUntil(lambda: bool(received))
    assert received == ["gxq"]


def test_pre_edit_text_is_not_searched(qtbot) -> None:
    box = SearchBox("查找")
    qtbot.addWidget(box)
    received: list[str] = []
    box.search_requested.connect(received.append)
    compose(box, "guo lu")
    box.settle()
    assert received == []
    assert box.composing
    compose(box, "", "锅炉")
    box.settle()
    assert received == ["锅炉"]


def test_escape_clears_the_search_and_enter_searches_at_once(qtbot) -> None:
    box = SearchBox("查找")
    qtbot.addWidget(box)
    received: list[str] = []
    box.search_requested.connect(received.append)
    box.setText("扬尘")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert received == ["扬尘", ""]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2019年7月5日", date(2019, 7, 5)),
        ("2019.7.5", date(2019, 7, 5)),
        ("2019/07/05", date(2019, 7, 5)),
        ("2019-7-5", date(2019, 7, 5)),
        ("20190705", date(2019, 7, 5)),
        ("７月５日", date(2019, 7, 5)),
        ("7.5", date(2019, 7, 5)),
        (" 2019 年 7 月 5 日 ", date(2019, 7, 5)),
        ("2019年2月29日", None),
        ("昨天", None),
        ("", None),
        ("2019年7月", None),
    ],
)
def test_dates_are_read_as_clerks_type_them(typed: str, meant: date | None) -> None:
    assert read_date(typed, today=TODAY) == meant


def test_a_date_field_writes_the_day_out_and_names_what_it_cannot_read(qtbot) -> None:
    field = DateField("due", "整改期限", today=TODAY, required=True)
    qtbot.addWidget(field)
    field.set_text("2019-08-15")
    assert field.line.text() == "2019年8月15日"
    assert (field.day(), field.text(), field.complaint()) == (date(2019, 8, 15), "2019-08-15", "")
    field.line.setText("8月40日")
    assert "不是有效日期" in field.complaint()
    field.line.clear()
    assert field.complaint() == "请填写整改期限。"


def test_a_long_list_is_searched_by_part_code_or_initials(qtbot) -> None:
    choices = [
        Choice("1", "高陵区", "610117 glq gaolingqu"),
        Choice("2", "高新区", "gxq"),
        Choice("3", "未央区", "wyq"),
    ]
    field = ChoiceField("unit", "属地单位", choices, required=True, searchable=True)
    qtbot.addWidget(field)
    assert field.complaint() == "请填写属地单位。"
    for typed, key in (("glq", "1"), ("高新", "2"), ("wy", "3"), ("610117", "1")):
        field.combo.setEditText(typed)
        assert field.text() == key
    field.combo.setEditText("高")
    assert field.text() == "1"
    field.combo.setEditText("")
    assert field.text() == ""


def test_several_choices_come_back_as_keys(qtbot) -> None:
    field = ChoicesField("with", "配合单位", [Choice("1", "市公安局"), Choice("2", "市城管局")])
    qtbot.addWidget(field)
    field.set_text("2")
    assert field.keys == ("2",)


def test_texts_lose_the_blanks_around_them_but_passwords_keep_them(qtbot) -> None:
    plain, secret, long = TextField("a", "甲"), TextField("b", "乙", secret=True), LongTextField("c", "丙")
    for field in (plain, secret, long):
        qtbot.addWidget(field)
        field.set_text("  示例 ")
    assert (plain.text(), secret.text(), long.text()) == ("示例", "  示例 ", "示例")


def test_files_are_added_listed_and_taken_off(qtbot, tmp_path) -> None:
    photo = tmp_path / "现场.jpg"
    field = FilesField("photos", "照片", RecordedPrompts(file=photo))
    qtbot.addWidget(field)
    qtbot.mouseClick(field.add_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(field.add_button, Qt.MouseButton.LeftButton)
    assert field.paths == (photo,)
    again = FilesField("photos", "照片", RecordedPrompts())
    qtbot.addWidget(again)
    again.set_text(field.text())
    assert again.paths == (photo,)
    again.set_text("")
    assert again.paths == ()


def test_the_worker_answers_on_the_window_s_thread(qtbot) -> None:
    worker, owner = PoolWorker(), QObject()
    answers: list[object] = []
    main = threading.get_ident()  # a QThread's Python object is not the same one each time before Qt 6.9

    def job(running):
        assert running.advance(1, 2)
        return threading.get_ident() != main

    def refuse(_running):
        raise Refused("不行。")

    worker.run(job, lambda apart: answers.append((apart, threading.get_ident() == main)), answers.append, owner=owner)
    worker.run(refuse, answers.append, lambda error: answers.append(error.sentence), owner=owner)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [(True, True), "不行。"]
    worker.wait()


def test_an_answer_for_a_window_that_is_gone_is_dropped(qtbot) -> None:
    import shiboken6

    worker, owner, last = PoolWorker(), QObject(), []
    answers: list[object] = []
    worker.run(lambda _running: 1, answers.append, answers.append, owner=owner)
    shiboken6.delete(owner)
    worker.run(lambda _running: 2, last.append, last.append, owner=QApplication.instance())
    qtbot.waitUntil(lambda: last == [2])
    assert answers == []


def test_cancelling_is_seen_by_the_job(qtbot) -> None:
    worker = PoolWorker()
    steps: list[int] = []

    def job(running):
        running.cancel()
        steps.append(1)
        return running.advance(1, 10)

    went_on: list[bool] = []
    worker.run(job, went_on.append, went_on.append, owner=QApplication.instance())
    qtbot.waitUntil(lambda: went_on == [False])
    assert steps == [1]
