"""The first-run wizard: 本单位, 管理员, 数据位置, 导入名册. It gathers what is typed; making the office is the giver's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lantian_desktop.domain.admin.office import Level, OfficeProfile
from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.ui.admin.gate import SECRECY, check_same
from lantian_desktop.ui.kit.forms.choices import of_terms
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, Field, TextField
from lantian_desktop.ui.kit.paint.pipeline import StepPipeline, Steps
from lantian_desktop.ui.kit.paint.text import plain_label, set_role
from lantian_desktop.ui.kit.work.prompts import Prompts

PAGES = ("本单位", "管理员", "数据位置", "恢复码", "导入名册")
WIDTH = 46  # in characters of the present text size
CITY = "西安市"
BACKUP = "建好以后请备一个 U 盘或移动硬盘：每周退出程序，把整个数据文件夹复制过去一份。自动另存到第二处的设置以后提供。"


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What the wizard gathered."""

    profile: OfficeProfile
    admin: str
    password: str
    folder: Path


@dataclass(frozen=True, slots=True)
class FirstRunActions:
    """What the wizard asks others to do: suggest a profile, make the office (returning its recovery code), go on."""

    units: Sequence[str]
    suggest: Callable[[str, Level], OfficeProfile]
    create: Callable[[NewOffice], str]
    see_demo: Callable[[], None] | None = None
    open_existing: Callable[[Path], None] | None = None


