"""Taking back the last step from the window: by Ctrl+Z, or by the button beside the sentence that told it."""

from __future__ import annotations

from functools import partial

from lantian_desktop.services.issues import steps
from lantian_desktop.ui.kit.work.shell import Shell


def take_back(shell: Shell) -> None:
    """Undo the last step if it can be undone, and say so or say why not."""
    shell.attempt(partial(steps.undo_last, shell.office), partial(_say, shell))


def say_done(shell: Shell, sentence: str) -> None:
    """Tell that something was done, with 撤销 beside it while it can be taken back."""
    undoable = steps.undo_title(shell.office) is not None
    shell.say(sentence, partial(take_back, shell) if undoable else None)


def _say(shell: Shell, title: str) -> None:
    shell.say(f"已撤销：{title}。")
