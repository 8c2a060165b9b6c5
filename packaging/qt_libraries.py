"""The system libraries that Qt needs on Linux: which are missing, and the Debian packages that bring them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from environment import Environment, SetupError, apt_install, may_install

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
MISSING = "Qt 缺少系统库，请运行：{advice}。/ Qt lacks system libraries; please run: {advice}"


def platform_wanted(variables: dict[str, str]) -> str:
    """Return the Qt platform that a window would use on Linux: xcb, wayland, or offscreen where there is no display."""
    if named := variables.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]:
        return named
    if variables.get("DISPLAY"):
        return "xcb"
    return "wayland" if variables.get("WAYLAND_DISPLAY") else "offscreen"


def ensure_libraries(environment: Environment, platform: str) -> None:
    """Install what Qt lacks for `platform`, or say in one sentence what the user has to install."""
    missing = missing_libraries(environment, platform)
    if not missing:
        return
    packages = sorted({PACKAGES.get(name, name) for name in missing})
    known = sorted({PACKAGES[name] for name in missing if name in PACKAGES})
    if known and may_install():
        print(f"正在安装 Qt 需要的系统库 / Installing: {' '.join(known)}", file=sys.stderr, flush=True)
        apt_install(known)
        if not missing_libraries(environment, platform):
            return
    raise SetupError(MISSING.format(advice=f"sudo apt-get install {' '.join(packages)}"))


def missing_libraries(environment: Environment, platform: str) -> list[str]:
    """Return the names of shared libraries that Qt's widgets and `platform` plugin ask for and the system lacks."""
    if sys.platform == "linux" and shutil.which("ldd"):
        return missing_in([path for path in _qt_objects(environment, platform) if path.is_file()])
    return []


def missing_in(objects: list[Path]) -> list[str]:
    """Return the libraries that the dynamic linker does not find for `objects`."""
    if not objects:
        return []
    plain = {**os.environ, "LC_ALL": "C"}
    listing = subprocess.run(["ldd", *objects], capture_output=True, text=True, env=plain, check=False).stdout
    return sorted({line.split()[0] for line in listing.splitlines() if line.endswith("=> not found")})


def _qt_objects(environment: Environment, platform: str) -> list[Path]:
    found = sorted(environment.folder.glob("lib/python3*/site-packages/PySide6"))
    return [path for qt in found for path in (qt / "QtWidgets.abi3.so", qt / f"Qt/plugins/platforms/libq{platform}.so")]
