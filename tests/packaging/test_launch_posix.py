"""packaging/run and packaging/test on a real small tree: the environment is made, reused, repaired and never half-trusted."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["backend"]
[project]
name = "lantian-desktop"
version = "0.0.1"
[project.optional-dependencies]
test = []
"""
# A build backend of the tree's own: an editable installation that needs no network.
BACKEND = """
import os, signal, zipfile
from pathlib import Path
METADATA = "Metadata-Version: 2.1\\nName: lantian-desktop\\nVersion: 0.0.1\\nProvides-Extra: test\\n"
def build_editable(folder, config_settings=None, metadata_directory=None):
    if "TELL_AND_WAIT" in os.environ:
        Path(os.environ["TELL_AND_WAIT"]).write_text("x")
        signal.pause()
    name = "lantian_desktop-0.0.1-py3-none-any.whl"
    info = "lantian_desktop-0.0.1.dist-info/"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        wheel.writestr("lantian_desktop.pth", os.getcwd())
        wheel.writestr(info + "METADATA", METADATA)
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return name
"""
PROGRAM = """
import os, sys
from pathlib import Path
print("started", sys.argv[1:], sys.prefix, os.environ.get("QT_QPA_PLATFORM", "-"))
if sys.argv[1:2] == ["fail"]:
    raise SystemExit(7)
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in a folder with a space and Chinese in its name; each test finds or makes the state it needs."""
    root = tmp_path_factory.mktemp("checkout") / "蓝天 联络"
    for name, text in {
        "pyproject.toml": PROJECT,
        "backend/backend.py": BACKEND,
        "lantian_desktop/__main__.py": PROGRAM,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    shutil.copytree(PACKAGING, root / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    return root


def variables(tmp_path: Path, **more: str) -> dict[str, str]:
    """A poor environment: an empty home, no display, no locale."""
    kept = {name: os.environ[name] for name in ("PATH",)}
    return {**kept, "HOME": str(tmp_path / "home"), **more}


def start(tree: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    (tree.parent / "home").mkdir(exist_ok=True)
    command = [str(tree / "packaging" / "run"), *arguments]
    environment = variables(tree.parent, **more)
    return subprocess.run(
        command, cwd="/", env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_first_start_makes_the_environment_and_the_second_only_starts(tree: Path) -> None:
    shutil.rmtree(tree / ".venv", ignore_errors=True)
    first = start(tree, "issues", "--json", "通 远")
    assert "正在准备运行环境" in first.stderr
    assert first.stdout.startswith(f"started ['issues', '--json', '通 远'] {tree / '.venv'}")
    second = start(tree, "issues")
    assert (second.stderr, second.returncode) == ("", 0)
    assert start(tree, "fail").returncode == 7


def test_without_a_display_the_demo_is_made_and_its_place_shown(tree: Path) -> None:
    folder = tree / "build" / "demo"
    for answer in (start(tree), start(tree, "demo")):
        assert answer.returncode == 0, answer.stderr
        assert f"started ['demo', '{folder}']" in answer.stdout
        assert answer.stdout.splitlines()[-1].endswith(f"results lie in {folder}")


def test_with_a_display_the_window_or_the_demo_window_opens(tree: Path) -> None:
    assert "started [] " in start(tree, DISPLAY=":77").stdout
    assert "started ['--demo'] " in start(tree, "demo", DISPLAY=":77").stdout
    assert "started ['--data', '/d'] " in start(tree, "--data", "/d", DISPLAY=":77").stdout


def test_an_office_cannot_be_opened_without_a_display(tree: Path) -> None:
    answer = start(tree, "--data", "/d")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.splitlines()[-1].startswith("这台机器没有图形界面")


def test_an_installation_killed_half_way_is_made_anew(tree: Path) -> None:
    start(tree, "first")
    (tree / ".venv" / "lantian.stamp").unlink()
    (tree / ".venv" / "left-over").touch()
    _kill_when_underway(tree)
    assert (tree / ".venv" / "lantian.underway").exists()
    answer = start(tree, "second")
    assert answer.stdout.startswith("started ['second']"), answer.stderr
    assert not (tree / ".venv" / "lantian.underway").exists()
    assert not (tree / ".venv" / "left-over").exists()


def _kill_when_underway(tree: Path) -> None:
    fifo = tree.parent / "told"
    os.mkfifo(fifo)
    waiting = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    command = [str(tree / "packaging" / "run"), "killed"]
    variables_of_run = variables(tree.parent, TELL_AND_WAIT=str(fifo))
    with subprocess.Popen(command, env=variables_of_run, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        heard, _, _ = select.select([waiting], [], [], 120)
        os.killpg(process.pid, signal.SIGKILL)
    os.close(waiting)
    assert heard, "the installation never began"


def test_a_broken_interpreter_is_replaced(tree: Path) -> None:
    start(tree, "first")
    (tree / ".venv" / "bin" / "python").unlink()
    (tree / ".venv" / "bin" / "python").symlink_to("/nonexistent/python3")
    assert start(tree, "second").stdout.startswith("started ['second']")


def test_a_changed_project_file_and_a_moved_tree_are_installed_again(tree: Path) -> None:
    start(tree, "first")
    with (tree / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("# changed\n")
    assert "正在准备运行环境" in start(tree, "second").stderr
    moved = tree.rename(tree.parent / "moved")
    answer = start(moved, "third")
    moved.rename(tree)
    assert "正在准备运行环境" in answer.stderr
    assert answer.stdout.startswith(f"started ['third'] {moved / '.venv'}")


def test_a_failed_installation_is_one_sentence_and_tried_again(tree: Path) -> None:
    start(tree, "first")
    (tree / ".venv" / "lantian.stamp").unlink()
    backend = (tree / "backend/backend.py").read_text(encoding="utf-8")
    (tree / "backend/backend.py").write_text("raise OSError", encoding="utf-8")
    failed = start(tree, "first")
    assert failed.returncode == 1
    assert "依赖没有装全" in failed.stderr.splitlines()[-1]
    (tree / "backend/backend.py").write_text(backend, encoding="utf-8")
    assert start(tree, "second").stdout.startswith("started ['second']")


def test_without_a_python_one_sentence_says_so(tree: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "readlink"):
        (tools / name).symlink_to(shutil.which(name) or "")
    (tools / "python3").write_text("#!/bin/sh\necho old\n", encoding="utf-8")
    (tools / "python3").chmod(0o755)
    answer = start(tree, PATH=str(tools))
    assert answer.returncode == 1
    assert answer.stderr.startswith("没有找到 Python 3.11 或更高版本")
    assert len(answer.stderr.splitlines()) == 1
