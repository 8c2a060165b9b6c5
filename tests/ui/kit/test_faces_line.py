"""The line over the preview: which faces the page in view is set in, whole for the ear and the tooltip, shortened for the eye."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import pytest

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.services import printing
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters
from lantian_desktop.ui.kit.pages.page_faces import FacesLine
from lantian_desktop.ui.kit.pages.pdf_pages import PdfPages
from lantian_desktop.ui.kit.pages.preview import PdfPreview
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.kit.work.worker import InlineWorker, PoolWorker
from lantian_desktop.ui.shell.screenshots import settle
from tests import own_fonts
from tests.ui.clipping import faults
from tests.ui.tab_kit import Stage, make_stage


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()
    printing.use_font_folders(())


@pytest.fixture
def preview(qtbot) -> PdfPreview:
    made = PdfPreview(InlineWorker())
    qtbot.addWidget(made)
    made.resize(700, 560)
    made.show()
    return made


def letter_pages(stage: Stage) -> PdfPages:
    issue = stage.confirmed(site="通远街道某木器加工点")
    draft = letter_content.propose(stage.office, issue_ids=[issue.id]).draft
    return PdfPages(letters.preview(stage.office, draft=draft))


def line_of(preview: PdfPreview) -> FacesLine:
    return preview.findChild(FacesLine)


def test_a_stored_letter_tells_the_faces_it_was_issued_in(stage, tmp_path, preview) -> None:
    face = own_fonts.face("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, text="责令整改街道问题")
    own_fonts.saved(face, tmp_path / "fonts" / "FSGB2312.TTF")
    printing.use_font_folders([tmp_path / "fonts"])
    issue = stage.confirmed(site="通远街道某木器加工点")
    draft = letter_content.propose(stage.office, issue_ids=[issue.id]).draft
    letter = letters.issue_letter(stage.office, draft=draft)
    printing.use_font_folders(())
    preview.show_pages(PdfPages(letters.letter_pdf(stage.office, letter_id=letter.id)))
    output = line_of(preview).text()
    assert output.startswith("本页字体　小标宋：蓝天粗宋（随附）；仿宋：仿宋_GB2312（本机）、蓝天仿宋（随附）")
    assert line_of(preview).toolTip() == line_of(preview).accessibleName() == output


def test_the_line_follows_the_page_in_view(stage, preview) -> None:
    assert not line_of(preview).isVisible()
    preview.show_pages(letter_pages(stage))
    assert line_of(preview).isVisible()
    first = line_of(preview).text()
    assert "小标宋" in first
    preview.view.go_to(preview.pages.count() - 1)
    assert "宋体：蓝天宋体（随附）" in line_of(preview).text()
    preview.view.go_to(0)
    assert line_of(preview).text() == first
    preview.show_pages(None)
    assert not line_of(preview).isVisible()
    assert line_of(preview).text() == ""


@dataclass
class TellingPages:
    """Pages of a letter that remember who asked for their faces, and how often."""

    real: PdfPages
    asked: list[tuple[int, int]] = field(default_factory=list)

    def count(self) -> int:
        return self.real.count()

    def size(self, number: int) -> tuple[float, float]:
        return self.real.size(number)

    def render(self, number: int, dpi: float):
        return self.real.render(number, dpi)

    def faces(self, number: int) -> tuple[str, ...]:
        self.asked.append((number, threading.get_ident()))
        return self.real.faces(number)


def test_faces_are_read_beside_the_window_and_once_a_page(qtbot, stage) -> None:
    worker = PoolWorker()
    made = PdfPreview(worker)
    qtbot.addWidget(made)
    made.resize(700, 560)
    made.show()
    pages = TellingPages(letter_pages(stage))
    made.show_pages(pages)
    qtbot.waitUntil(lambda: "仿宋" in line_of(made).text())
    made.view.go_to(1)
    made.view.go_to(0)
    made.view.verticalScrollBar().setValue(3)
    qtbot.waitUntil(lambda: not made.view.waiting)
    worker.wait()
    numbers = [number for number, _thread in pages.asked]
    assert sorted(numbers) == sorted(set(numbers))
    assert threading.get_ident() not in {thread for _number, thread in pages.asked}


def test_a_page_whose_faces_cannot_be_read_leaves_the_line_empty(stage, preview) -> None:
    class Unreadable(TellingPages):
        def faces(self, number: int) -> tuple[str, ...]:
            raise OfficeError("文书已损坏，请从备份中恢复。")

    preview.show_pages(Unreadable(letter_pages(stage)))
    assert line_of(preview).text() == ""
    assert preview.pages is not None


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("width", [360, 560, 1300])
def test_the_line_never_clips_and_keeps_the_pane_as_narrow_as_before(
    stage, preview, appearance, size: TextSize, width: int
) -> None:
    appearance.choose(mode=Mode.LIGHT, size=size)
    preview.show_pages(letter_pages(stage))
    preview.resize(width, 560)
    settle(preview)
    line = line_of(preview)
    assert faults(preview) == []
    assert (preview.width(), line.geometry().right() + 1) == (width, width)
    assert line.height() >= line.fontMetrics().height()
