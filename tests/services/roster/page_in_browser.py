"""A page searched by a real browser without a window: typing into it, reading what it shows, and a page of many lines."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import pytest

from lantian_desktop.domain.roster.export import NumberForm
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import html as roster_html
from lantian_desktop.services.roster import roster

# Where there is no browser the parameter is empty: the tests that search the page for real are then reported as not run.
BROWSERS = tuple(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "msedge"))))[:1]
in_a_browser = pytest.mark.parametrize("browser", BROWSERS)
KEYS = ("g", "ga", "gao", "gaol", "1", "13", "1380", "示", "z", "zh", "zha", "l q")
TYPING = """
<script>
(function () {
  var box = document.getElementById("q"), keys = %s, answers = [], worst = 0, began, i, round, event, took;
  for (round = 0; round < 2; round += 1) {
    for (i = 0; i < keys.length; i += 1) {
      began = performance.now();
      box.value = keys[i];
      event = document.createEvent("Event");
      event.initEvent("input", true, false);
      box.dispatchEvent(event);
      took = performance.now() - began;
      worst = round ? Math.max(worst, took) : 0;
      answers[i] = (document.getElementById("list").firstChild || document.createElement("p")).textContent;
    }
  }
  document.body.setAttribute("data-worst", worst.toFixed(1));
  document.body.setAttribute("data-answers", answers.join("|"));
}());
</script>
"""


def typed(browser: str, path: Path, keys: Sequence[str]) -> tuple[list[str], float]:
    """Type into the page; return the first row for each text and the milliseconds that the slowest took the second time."""
    text = path.read_text(encoding="utf-8").replace("</body>", TYPING % json.dumps(list(keys)) + "</body>")
    driven = path.with_name(f"typed-{path.name}")
    driven.write_text(text, encoding="utf-8")
    output = dom(browser, driven)
    worst, answers = (re.search(f'data-{name}="([^"]*)"', output) for name in ("worst", "answers"))
    assert worst is not None
    assert answers is not None
    return html.unescape(answers[1]).split("|"), float(worst[1])


def dom(browser: str, path: Path, query: str = "") -> str:
    """Return what the browser makes of the page."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}",
            "--dump-dom", f"{path.as_uri()}#q={quote(query)}",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    return done.stdout


def many(office: Office, count: int = 5_000) -> bytes:
    """Return a page of so many invented lines."""
    units = [unit.id for unit in roster.units(office)]
    signs = "张王李赵单仇查解盖曾尉迟欧阳志文强明华建国永平丽娟"
    lines = [
        RosterEntry(
            number + 1, units[number % len(units)], PostRole.STAFF, f"铁腕治霾办综合科干部{number % 40}",
            signs[number % 14] + signs[number // 14 % 25] + signs[number // 350 % 25],
            Phones(f"029-{number:08}", f"138{number:08}", "", "", f"029-{number:08}", f"shili{number}@example.com", f"shili_{number}"),
            remark="示例",
        )
        for number in range(count)
    ]  # fmt: skip
    return roster_html.page(office, lines, title="联络名册", numbers=NumberForm.FULL)
