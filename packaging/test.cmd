@echo off
rem Runs every check of the project. "test soak" and "test bench" run the longer sets.
"%~dp0launch.cmd" test %*
