"""What packaging/run and packaging/test do once a Python is found: prepare the environment, start the job in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from environment import Environment, SetupError, environment_of, ready
from qt_libraries import ensure_libraries, platform_wanted

TREE = Path(__file__).resolve().parent.parent
TEST_SETS = {"soak": ["-m", "soak"], "bench": ["-m", "benchmark", "-s"]}
EVERY_CORE = ["-n", "auto", "--dist", "loadfile"]  # a file's tests share what its fixtures made, so they stay together
NO_DISPLAY = "这台机器没有图形界面，打不开窗口。/ There is no display here, so the window cannot open."
DEMO_DONE = "这台机器没有图形界面，示例已生成在：{folder} / No display here; the demo's results lie in {folder}"


def main(arguments: Sequence[str]) -> int:
    """Run `run …` or `test …` and return its exit code."""
    job, *rest = arguments
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console that cannot show Chinese must not end the start
    try:
        return run(rest) if job == "run" else check(rest)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Open the window, the demo window or, without a display, make the demo; other arguments go to the command line."""
    environment = ready(environment_of(TREE), "")
    if wants_window(arguments):
        platform = platform_wanted(dict(os.environ))
        ensure_libraries(environment, platform)
        if platform == "offscreen" and sys.platform == "linux":
            return _without_display(environment, arguments)
        arguments = ["--demo"] if arguments == ["demo"] else arguments
    return _start(environment, arguments)


def wants_window(arguments: Sequence[str]) -> bool:
    """Tell whether nothing but the window is asked for: no command, or `demo` without a folder."""
    waiting = iter([] if list(arguments) == ["demo"] else arguments)
    for argument in waiting:
        if argument in {"--data", "--user"}:
            next(waiting, "")
        elif not argument.startswith(("--data=", "--user=")):
            return False
    return True


def check(arguments: list[str]) -> int:
    """Run ruff, mypy and pytest as the project's checks; a named set or pytest's own arguments run pytest alone."""
    environment = ready(environment_of(TREE), "test")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    ensure_libraries(environment, platform_wanted(dict(os.environ)))
    os.chdir(TREE)
    failed = [] if arguments else _static_checks(environment)
    name, *rest = arguments or [""]
    chosen = [*TEST_SETS[name], *rest] if name in TEST_SETS else arguments or EVERY_CORE
    tests = subprocess.run([environment.python, "-m", "pytest", *chosen], check=False).returncode
    if failed:
        print(f"未通过 / failed: {', '.join(failed)}", file=sys.stderr)
    return tests or int(bool(failed))


def _static_checks(environment: Environment) -> list[str]:
    """Return the names of the checks that failed, after running all of them."""
    checks = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "mypy of the launcher": ["mypy", "packaging/launch.py", "packaging/licenses.py"],
    }
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if subprocess.run([environment.python, "-m", *command], check=False).returncode:
            failed.append(name)
    print("== pytest", flush=True)
    return failed


def _without_display(environment: Environment, arguments: list[str]) -> int:
    if arguments not in ([], ["demo"]):
        raise SetupError(NO_DISPLAY)
    base = TREE / "build" if os.access(TREE, os.W_OK) else environment.folder.parent
    folder = base / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    code = subprocess.run([environment.python, "-m", "lantian_desktop", "demo", folder], check=False).returncode
    if code == 0:
        print(DEMO_DONE.format(folder=folder))
    return code


def _start(environment: Environment, arguments: list[str]) -> int:  # noqa: RET503 - execv never returns
    """Become the program, so that signals reach it; on Windows, where that would detach, wait for it."""
    os.environ.update(input_method(dict(os.environ), _running_programs(), _bundled_input_methods(environment)))
    command = [str(environment.python), "-m", "lantian_desktop", *arguments]
    if sys.platform == "win32":
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)


def input_method(variables: dict[str, str], running: set[str], bundled: set[str]) -> dict[str, str]:
    """Return the variable that lets fcitx5 type into Qt: it speaks ibus's protocol, and the wheels bring ibus."""
    named = variables.get("QT_IM_MODULE", "")
    unusable = named.startswith("fcitx") and not {"fcitx", "fcitx5"} & bundled
    if "fcitx5" in running and "QT_IM_MODULES" not in variables and (not named or unusable):
        return {"QT_IM_MODULE": "ibus"}
    return {}


def _bundled_input_methods(environment: Environment) -> set[str]:
    plugins = environment.folder.glob("lib/python3*/site-packages/PySide6/Qt/plugins/platforminputcontexts/lib*.so")
    return {path.name.removeprefix("lib").partition("platforminputcontextplugin")[0] for path in plugins}


def _running_programs() -> set[str]:
    """Return the short names of running processes on Linux; elsewhere nothing."""
    names = set()
    for entry in Path("/proc").glob("[0-9]*/comm"):
        try:
            names.add(entry.read_text(encoding="utf-8", errors="replace").strip())
        except OSError:
            continue  # it ended meanwhile
    return names


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
