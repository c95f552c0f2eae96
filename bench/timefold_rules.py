"""The second peer's rules, as Timefold's constraint streams, and all its constraints together."""

from __future__ import annotations

from timefold.solver.score import (
    BendableScore,
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    Joiners,
    constraint_provider,
)

from bench.timefold_domain import Apart, Cap, Turn, Visit
from bench.timefold_levels import LEVELS

BROKEN = BendableScore.of_hard(1, 9, 0, 1)


def two_turns_a_day(factory: ConstraintFactory) -> Constraint:
    """A leader holds at most one seat or standby a day."""
    return (
        factory.for_each_unique_pair(
            Turn, Joiners.equal(lambda turn: turn.leader), Joiners.equal(lambda turn: turn.chair.day)
        )
        .penalize(BROKEN)
        .as_constraint("two turns a day")
    )


def turn_and_visit(factory: ConstraintFactory) -> Constraint:
    """Nor a visit on the day of one."""
    return (
        factory.for_each(Turn)
        .join(
            Visit,
            Joiners.equal(lambda turn: turn.leader, lambda visit: visit.leader),
            Joiners.equal(lambda turn: turn.chair.day, lambda visit: visit.option.day),
        )
        .penalize(BROKEN)
        .as_constraint("turn and visit on a day")
    )


def two_visits_a_day(factory: ConstraintFactory) -> Constraint:
    """Nor two visits."""
    return (
        factory.for_each_unique_pair(
            Visit, Joiners.equal(lambda visit: visit.leader), Joiners.equal(lambda visit: visit.option.day)
        )
        .penalize(BROKEN)
        .as_constraint("two visits a day")
    )


def capacity(factory: ConstraintFactory) -> Constraint:
    """A venue takes so many visits of a duty a day."""
    return (
        factory.for_each(Visit)
        .group_by(
            lambda visit: visit.duty,
            lambda visit: visit.option.venue,
            lambda visit: visit.option.day,
            ConstraintCollectors.compose(
                ConstraintCollectors.count(),
                ConstraintCollectors.max(lambda visit: visit.capacity),
                lambda count, most: count - most,
            ),
        )
        .filter(lambda duty, venue, day, excess: excess > 0)
        .penalize(BROKEN, lambda duty, venue, day, excess: excess)
        .as_constraint("capacity")
    )


def gap(factory: ConstraintFactory) -> Constraint:
    """Days between two turns of a duty."""
    return (
        factory.for_each(Turn)
        .filter(lambda turn: turn.chair.gap > 0)
        .join(
            Turn,
            Joiners.equal(lambda turn: turn.leader),
            Joiners.equal(lambda turn: turn.chair.duty),
            Joiners.filtering(
                lambda one, other: (
                    one.chair.day < other.chair.day
                    and other.chair.day < one.chair.day + one.chair.gap
                    and other.chair.gap > 0
                )
            ),
        )
        .penalize(BROKEN)
        .as_constraint("gap")
    )


def cap(factory: ConstraintFactory) -> Constraint:
    """At most so many turns and visits a week."""
    turns = (
        factory.for_each(Turn)
        .filter(lambda turn: not turn.chair.standby)
        .map(lambda turn: turn.leader, lambda turn: turn.chair.week)
    )
    visits = factory.for_each(Visit).map(lambda visit: visit.leader, lambda visit: visit.option.week)
    return (
        turns.concat(visits)
        .group_by(lambda leader, week: leader, lambda leader, week: week, ConstraintCollectors.count_bi())
        .join(
            Cap,
            Joiners.equal(lambda leader, week, count: leader, lambda cap: cap.leader),
            Joiners.equal(lambda leader, week, count: week, lambda cap: cap.week),
            Joiners.filtering(lambda leader, week, count, cap: count > cap.most),
        )
        .penalize(BROKEN, lambda leader, week, count, cap: count - cap.most)
        .as_constraint("cap")
    )


def apart(factory: ConstraintFactory) -> Constraint:
    """Pairs who never share a slot."""
    return (
        factory.for_each(Apart)
        .join(Turn, Joiners.equal(lambda pair: pair.one, lambda turn: turn.leader))
        .join(
            Turn,
            Joiners.equal(lambda pair, turn: pair.other, lambda other: other.leader),
            Joiners.equal(lambda pair, turn: turn.chair.slot, lambda other: other.chair.slot),
        )
        .penalize(BROKEN)
        .as_constraint("apart")
    )


RULES = (two_turns_a_day, turn_and_visit, two_visits_a_day, capacity, gap, cap, apart)


def _all(factory: ConstraintFactory) -> list[Constraint]:
    return [constraint(factory) for constraint in (*RULES, *LEVELS)]


constraints = constraint_provider(_all)
