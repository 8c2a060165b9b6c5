"""The office's phrases: which there are, what may be left to be filled in, and filling it in. What letters say is put together elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from lantian_desktop.domain.letters.letter import LetterKind
from lantian_desktop.services.admin import presets
from lantian_desktop.services.office import Office
from lantian_desktop.store.admin import settings

_EVERYWHERE = frozenset({
    "round", "count", "numbers", "number", "site", "description", "territory", "territories", "as_of",
    "contact_person", "contact_phone",
})  # fmt: skip
_EARLIER = frozenset({"letters", "letter_number", "letter_title", "letter_date"})
# What only some kinds of letters know.
_OF_KIND: Mapping[str, frozenset[str]] = {
    LetterKind.SUPERVISION: frozenset({"plan_due", "rectify_due"}),
    LetterKind.REMINDER: frozenset({"plan_due", "rectify_due", "plan_late", "rectify_late"}) | _EARLIER,
    LetterKind.APPEAL: frozenset({"grounds"}),
    LetterKind.ADMONITION: frozenset({"meeting_on"}),
    LetterKind.PLAN_REPORT: frozenset({"received"}),
    LetterKind.RECTIFICATION_REPORT: frozenset({"received", "done", "closed", "open"}),
}
OF_LISTS = frozenset({"round", "count"})
_HOLE = re.compile(r"\{([a-z_]+)\}")
_NO_ROUND = "第本轮次"  # what 第{round}轮次 becomes when no round is known


def fillable(phrase_id: str) -> frozenset[str]:
    """Return the placeholders a phrase may hold; phrases that stand in no letter's text hold none."""
    group, _, name = phrase_id.partition(".")
    if name == "annex_title":
        return OF_LISTS
    return _EVERYWHERE | _OF_KIND[group] if group in _OF_KIND else frozenset()


def wording(office: Office) -> Mapping[str, str]:
    """Return every phrase by its identifier: as the office changed it, or as shipped."""
    return {**_shipped(office.resources), **settings.phrases(office.session)}


@lru_cache(maxsize=2)
def _shipped(resources: Path) -> Mapping[str, str]:
    return presets.phrases(resources)


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Return a phrase with its placeholders filled in; what is unknown or empty stays, for the check to find.

    Braces in a fact itself are the record's own words and are left alone.
    """
    return _HOLE.sub(lambda hole: facts.get(hole[1]) or hole[0], text).replace(_NO_ROUND, "")


def paragraphs(texts: list[str]) -> tuple[str, ...]:
    """Return the lines of filled phrases as paragraphs, blank ones left out."""
    return tuple(line.strip() for text in texts for line in text.split("\n") if line.strip())
