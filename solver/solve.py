"""From a plan to a proven roster."""

from __future__ import annotations

from roster.expansion import Expansion, Past, expand
from roster.faults import InputError
from roster.plan import Plan
from roster.relief import contradictions_with_relief
from roster.result import Roster
from solver.assemble import assemble
from solver.control import Control
from solver.decisions import past_turns
from solver.outcome import Outcome, together
from solver.parallel import solve_side_by_side, worth_it
from solver.part import solve_part
from solver.parts import split, whole

FINISHING = 0.00012
"""Seconds for each slot and visit, from the last search to the checked roster."""


def solve(plan: Plan, *, digest: str | None = None, control: Control | None = None) -> Roster:
    """The best roster of a plan, with a proven bound for each level as far as time allows.

    Raises InputError where the plan contradicts itself.
    """
    return _roster(expand(plan), digest, control or Control())


def replan(plan: Plan, past: Past, *, digest: str | None = None, control: Control | None = None) -> Roster:
    """The roster that follows a published one with the fewest changes: what was held before `past.start` stands.

    Raises InputError where the changed plan contradicts itself.
    """
    return _roster(expand(plan, past), digest, control or Control())


def _roster(expansion: Expansion, digest: str | None, control: Control) -> Roster:
    if faults := contradictions_with_relief(expansion):
        raise InputError(faults)
    outcome = solve_expansion(expansion, control)
    return assemble(expansion, outcome, digest, repeatable=control.repeatable)


def solve_expansion(expansion: Expansion, control: Control) -> Outcome:
    """Solves the independent parts one after another, or side by side; each has an equal share of the time."""
    control.finishing = FINISHING * (len(expansion.slots) + len(expansion.needs))
    ledger = past_turns(expansion)
    parts = split(whole(expansion))
    if worth_it(expansion, parts, control):
        outcomes = solve_side_by_side(expansion, parts, control, solve_part, control.remaining)
    else:
        outcomes = [
            solve_part(part, ledger, control, control.remaining / (len(parts) - done))
            for done, part in enumerate(parts)
        ]
    for number, part in enumerate(parts):
        # What others have left over goes to those that are not proven yet.
        if not outcomes[number].proven and control.remaining > 0:
            left = sum(not outcome.proven for outcome in outcomes[number:])
            again = solve_part(part, ledger, control, control.remaining / left)
            outcomes[number] = min((again, outcomes[number]), key=lambda one: list(one.values.values()))
    return together(outcomes)
