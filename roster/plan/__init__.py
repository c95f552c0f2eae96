"""A plan: who the leaders are, what duties the rules ask of them, and who is away."""

from roster.plan.duties import CoverageDuty, VisitDuty
from roster.plan.model import Plan
from roster.plan.people import Absence, Leader, Unit, Venue
from roster.plan.rules import History, Limit, Move, Pin, Preference
from roster.plan.selector import Selector

__all__ = [
    "Absence",
    "CoverageDuty",
    "History",
    "Leader",
    "Limit",
    "Move",
    "Pin",
    "Plan",
    "Preference",
    "Selector",
    "Unit",
    "Venue",
    "VisitDuty",
]
