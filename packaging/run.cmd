@echo off
rem Opens the window. "run demo" shows a demo office, "run ARGS" is the command line.
"%~dp0launch.cmd" run %*
