@echo off
rem Runs every check of the project. "test soak" and "test bench" run the longer sets.
call "%~dp0launch.cmd" test %*
exit /b %errorlevel%
