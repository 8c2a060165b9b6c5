"""The entrance of the command line: parse, run, print, and turn whatever went wrong into one sentence and a code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from lantian_desktop.cli.call import Call
from lantian_desktop.cli.catalogue import build_parser
from lantian_desktop.cli.context import CommandContext, Screens
from lantian_desktop.cli.output import Reply, to_json
from lantian_desktop.cli.preferring import conflict_lines
from lantian_desktop.domain.errors import ChangedMeanwhile, OfficeError

DONE, REFUSED, INTERRUPTED = 0, 1, 130


def main(
    argv: Sequence[str],
    *,
    clock: Callable[[], datetime],
    resources: Path,
    default_data: Path,
    screens: Screens | None = None,
    environment: Mapping[str, str] | None = None,
    ask: Callable[[str], str] | None = None,
    crash: Callable[[Exception], Path] | None = None,
    window: Callable[[Path], int] | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
) -> int:
    """Run one command; return 0 when done, 1 after an office error told in one sentence, 2 for a wrong command line.

    `ask` reads a secret from the terminal. `crash` writes the report of a bug and returns its path, without it bugs are
    raised. `window` opens the window on a data folder when no command is named.
    """
    around = CommandContext(
        clock=clock,
        resources=resources,
        default_data=default_data,
        environment=os.environ if environment is None else environment,
        stdout=stdout or _speaking(sys.stdout),
        stderr=stderr or _speaking(sys.stderr),
        ask=ask,
        screens=screens,
    )
    options, code = _parsed(argv, around, command_required=window is None)
    if options is None:
        return code
    call = Call(options, around)
    if options.command is None and window is not None:
        return window(call.folder)
    return _run(call, crash)


def _parsed(argv: Sequence[str], around: CommandContext, *, command_required: bool) -> tuple[Namespace | None, int]:
    """Return what was asked for, or None and the code to leave with after help or a usage error."""
    try:
        with redirect_stdout(around.stdout), redirect_stderr(around.stderr):
            return build_parser(command_required=command_required).parse_args(argv), DONE
    except SystemExit as left:
        return None, left.code if isinstance(left.code, int) else DONE


def _run(call: Call, crash: Callable[[Exception], Path] | None) -> int:
    try:
        reply = call.options.run(call)
        _print(reply, as_json=call.options.json, stream=call.around.stdout)
    except ChangedMeanwhile as conflict:
        for line in (conflict.sentence, *conflict_lines(conflict)):
            call.say(line)
        return REFUSED
    except OfficeError as error:
        call.say(error.sentence)
        return REFUSED
    except KeyboardInterrupt:
        call.say("已中断，没有完成的操作不会留下痕迹。")
        return INTERRUPTED
    except Exception as error:  # a bug, whatever it is: the office gets a sentence, whoever mends it gets the report
        if crash is None:
            raise
        call.say(f"程序出错，本次操作没有完成；请把“{crash(error)}”交给技术人员。")
        return REFUSED
    return DONE


def _print(reply: Reply, *, as_json: bool, stream: TextIO) -> None:
    text = to_json(reply.value) if as_json else reply.text
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError:
        # The reader (head, more) left and what was done is done; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _speaking(stream: TextIO) -> TextIO:
    """Let a stream of the process take every character: UTF-8 where a file or program reads it, never an error."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    return stream
