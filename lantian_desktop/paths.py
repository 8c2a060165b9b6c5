"""Where the program's own files and the user's data lie, in a source tree, a wheel and a frozen bundle.

Standard library only. What lies inside an office's folder is the store's business.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

PLACE_NOTE = "数据位置.txt"  # in the usual folder; its one line names the folder the office was put into
_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Return the folder of fonts, presets, help and the other files that the program brings."""
    bundle = getattr(sys, "_MEIPASS", None)  # set by the frozen program's starter
    places = [_PACKAGE / "resources", _PACKAGE.parent / "resources"]
    if bundle is not None:
        places.insert(0, Path(bundle) / "resources")
    return next((place for place in places if place.is_dir()), places[-1])


def resource(name: str) -> Path:
    """Return one file or folder of the resources, named with forward slashes: `resource("fonts/NotoSansSC.ttf")`."""
    return resources().joinpath(*name.split("/"))


def data_folder(variables: Mapping[str, str], *, home: Path, system: str = sys.platform) -> Path:
    """Return the office's folder: `LANTIAN_DATA` where it is set, otherwise the system's usual place for a user's data."""
    if named := variables.get("LANTIAN_DATA"):
        return Path(named).expanduser()
    return _user_folder(variables, home=home, system=system, variable="XDG_DATA_HOME", usual=".local/share")


def office_folder(usual: Path) -> Path:
    """Return where the office of `usual` lies: the place noted there when it was made elsewhere, otherwise `usual` itself."""
    try:
        noted = (usual / PLACE_NOTE).read_text(encoding="utf-8").strip()
    except OSError:
        return usual
    return Path(noted) if noted else usual


def note_office_folder(usual: Path, chosen: Path) -> None:
    """Note in the usual folder that the office was made in `chosen`, so that the next start finds it."""
    usual.mkdir(parents=True, exist_ok=True)
    (usual / PLACE_NOTE).write_text(f"{chosen.resolve()}\n", encoding="utf-8")


def log_folder(variables: Mapping[str, str], *, home: Path, system: str = sys.platform) -> Path:
    """Return the folder of logs and crash reports; it lies outside the office's folder and holds no personal data."""
    return _user_folder(variables, home=home, system=system, variable="XDG_STATE_HOME", usual=".local/state") / "logs"


def _user_folder(variables: Mapping[str, str], *, home: Path, system: str, variable: str, usual: str) -> Path:
    if system == "win32":
        return Path(variables.get("LOCALAPPDATA") or home / "AppData" / "Local") / "LanTian"
    if system == "darwin":
        return home / "Library" / "Application Support" / "LanTian"
    return Path(variables.get(variable) or home / usual) / "lantian"
