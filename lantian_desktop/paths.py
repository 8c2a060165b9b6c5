"""Where the program's own files and the user's data lie, in a source tree, a wheel and a frozen bundle.

Standard library only. What lies inside an office's folder is the store's business.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

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
    """Return the office's folder: what `LANTIAN_DATA` names, the remembered one, or the system's usual place for a user's data."""
    if named := variables.get("LANTIAN_DATA"):
        return Path(named).expanduser()
    remembered = remembered_folder(note_file(variables, home=home, system=system))
    return remembered or _user_folder(
        variables, home=home, system=system, variable="XDG_DATA_HOME", usual=".local/share"
    )


def note_file(variables: Mapping[str, str], *, home: Path, system: str = sys.platform) -> Path:
    """Return the file that remembers where this user's office lies; it never lies in the office's own folder."""
    if system == "win32":
        folder = Path(variables.get("APPDATA") or home / "AppData" / "Roaming") / "LanTian"
    elif system == "darwin":
        folder = home / "Library" / "Preferences" / "LanTian"
    else:
        folder = Path(variables.get("XDG_CONFIG_HOME") or home / ".config") / "lantian"
    return folder / "data-folder.txt"


def remembered_folder(note: Path) -> Path | None:
    """Return the folder a note remembers, or None when there is no note or it cannot be read."""
    try:
        text = note.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(text) if text else None


def remember_folder(note: Path, folder: Path) -> None:
    """Write down where the office lies, whole or not at all; raise OSError when that cannot be done."""
    note.parent.mkdir(parents=True, exist_ok=True)
    fresh = note.with_suffix(".new")
    fresh.write_text(f"{Path(os.path.abspath(folder))}\n", encoding="utf-8")  # noqa: PTH100 - resolve() hides mapped drives
    os.replace(fresh, note)  # noqa: PTH105 - the same word as in the store


def log_folder(variables: Mapping[str, str], *, home: Path, system: str = sys.platform) -> Path:
    """Return the folder of logs and crash reports; it lies outside the office's folder and holds no personal data."""
    return _user_folder(variables, home=home, system=system, variable="XDG_STATE_HOME", usual=".local/state") / "logs"


def font_folders(variables: Mapping[str, str], *, home: Path, system: str = sys.platform) -> tuple[Path, ...]:
    """Return where this system keeps fonts: this user's folders first, then those of all. They need not be there."""
    if system == "win32":
        own = Path(variables.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Microsoft" / "Windows" / "Fonts"
        return own, Path(variables.get("WINDIR") or variables.get("SYSTEMROOT") or "C:/Windows") / "Fonts"
    if system == "darwin":
        return home / "Library" / "Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")
    own = Path(variables.get("XDG_DATA_HOME") or home / ".local/share") / "fonts"
    return own, home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")


def _user_folder(variables: Mapping[str, str], *, home: Path, system: str, variable: str, usual: str) -> Path:
    if system == "win32":
        return Path(variables.get("LOCALAPPDATA") or home / "AppData" / "Local") / "LanTian"
    if system == "darwin":
        return home / "Library" / "Application Support" / "LanTian"
    return Path(variables.get(variable) or home / usual) / "lantian"
