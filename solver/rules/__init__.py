"""The rules that a roster never breaks, one file each. `ALL` is the list that a model is built from."""

from __future__ import annotations

from collections.abc import Callable

from solver.model import Model
from solver.rules import apart, capacity, limits, one_a_day, pins, reserved

ALL: tuple[Callable[[Model], None], ...] = (
    one_a_day.build,
    limits.build,
    apart.build,
    pins.build,
    capacity.build,
    reserved.build,
)
