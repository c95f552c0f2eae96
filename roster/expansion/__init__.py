"""The interpretation of a plan: slots, groups and visits owed."""

from roster.expansion.expand import expand
from roster.expansion.model import Expansion, Group, Need, Past, Seat, Slot

__all__ = ["Expansion", "Group", "Need", "Past", "Seat", "Slot", "expand"]
