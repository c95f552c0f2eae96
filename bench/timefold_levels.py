"""The second peer's levels, as Timefold's constraint streams: nine soft levels of one lexicographic score."""

from __future__ import annotations

from timefold.solver.score import BendableScore, Constraint, ConstraintCollectors, ConstraintFactory, Joiners

from bench.timefold_domain import Circle, Quota, Turn, Visit, Wish

SEATS, VISITS, QUOTAS, STANDBYS, CHANGES, FAIRNESS, ROTATION, SPREAD, PREFERENCES = (
    BendableScore.of_soft(1, 9, level, 1) for level in range(9)
)


def seats(factory: ConstraintFactory) -> Constraint:
    """Empty seats."""
    return (
        factory.for_each_including_unassigned(Turn)
        .filter(lambda turn: turn.leader is None and not turn.chair.standby)
        .penalize(SEATS)
        .as_constraint("seats")
    )


def visits(factory: ConstraintFactory) -> Constraint:
    """Missed visits."""
    return (
        factory.for_each_including_unassigned(Visit)
        .filter(lambda visit: visit.option is None)
        .penalize(VISITS)
        .as_constraint("visits")
    )


def quotas(factory: ConstraintFactory) -> Constraint:
    """Months without a turn that should have one."""
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
    """Empty standbys."""
    return (
        factory.for_each_including_unassigned(Turn)
        .filter(lambda turn: turn.leader is None and turn.chair.standby)
        .penalize(STANDBYS)
        .as_constraint("standbys")
    )


def seat_changes(factory: ConstraintFactory) -> Constraint:
    """Seats that pass to others: 2, or 1 where the slot's standby steps in."""
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
    """Standbys that change without having moved up."""
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
    """Visits that move, are lost or won."""
    return (
        factory.for_each_including_unassigned(Visit)
        .filter(lambda visit: visit.published and (visit.option.id if visit.option is not None else "") != visit.before)
        .penalize(CHANGES, lambda visit: 2)
        .as_constraint("changed visits")
    )


def fairness(factory: ConstraintFactory) -> Constraint:
    """What each leader's turns in a group cost."""
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


def distance(numbers: list[int], places: list[int]) -> int:
    """Σ (number − place)² of a leader's turns."""
    total = 0
    for k, number in enumerate(sorted(numbers)):
        total += (number - places[k]) ** 2
    return total


def rotation(factory: ConstraintFactory) -> Constraint:
    """Turns away from their places."""
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
    """Visits² of each venue."""
    return (
        factory.for_each(Visit)
        .filter(lambda visit: visit.free)
        .group_by(lambda visit: visit.duty, lambda visit: visit.option.venue, ConstraintCollectors.count())
        .penalize(SPREAD, lambda duty, venue, count: count * count)
        .as_constraint("spread over venues")
    )


def spread_of_leaders(factory: ConstraintFactory) -> Constraint:
    """Visits² of each leader and venue."""
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
    """Turns on days not wished for."""
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
    """Visits on days not wished for."""
    return (
        factory.for_each(Visit)
        .filter(lambda visit: visit.option.wishes > 0)
        .penalize(PREFERENCES, lambda visit: visit.option.wishes)
        .as_constraint("wished visits")
    )


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
