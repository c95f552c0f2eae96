"""Reading a leaders' list: a spreadsheet as offices keep it."""

from api.lists.leaders import LeadersList, ListedLeader, read_leaders

__all__ = ["LeadersList", "ListedLeader", "read_leaders"]
