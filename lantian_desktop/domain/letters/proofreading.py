"""Proofreading of official Chinese: every certain or doubtful place of a text, each with one sentence. Knows no letter and no store."""

from __future__ import annotations

from lantian_desktop.domain.letters import proof_levels, proof_marks, proof_words
from lantian_desktop.domain.letters.flaws import Flaw, FlawRule, Severity

__all__ = ["Flaw", "FlawRule", "Severity", "proofread"]

# In this order: a place that one rule has named is not named again by a later, looser one.
_RULES = (
    proof_words.control_flaws,
    proof_words.secret_flaws,
    proof_words.mobile_flaws,
    proof_words.placeholder_flaws,
    proof_words.number_flaws,
    proof_words.date_flaws,
    proof_levels.mark_flaws,
    proof_levels.level_flaws,
    proof_marks.doubled_flaws,
    proof_marks.run_flaws,
    proof_marks.pair_flaws,
    proof_marks.ascii_quote_flaws,
    proof_marks.half_width_flaws,
    proof_marks.width_flaws,
    proof_levels.heading_flaws,
    proof_words.invisible_flaws,
    proof_marks.blank_flaws,
)
_PAIRED = frozenset({FlawRule.HALF_WIDTH, FlawRule.ASCII_QUOTE, FlawRule.NESTED})  # what matters are the two ends


def proofread(text: str) -> tuple[Flaw, ...]:
    """Return the flaws of a text of one or more paragraphs, in the order of their places; good text has none."""
    claimed: set[int] = set()
    kept: list[Flaw] = []
    for rule in _RULES:
        for found in rule(text):
            places = _places(found)
            if claimed.isdisjoint(places):
                claimed.update(places)
                kept.append(found)
    return tuple(sorted(kept, key=lambda found: (found.start, found.end)))


def _places(found: Flaw) -> frozenset[int] | range:
    if found.rule in _PAIRED:
        return frozenset({found.start, found.end - 1})
    return range(found.start, found.end)
