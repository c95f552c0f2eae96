"""The second peer's rules and levels, as Timefold's constraint streams; one hard level, nine soft ones."""

from __future__ import annotations

from timefold.solver.score import (
    BendableScore,
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    Joiners,
    constraint_provider,
)

from bench.timefold_domain import Apart, Cap, Circle, Quota, Turn, Visit, Wish

BROKEN = BendableScore.of_hard(1, 9, 0, 1)
SEATS, VISITS, QUOTAS, STANDBYS, CHANGES, FAIRNESS, ROTATION, SPREAD, PREFERENCES = (
    BendableScore.of_soft(1, 9, level, 1) for level in range(9)
)


@constraint_provider
def constraints(factory: ConstraintFactory) -> list[Constraint]:
    """All of them."""
    return [rule(factory) for rule in (*RULES, *LEVELS)]


def two_turns_a_day(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each_unique_pair(
            Turn, Joiners.equal(lambda turn: turn.leader), Joiners.equal(lambda turn: turn.chair.day)
        )
        .penalize(BROKEN)
        .as_constraint("two turns a day")
    )


def turn_and_visit(factory: ConstraintFactory) -> Constraint:
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
    return (
        factory.for_each_unique_pair(
            Visit, Joiners.equal(lambda visit: visit.leader), Joiners.equal(lambda visit: visit.option.day)
        )
        .penalize(BROKEN)
        .as_constraint("two visits a day")
    )


def capacity(factory: ConstraintFactory) -> Constraint:
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


def seats(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each_including_unassigned(Turn)
        .filter(lambda turn: turn.leader is None and not turn.chair.standby)
        .penalize(SEATS)
        .as_constraint("seats")
    )


def visits(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each_including_unassigned(Visit)
        .filter(lambda visit: visit.option is None)
        .penalize(VISITS)
        .as_constraint("visits")
    )


def quotas(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each(Quota)
        .if_not_exists(
            Turn,
            Joiners.equal(lambda quota: quota.leader, lambda turn: turn.leader),
            Joiners.equal(lambda quota: quota.month, lambda turn: turn.chair.month),
            Joiners.filtering(lambda quota, turn: turn.chair.duty == quota.duty and not turn.chair.standby),
        )
        .penalize(QUOTAS)
        .as_constraint("quotas")
    )


def standbys(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each_including_unassigned(Turn)
        .filter(lambda turn: turn.leader is None and turn.chair.standby)
        .penalize(STANDBYS)
        .as_constraint("standbys")
    )


def seat_changes(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each_including_unassigned(Turn)
        .filter(
            lambda turn: (
                turn.chair.published
                and not turn.chair.standby
                and turn.leader != (turn.chair.before if turn.chair.before != "" else None)
            )
        )
        .penalize(
            CHANGES,
            lambda turn: 1 if turn.leader is not None and turn.leader == turn.chair.substitute else 2,
        )
        .as_constraint("changed seats")
    )


def standby_changes(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each_including_unassigned(Turn)
        .filter(
            lambda turn: (
                turn.chair.published
                and turn.chair.standby
                and turn.leader != (turn.chair.before if turn.chair.before != "" else None)
            )
        )
        .if_not_exists(
            Turn,
            Joiners.equal(lambda turn: turn.chair.slot, lambda seat: seat.chair.slot),
            Joiners.equal(lambda turn: turn.chair.before, lambda seat: seat.leader),
        )
        .penalize(CHANGES)
        .as_constraint("changed standbys")
    )


def visit_changes(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each_including_unassigned(Visit)
        .filter(lambda visit: visit.published and (visit.option.id if visit.option is not None else "") != visit.before)
        .penalize(CHANGES, lambda visit: 2)
        .as_constraint("changed visits")
    )


def fairness(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each(Turn)
        .group_by(lambda turn: turn.leader, lambda turn: turn.chair.group, ConstraintCollectors.count())
        .join(
            Circle,
            Joiners.equal(lambda leader, group, count: leader, lambda circle: circle.leader),
            Joiners.equal(lambda leader, group, count: group, lambda circle: circle.group),
        )
        .penalize(FAIRNESS, lambda leader, group, count, circle: circle.fairness[count])
        .as_constraint("fairness")
    )


def distance(numbers, places) -> int:
    total = 0
    k = 0
    for number in sorted(numbers):
        total += (number - places[k]) * (number - places[k])
        k += 1
    return total


def rotation(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each(Turn)
        .filter(lambda turn: turn.chair.rotation)
        .group_by(
            lambda turn: turn.leader,
            lambda turn: turn.chair.group,
            ConstraintCollectors.to_list(lambda turn: turn.chair.number),
        )
        .join(
            Circle,
            Joiners.equal(lambda leader, group, numbers: leader, lambda circle: circle.leader),
            Joiners.equal(lambda leader, group, numbers: group, lambda circle: circle.group),
        )
        .penalize(ROTATION, lambda leader, group, numbers, circle: distance(numbers, circle.places))
        .as_constraint("rotation")
    )


def spread_over_venues(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each(Visit)
        .filter(lambda visit: visit.free)
        .group_by(lambda visit: visit.duty, lambda visit: visit.option.venue, ConstraintCollectors.count())
        .penalize(SPREAD, lambda duty, venue, count: count * count)
        .as_constraint("spread over venues")
    )


def spread_of_leaders(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each(Visit)
        .filter(lambda visit: visit.free)
        .group_by(
            lambda visit: visit.duty,
            lambda visit: visit.leader,
            lambda visit: visit.option.venue,
            ConstraintCollectors.count(),
        )
        .penalize(SPREAD, lambda duty, leader, venue, count: count * count)
        .as_constraint("spread of leaders")
    )


def wished_turns(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each(Wish)
        .join(
            Turn,
            Joiners.equal(lambda wish: wish.leader, lambda turn: turn.leader),
            Joiners.equal(lambda wish: wish.day, lambda turn: turn.chair.day),
            Joiners.filtering(lambda wish, turn: wish.duty == turn.chair.duty and not turn.chair.standby),
        )
        .penalize(PREFERENCES, lambda wish, turn: wish.weight)
        .as_constraint("wished turns")
    )


def wished_visits(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each(Visit)
        .filter(lambda visit: visit.option.wishes > 0)
        .penalize(PREFERENCES, lambda visit: visit.option.wishes)
        .as_constraint("wished visits")
    )


RULES = (two_turns_a_day, turn_and_visit, two_visits_a_day, capacity, gap, cap, apart)
LEVELS = (
    seats,
    visits,
    quotas,
    standbys,
    seat_changes,
    standby_changes,
    visit_changes,
    fairness,
    rotation,
    spread_over_venues,
    spread_of_leaders,
    wished_turns,
    wished_visits,
)
