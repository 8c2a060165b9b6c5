#!/bin/sh
# Finds a Python of at least 3.11, preferring one that can make virtual environments, and hands over to launch.py.
set -eu

here=$(dirname -- "$(readlink -f -- "$0")")
chosen=
for name in python3.13 python3.12 python3.11 python3.14 python3 python; do
    # A pyenv shim without its version is on the path but does not run: asking is the only proof.
    answer=$("$name" -c 'import sys; from importlib.util import find_spec
print("old" if sys.version_info < (3, 11) else "whole" if find_spec("ensurepip") else "bare")' 2>/dev/null) || continue
    case $answer in
        whole) chosen=$name; break ;;
        bare) chosen=${chosen:-$name} ;;
    esac
done
if [ -z "$chosen" ]; then
    printf '%s\n' "没有找到 Python 3.11 或更高版本，请先安装（Debian、Ubuntu：sudo apt-get install python3 python3-venv）。/ Python 3.11 or newer is missing; please install python3 and python3-venv." >&2
    exit 1
fi
exec "$chosen" "$here/launch.py" "$@"
