@echo off
rem Finds a Python of at least 3.11 and hands over to launch.py.
setlocal
set "PYTHONUTF8=1"
for %%P in ("py -3.13" "py -3.12" "py -3.11" "py -3" "python" "python3") do (
    call %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "LANTIAN_PYTHON=%%~P" && goto found
)
chcp 65001 >nul
echo 没有找到 Python 3.11 或更高版本，请先安装 64 位的 Python。/ Python 3.11 or newer is missing; please install a 64-bit Python.>&2
exit /b 1

:found
%LANTIAN_PYTHON% "%~dp0launch.py" %*
exit /b %errorlevel%
