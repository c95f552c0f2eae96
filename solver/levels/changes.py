"""Level `changes`: when replanning, how much differs from the roster already published."""

from __future__ import annotations

from collections import defaultdict

from roster.changes import Published, next_in_circle
from roster.plan import CoverageDuty
from solver.model import Expr, Model, Var


def cost(model: Model) -> Expr:
    """2 for a seat or visit that changes, 1 where the standby or the next in the circle steps in, 1 for a standby that
    changes without having moved up. Slots are matched by id; those in only one of the rosters cost nothing."""
    past = model.expansion.past
    if past is None:
        return 0
    published = Published(past.roster, past.start)
    total: Expr = 0
    for slot, group in model.seat:
        if model.slot(slot).id in published.slots:
            total += _Places(model, slot, group, published).cost()
    return total + sum(_visits(model, index, published) for index in model.visit)


class _Places:
    """One group's places in one slot, before and now."""

    def __init__(self, model: Model, slot: int, group: int, published: Published) -> None:
        self.model, self.slot, self.group, self.published = model, slot, group, published
        self.standby = model.group(group).standby
        now = [seat for seat in model.slot(slot).seats if seat.group == group]
        role = now[0].role
        before = published.slots[model.slot(slot).id]
        was = [seat for seat in before.seats if seat.standby == self.standby and (self.standby or seat.role == role)]
        self.duty = before.duty
        self.standbys = published.standbys(before.id)
        self.old = [seat.leader for seat in was if seat.leader is not None]
        self.old_empty = len(was) - len(self.old)
        self.places = min(len(was), len(now))
        self.seat = model.seat[slot, group]

    def cost(self) -> Expr:
        """Unchanged pairs cost nothing, the others 2 (a standby 1), less 1 for each that a substitute takes."""
        if not self.places:
            return 0
        kept: Expr = sum(self.seat[leader] for leader in self.old if leader in self.seat)
        same = self.model.cp.new_int_var(0, self.places, "")
        if self.standby:
            self.model.cp.add(same <= kept + self._still_empty() + self._moved_up())
            return self.places - same
        self.model.cp.add(same <= kept + self._still_empty())
        stepped_in = self.model.cp.new_int_var(0, self.places, "")
        self.model.cp.add(same + stepped_in <= self.places)
        self.model.cp.add(stepped_in <= self._substitutes())
        return 2 * (self.places - same) - stepped_in

    def _still_empty(self) -> Expr:
        if not self.old_empty:
            return 0
        empty = self.model.cp.new_int_var(0, self.old_empty, "")
        self.model.cp.add(empty <= self.model.empty[self.slot, self.group])
        return empty

    def _moved_up(self) -> Expr:
        """Standbys who now sit in a seat of the slot: their places cost nothing, however filled."""
        groups = {seat.group for seat in self.model.slot(self.slot).seats if not seat.standby}
        return sum(
            self.model.seat[self.slot, group][leader]
            for group in groups
            if group is not None and (self.slot, group) in self.model.seat
            for leader in self.old
            if leader in self.model.seat[self.slot, group]
        )

    def _substitutes(self) -> Expr:
        duty = self.model.plan.duty[self.duty]
        if not isinstance(duty, CoverageDuty):
            return 0
        if duty.substitution == "standby":
            return sum(self.seat[leader] for leader in self.standbys if leader in self.seat and leader not in self.old)
        return self._next_in_circle()

    def _next_in_circle(self) -> Expr:
        model = self.model
        behind: dict[str, list[str]] = defaultdict(list)
        for leader in self.old:
            following = next_in_circle(
                model.expansion, self.published, model.slot(self.slot), model.group(self.group), leader
            )
            if following is not None and following in self.seat and following not in self.old:
                behind[following].append(leader)
        total: Expr = 0
        for following, replaced in behind.items():
            steps_in = model.cp.new_bool_var("")
            model.cp.add(steps_in <= self.seat[following])
            gone = sum(1 - self.seat[leader] if leader in self.seat else 1 for leader in replaced)
            model.cp.add(steps_in <= gone)
            total += steps_in
        return total


def _visits(model: Model, index: int, published: Published) -> Expr:
    """The k-th visit against the k-th: 2 for each that has moved, is lost or is new."""
    need, options = model.need(index), model.visit[index]
    prefix = f"{need.duty}/{need.leader}/{need.period}/"
    before = sorted(
        (visit for name, visit in published.visits.items() if name.startswith(prefix)), key=lambda visit: visit.date
    )
    made = sum(options.values())
    most = model.cp.new_int_var(0, max(len(before), need.owed), "")
    model.cp.add(most >= len(before))
    model.cp.add(most >= made)
    unchanged: Expr = 0
    for k, visit in enumerate(before):
        var = options.get((visit.date, visit.venue or ""))
        if var is not None:
            unchanged += _is_kth(model, var, [one for (day, _), one in options.items() if day < visit.date], k)
    return 2 * (most - unchanged)


def _is_kth(model: Model, var: Var, earlier: list[Var], k: int) -> Var:
    """Whether the visit is made and k others lie before it."""
    same = model.cp.new_bool_var("")
    model.cp.add_implication(same, var)
    model.cp.add(sum(earlier) == k).only_enforce_if(same)
    return same
