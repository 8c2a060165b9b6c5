"""The same content gives the same bytes: on every run, in every process, whatever was made before it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.letters.official_letter import build
from lantian_desktop.domain.letters.letter import LetterFormat
from tests.benchmarks.invented_letters import annex, letter
from tests.source_tree import TREE

SCRIPT = """
import hashlib, sys
from dataclasses import replace
from pathlib import Path
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.letters.official_letter import build
from lantian_desktop.domain.letters.letter import LetterFormat
from tests.benchmarks.invented_letters import annex, letter

faces = FaceBook(Path("resources/fonts"))
content = replace(letter(0), format=LetterFormat(sys.argv[1]), annexes=(annex(40),))
if sys.argv[2] == "after others":
    build(letter(3), faces)
print(hashlib.sha256(build(content, faces)).hexdigest())
"""


@pytest.mark.parametrize("form", list(LetterFormat))
def test_two_processes_make_the_same_bytes(faces: FaceBook, form: LetterFormat) -> None:
    def in_a_process(seed: str, before: str) -> str:
        variables = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(TREE)}
        command = [sys.executable, "-c", SCRIPT, form.value, before]
        answer = subprocess.run(command, cwd=TREE, env=variables, capture_output=True, text=True, check=True)
        return answer.stdout.strip()

    build(letter(5), faces)
    here = hashlib.sha256(build(replace(letter(0), format=form, annexes=(annex(40),)), faces)).hexdigest()
    assert {in_a_process("1", "nothing"), in_a_process("4242", "after others")} == {here}
