"""The pages of the settings window in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lantian_desktop.ui.admin.settings.categories import CategoriesPage
from lantian_desktop.ui.admin.settings.deadlines import DeadlinesPage
from lantian_desktop.ui.admin.settings.holidays import HolidaysPage
from lantian_desktop.ui.admin.settings.legal_bases import LegalBasesPage
from lantian_desktop.ui.admin.settings.page import SettingsPage
from lantian_desktop.ui.admin.settings.phrases import PhrasesPage
from lantian_desktop.ui.admin.settings.print_log import PrintLogPage
from lantian_desktop.ui.admin.settings.printers import PrintersPage
from lantian_desktop.ui.admin.settings.profile import ProfilePage
from lantian_desktop.ui.admin.settings.rounds import RoundsPage
from lantian_desktop.ui.admin.settings.templates import TemplatesPage
from lantian_desktop.ui.admin.settings.users import UsersPage
from lantian_desktop.ui.kit.work.shell import Shell


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One line of the list of pages."""

    key: str
    label: str
    build: Callable[[Shell], SettingsPage]


PAGES: tuple[PageSpec, ...] = (
    PageSpec("profile", "本单位", ProfilePage),
    PageSpec("users", "用户与密码", UsersPage),
    PageSpec("deadlines", "期限与锁定", DeadlinesPage),
    PageSpec("rounds", "轮次与工作组", RoundsPage),
    PageSpec("categories", "类别", CategoriesPage),
    PageSpec("phrases", "文书用语", PhrasesPage),
    PageSpec("templates", "核查模板", TemplatesPage),
    PageSpec("legal_bases", "法律依据", LegalBasesPage),
    PageSpec("holidays", "节假日", HolidaysPage),
    PageSpec("printers", "打印机校准", PrintersPage),
    PageSpec("print_log", "打印记录", PrintLogPage),
)