class FirstRun(QWidget):
    """Five pages: what is typed stays when going back; the office is made at the end of the third."""

    import_requested = Signal()
    finished = Signal()
    found = Signal()

    def __init__(self, actions: FirstRunActions, prompts: Prompts, folder: Path) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._action_runner, self._prompts = actions, prompts
        self.fields: dict[str, Field] = {}
        self._steps = QVBoxLayout()
        self._page_column = QVBoxLayout()
        self._pages: list[QWidget] = []
        self._at = 0
        self._scroll = QScrollArea()
        self._error = plain_label("", "red", wrap=True, selectable=True)
        self.code = ""
        self._code_label = plain_label("", "title", selectable=True, wrap=True)
        for build in (self._unit_page, self._admin_page, self._folder_page, self._code_page, self._roster_page):
            page = build()
            page.hide()
            self._pages.append(page)
            self._page_column.addWidget(page)
        self.fields["folder"].set_text(str(folder))
        self._build()
        self._suggest()
        self._show(0)

    def page(self) -> int:
        """Return the number of the page shown, from 0."""
        return self._at

    def go_on(self) -> None:
        """Check the page and go to the next one; after the third the office exists."""
        at = self.page()
        try:
            self._check(at)
            if at == 2:
                self.code = self._action_runner.create(self._gathered())
                self._code_label.setText(self.code)
        except OfficeError as error:
            self._refuse(error)
            return
        if at + 1 < len(PAGES):
            self._show(at + 1)
        else:
            self.finished.emit()

    def go_back(self) -> None:
        """Go to the page before, while no office has been made."""
        self._show(max(self.page() - 1, 0))

    @property
    def error(self) -> str:
        """The sentence at the foot."""
        return self._error.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_on()
        else:
            super().keyPressEvent(event)

    def _field(self, column: QVBoxLayout, field: Field) -> None:
        self.fields[field.name] = field
        column.addWidget(field)

    def _unit_page(self) -> QWidget:
        page, column = _page("先选本单位。名称、代字等会自动带出，都可以改。")
        self._field(column, ChoiceField("level", "层级", of_terms(Level), required=True))
        units = [Choice(name, name) for name in self._action_runner.units]
        self._field(column, ChoiceField("unit", "所在区县、开发区", units, required=True, searchable=True))
        self._field(column, TextField("name", "本单位名称", required=True))
        row = QHBoxLayout()
        for field in (
            TextField("short_name", "简称", required=True),
            TextField("mark", "编号简称", required=True, hint="如“高”：高督-12-018"),
            TextField("prefix", "发文机关代字", required=True, hint="如“高治霾函”"),
        ):
            self.fields[field.name] = field
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self._field(column, TextField("letterhead", "发文机关全称（印在函头）", required=True))
        people = QHBoxLayout()
        for field in (
            TextField("contact_person", "文书联系人", hint="可不填，印在督办函末尾"),
            TextField("contact_phone", "联系电话", sample="029-86900000"),
        ):
            self.fields[field.name] = field
            people.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(people)
        self.fields["level"].set_text(Level.DISTRICT.value)
        self.fields["level"].edited.connect(self._suggest)
        self.fields["unit"].edited.connect(self._suggest)
        return page

    def _admin_page(self) -> QWidget:
        page, column = _page("第一个用户是管理员，一人一机时可兼任各角色；审定、销号仍须另一人签批。")
        self._field(column, TextField("admin", "姓名", required=True, hint="用本人姓名，签批时以此为准"))
        self._field(column, TextField("password", "密码", required=True, secret=True, hint="至少 8 位"))
        self._field(column, TextField("password2", "再输一次", required=True, secret=True))
        return page

    def _folder_page(self) -> QWidget:
        page, column = _page("数据加密保存在本机一个文件夹里。不要放在网络盘、同步盘（网盘）里。")
        self._field(column, TextField("folder", "数据文件夹", required=True))
        choose = QPushButton("更改位置…")
        choose.setAccessibleName("更改数据文件夹的位置")
        choose.clicked.connect(self._choose_folder)
        column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(plain_label(BACKUP, "muted", wrap=True))
        return page

    def _code_page(self) -> QWidget:
        page, column = _page("忘记所有密码时，只有这个恢复码能打开数据。它只显示这一次，请抄下或打印，交单位保密保管。")
        column.addWidget(self._code_label)
        copy = QPushButton("复制恢复码")
        copy.setAccessibleName("复制恢复码")
        copy.clicked.connect(self._copy_code)
        row = QHBoxLayout()
        row.addWidget(self._button("打印恢复码…", self._print_code))
        row.addWidget(copy)
        row.addStretch(1)
        column.addLayout(row)
        return page

    def _roster_page(self) -> QWidget:
        page, column = _page("已按两级联络机制建好岗位，姓名为“待报”。现在可以导入名册，也可以以后再导。")
        bring = QPushButton("导入名册…")
        bring.setAccessibleName("导入名册")
        bring.clicked.connect(self.import_requested)
        column.addWidget(bring, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _suggest(self) -> None:
        if "letterhead" not in self.fields:
            return
        level = Level(self.fields["level"].text())
        unit = self.fields["unit"]
        unit.setVisible(level is not Level.CITY)
        name = CITY if level is Level.CITY else unit.text()
        if name:
            profile = self._action_runner.suggest(name, level)
            for part in ("name", "short_name", "mark", "prefix", "letterhead"):
                self.fields[part].set_text(getattr(profile, part))

    def _gathered(self) -> NewOffice:
        typed = {name: field.text() for name, field in self.fields.items()}
        profile = OfficeProfile(
            name=typed["name"],
            short_name=typed["short_name"],
            level=Level(typed["level"]),
            prefix=typed["prefix"],
            mark=typed["mark"],
            letterhead=typed["letterhead"],
            contact_person=typed["contact_person"],
            contact_phone=typed["contact_phone"],
        )
        return NewOffice(profile, typed["admin"], typed["password"], Path(typed["folder"]))

    def _check(self, at: int) -> None:
        self._say("")
        page = self._pages[at]
        for field in self.fields.values():
            if page.isAncestorOf(field) and not field.isHidden():
                complaint = field.complaint()
                if complaint:
                    raise InvalidInput(complaint, field=field.name)
        if at == 1:
            check_same(self.fields["password"].text(), self.fields["password2"].text())
            if len(self.fields["password"].text()) < 8:
                raise InvalidInput("密码至少 8 位，请重新设置。", field="password")

    def _refuse(self, error: OfficeError) -> None:
        name = error.field if isinstance(error, InvalidInput) else ""
        field = self.fields.get(name)
        if field is not None and self._pages[self._at].isAncestorOf(field):
            field.show_error(error.sentence)
            field.setFocus()
        else:
            self._say(error.sentence)

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _choose_folder(self) -> None:
        self._prompts.choose_folder(self, "选择数据文件夹", lambda path: self.fields["folder"].set_text(str(path)))

    def _choose_existing(self) -> None:
        self._prompts.choose_folder(self, "选择已有的数据文件夹", self._open_existing)

    def _open_existing(self, folder: Path) -> None:
        if self._action_runner.open_existing is None:
            return
        try:
            self._action_runner.open_existing(folder)
        except OfficeError as error:
            self._say(error.sentence)
            return
        self.found.emit()

    def _print_code(self) -> None:
        from lantian_desktop.ui.admin.recovery_sheet import print_code  # printing is loaded when one prints

        print_code(self, self._prompts, self.fields["name"].text(), self.code)

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self.code)

    def _show(self, at: int) -> None:
        self._at = at
        for number, page in enumerate(self._pages):  # no stack of pages: each would be as high as the highest
            page.setVisible(number == at)
        self._scroll.verticalScrollBar().setValue(0)
        while (item := self._steps.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        self._steps.addWidget(StepPipeline(Steps(PAGES, at)))
        self.back_button.setVisible(0 < at < 3)
        self.demo_button.setVisible(at == 0 and self._action_runner.see_demo is not None)
        self.existing_button.setVisible(at == 0 and self._action_runner.open_existing is not None)
        words = ("下一步", "下一步", "建立本单位", "我已保存好", "开始使用")
        self.next_button.setText(words[at])
        self.next_button.setAccessibleName(words[at])
        first = next((field for field in self.fields.values() if self._pages[at].isAncestorOf(field)), None)
        (first or self.next_button).setFocus()

    def _build(self) -> None:
        self.next_button = self._button("下一步", self.go_on)
        set_role(self.next_button, "primary")
        self.back_button = self._button("上一步", self.go_back)
        self.existing_button = self._button("打开已有数据…", self._choose_existing)
        self.demo_button = self._button("先看示例", self._see_demo)
        card = self._build_card()
        inside = QWidget()
        inside.setProperty("role", "ground")
        middle = QVBoxLayout(inside)
        middle.addStretch(1)
        row = QHBoxLayout()  # not aligned: the card's height follows from its own width
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        middle.addLayout(row)
        middle.addStretch(2)
        scroll = self._scroll
        scroll.setProperty("role", "ground")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _build_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(self.fontMetrics().horizontalAdvance("示") * WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 22, 28, 22)
        column.setSpacing(12)
        column.addWidget(plain_label("欢迎使用蓝天联络", "title"))
        column.addLayout(self._steps)
        column.addLayout(self._page_column)
        self._error.hide()
        column.addWidget(self._error)
        row = QHBoxLayout()
        for button in (self.next_button, self.back_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.existing_button)
        row.addWidget(self.demo_button)
        column.addLayout(row)
        column.addWidget(plain_label(SECRECY, "amber"))
        return card

    def _see_demo(self) -> None:
        if self._action_runner.see_demo is not None:
            self._action_runner.see_demo()

    def _button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text)
        button.clicked.connect(pressed)
        return button


def _page(sentence: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    column.addWidget(plain_label(sentence, "muted", wrap=True))
    return page, column
