"""The virtual environment of a source tree: made, repaired, recognised as finished. What runs in it is launch.py's."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

WINDOWS = os.name == "nt"
NO_VENV = (
    "这个 Python 缺少 venv 模块，请运行：sudo apt-get install {package}。"
    "/ This Python cannot make virtual environments; please install {package}."
)
NO_PACKAGES = (
    "依赖没有装全（原因见上），请检查网络或软件源后再运行一次。"
    "/ The dependencies could not be installed (see above); please check the network and start again."
)


class SetupError(Exception):
    """The machine lacks something; the message is one sentence in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The folder of a virtual environment and the tree it serves."""

    tree: Path
    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if WINDOWS else "bin/python")

    @property
    def stamp(self) -> Path:
        """Written last: says for which project file and extras the installation is complete."""
        return self.folder / "lantian.stamp"

    @property
    def underway(self) -> Path:
        """There while pip works; found at a start, it tells that pip was killed half-way."""
        return self.folder / "lantian.underway"


def environment_of(tree: Path) -> Environment:
    """Return the environment of `tree`: inside it, or in the user's cache where the tree cannot be written."""
    if os.access(tree, os.W_OK):
        return Environment(tree, tree / ".venv")
    name = f"venv-{hashlib.sha256(os.fsencode(tree)).hexdigest()[:12]}"
    cache = os.environ.get("LOCALAPPDATA" if WINDOWS else "XDG_CACHE_HOME") or Path.home() / ".cache"
    return Environment(tree, Path(cache) / "lantian" / name)


def ready(environment: Environment, extra: str) -> Environment:
    """Return `environment` after making sure that it runs and holds the project with `extra` ("" or "test")."""
    if _complete(environment, extra):
        return environment
    with _alone(environment.tree):
        if not _complete(environment, extra):
            print("正在准备运行环境，首次需要几分钟…… / Preparing the environment …", file=sys.stderr, flush=True)
            _rebuild_if_broken(environment)
            _install(environment, extra)
    return environment


def _complete(environment: Environment, extra: str) -> bool:
    version = _version(environment)
    if not version or not environment.stamp.is_file():
        return False
    fingerprint, _, stored = environment.stamp.read_text(encoding="utf-8").partition("\n")
    return fingerprint == _fingerprint(environment, version) and extra in {"", stored}


def _version(environment: Environment) -> str:
    """Return the environment's Python version, or nothing where it does not run or has lost its packages."""
    if not environment.python.is_file():
        return ""
    probe = "import sys, pip; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([environment.python, "-c", probe], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


def _fingerprint(environment: Environment, version: str) -> str:
    """Return a hash that changes with the project file, the Python and the place of the tree."""
    project = (environment.tree / "pyproject.toml").read_bytes()
    return hashlib.sha256(b"\0".join([project, version.encode(), os.fsencode(environment.tree)])).hexdigest()


def _rebuild_if_broken(environment: Environment) -> None:
    if _version(environment) and not environment.underway.exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        _install_venv_module()
    if environment.folder.exists():
        shutil.rmtree(environment.folder)
    made = subprocess.run([sys.executable, "-m", "venv", environment.folder], check=False)
    if made.returncode:
        raise SetupError(NO_VENV.format(package=_venv_package()))


def _install_venv_module() -> None:
    if not may_install():
        raise SetupError(NO_VENV.format(package=_venv_package()))
    apt_install([_venv_package()])


def _venv_package() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def _install(environment: Environment, extra: str) -> None:
    environment.stamp.unlink(missing_ok=True)
    environment.underway.touch()
    target = str(environment.tree) + (f"[{extra}]" if extra else "")
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    options = ["install", "--disable-pip-version-check", *quiet, "--editable", target]
    installed = subprocess.run([environment.python, "-m", "pip", *options], stdout=sys.stderr, check=False)
    if installed.returncode < 0:
        raise SystemExit(128 - installed.returncode)
    environment.underway.unlink()
    if installed.returncode:
        raise SetupError(NO_PACKAGES)
    environment.stamp.write_text(f"{_fingerprint(environment, _version(environment))}\n{extra}", encoding="utf-8")


@contextmanager
def _alone(tree: Path) -> Iterator[None]:
    """Hold the tree's own lock, so that `run` and `test` started together do not install into each other."""
    with (tree / "pyproject.toml").open("rb") as stream:
        _wait_for_lock(stream)
        yield


def _wait_for_lock(stream: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        stream.seek(1 << 30)  # a byte beyond the end: the file itself stays readable
        while True:
            try:
                msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
            except OSError:
                continue  # it gives up after ten seconds of waiting
            return
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX)


def may_install() -> bool:
    """Tell whether system packages can be installed here: apt-get is there and the user is root."""
    return sys.platform != "win32" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages, with fresh package lists only where the ones at hand do not do."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]

    def done(command: list[str]) -> bool:
        return subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0

    return done(install) or (done(["apt-get", "update", "-qq"]) and done(install))
