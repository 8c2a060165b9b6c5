"""How fast letters and their annexes are made: as ratios to bare reportlab and to other typesetters, never asserted by the clock."""

from __future__ import annotations

import html
import importlib.util
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pypdfium2
import pytest

from lantian_desktop.documents.kit import table
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.letters.annex import checked, draw_annexes
from lantian_desktop.documents.letters.official_letter import build
from tests.benchmarks import invented_letters, raw_pages

TREE = Path(__file__).resolve().parents[2]
FONTS = TREE / "resources" / "fonts"
RUNS = 15
PROCESS_RUNS = 3


@pytest.fixture(scope="module")
def faces() -> FaceBook:
    raw_pages.register(FONTS)
    return FaceBook(FONTS)


def page_count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object], target: str) -> None:
    """Print the median of both and of their ratio, run by turns so that a busy machine is unfair to neither."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(RUNS + 2)][2:]
    mine, other = median(one for one, _ in pairs), median(one for _, one in pairs)
    ratio = median(one / another for one, another in pairs)
    print(f"\n{name}: {mine * 1000:.1f} ms, bare reportlab {other * 1000:.1f} ms, ratio {ratio:.2f} ({target})")


@pytest.mark.benchmark
def test_two_hundred_letters_in_one_job() -> None:
    command = [sys.executable, "tests/benchmarks/letter_job.py"]
    answer = subprocess.run(command, cwd=TREE, capture_output=True, text=True, encoding="utf-8", check=True)
    done = json.loads(answer.stdout)
    rate, busy = done["count"] / done["wall"], done["count"] / done["cpu"]
    grown = (done["peak_kib"] - done["settled_kib"]) / 1024
    print(
        f"\n{done['count']} letters of {page_count(build(invented_letters.letter(0), FaceBook(FONTS)))} pages in one job"
    )
    print(
        f"  {rate:.1f} letters/s by the clock, {busy:.1f} by the processor (target 25), {done['bytes'] / done['count'] / 1e3:.0f} kB each"
    )
    print(f"  peak memory {done['peak_kib'] / 1024:.0f} MiB, grown by {grown:.1f} MiB between letter 50 and letter 200")


@pytest.mark.benchmark
def test_a_letter_beside_bare_reportlab(faces: FaceBook) -> None:
    letter = invented_letters.letter(0)
    pdf = build(letter, faces)
    pages = raw_pages.pages_of(pdf)
    name = f"a letter of {page_count(pdf)} pages, faces loaded"
    compare(name, lambda: build(letter, faces), lambda: raw_pages.draw(pages), "target 2 at the most")


@pytest.mark.benchmark
def test_an_annex_of_five_hundred_rows(faces: FaceBook) -> None:
    annex = invented_letters.annex(500)

    def made() -> bytes:
        table._broken.cache_clear()  # every cell is broken anew
        sheet = PageCanvas(faces, title=annex.title, author="示例")
        draw_annexes(sheet, [checked(annex, faces)])
        return sheet.finish()

    pdf = made()
    pages = raw_pages.pages_of(pdf)
    compare(
        f"a table of 500 rows and 8 columns on {page_count(pdf)} pages",
        made,
        lambda: raw_pages.draw(pages),
        "target 1 s",
    )


@pytest.mark.benchmark
def test_a_letter_beside_other_typesetters(tmp_path: Path) -> None:
    """Each as a process of its own, its start included, by turns."""
    ours = [sys.executable, "-m", "tests.benchmarks.one_letter", str(tmp_path / "ours.pdf")]
    print("\nthe same text, each as a whole process:")
    for name, command in _others(tmp_path).items():
        if command is None:
            print(f"  {name}: not on this machine")
            continue
        pairs = [(whole_process(ours), whole_process(command)) for _ in range(PROCESS_RUNS + 1)][1:]
        mine, other = median(one for one, _ in pairs), median(one for _, one in pairs)
        ratio = median(one / another for one, another in pairs)
        print(f"  this program {mine:.2f} s, {name} {other:.2f} s, ratio {ratio:.2f} (target 0.5 of LibreOffice)")


def _others(folder: Path) -> dict[str, list[str] | None]:
    """Return how each of the others is started on the same text; None for those that are not here."""
    letter = invented_letters.letter(0)
    page, plain, made = folder / "letter.html", folder / "letter.typ", str(folder / "letter.pdf")
    text = "".join(f"<p>{html.escape(part)}</p>" for part in letter.paragraphs)
    page.write_text(f"<meta charset='utf-8'><h1>{html.escape(letter.title)}</h1>{text}", encoding="utf-8")
    plain.write_text("\n\n".join((f"= {letter.title}", *letter.paragraphs)).replace("@", "\\@"), encoding="utf-8")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    typst = f"import typst; typst.compile({str(plain)!r}, output={made!r}, font_paths=[{str(FONTS)!r}])"
    return {
        "LibreOffice": [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(page)]
        if office
        else None,
        "typst": [sys.executable, "-c", typst] if importlib.util.find_spec("typst") else None,
        "WeasyPrint": [sys.executable, "-m", "weasyprint", str(page), made]
        if importlib.util.find_spec("weasyprint")
        else None,
    }


def whole_process(command: list[str]) -> float:
    """Run a command to its end and return the seconds it took by the clock."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=TREE)
    return time.perf_counter() - began
