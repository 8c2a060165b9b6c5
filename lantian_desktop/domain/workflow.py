"""The table machine behind every workflow: which action leads from which state to which, and what must hold for it.

The rules of one particular workflow do not live here; see `issue_flow`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from lantian_desktop.domain.errors import Refused
from lantian_desktop.domain.terms import Labelled

S = TypeVar("S", bound=Labelled)
A = TypeVar("A", bound=Labelled)
F = TypeVar("F")

WRONG_STATE = "wrong_state"  # the code of an action the table does not know in a state


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step may not be taken: `code` names the rule for the program, `sentence` tells the user what to do."""

    code: str
    sentence: str


Guard = Callable[[F], Refusal | None]


@dataclass(frozen=True, slots=True)
class Rule(Generic[S, A, F]):
    """One line of a workflow table: in any of `sources`, `action` leads to `target` when no guard objects."""

    action: A
    sources: tuple[S, ...]
    target: S
    guards: tuple[Guard[F], ...] = ()


@dataclass(frozen=True, slots=True)
class Flow(Generic[S, A, F]):
    """A workflow as a table. Buttons, command line and imports all ask the same one."""

    rules: tuple[Rule[S, A, F], ...]

    def rule(self, state: S, action: A) -> Rule[S, A, F] | None:
        """Return the line for `action` in `state`, or None."""
        return next((rule for rule in self.rules if rule.action is action and state in rule.sources), None)

    def allowed(self, state: S) -> tuple[A, ...]:
        """Return the actions the table knows for `state`, in table order; guards are not asked."""
        return tuple(rule.action for rule in self.rules if state in rule.sources)

    def refusal(self, state: S, action: A, facts: F) -> Refusal | None:
        """Return why `action` may not be done now, or None when it may."""
        rule = self.rule(state, action)
        if rule is None:
            return Refusal(WRONG_STATE, f"当前状态为“{state.label}”，不能{action.label}。")
        return next((refusal for guard in rule.guards if (refusal := guard(facts))), None)

    def advance(self, state: S, action: A, facts: F) -> S:
        """Return the next state; raise Refused with the guard's sentence when the step may not be done."""
        refusal = self.refusal(state, action, facts)
        if refusal is not None:
            raise Refused(refusal.sentence, code=refusal.code)
        rule = self.rule(state, action)
        assert rule is not None  # otherwise it was refused
        return rule.target
