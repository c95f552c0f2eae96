"""References: whether what a plan speaks of is there, and whether its parts go together.

They are checked on the plain data rather than on the models: a fault of shape in one place does not hide a
reference that leads nowhere in another.
"""

from __future__ import annotations

from roster.reading.place import Found, Node
from roster.references.duties import duty_faults
from roster.references.known import Known
from roster.references.limits import limit_faults
from roster.references.people import people_faults
from roster.references.rules import rule_faults


def reference_faults(data: object) -> list[Found]:
    """The faults of a plan's references, at most one in one place, in no order; what cannot be read raises none."""
    plan = Node(data)
    known = Known(plan)
    found = [
        *known.doubled(),
        *people_faults(plan, known),
        *duty_faults(plan, known),
        *limit_faults(plan, known),
        *rule_faults(plan, known),
    ]
    return list({one.loc: one for one in reversed(found)}.values())


__all__ = ["reference_faults"]
