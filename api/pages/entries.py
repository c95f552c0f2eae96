"""Entries of the register as the forms of pages change them: what a form does not show stays as it was."""

from __future__ import annotations

import secrets
from typing import Any

from api.pages.forms import PageForm
from api.service import register
from api.service.errors import ConflictError, StaleError
from api.service.paging import MOST, Page
from api.store.tables import Entry
from api.web.context import actor, database, office_id
from roster.faults import InputError

Data = dict[str, Any]


def listed(kind: str, **where: str | None) -> list[Entry]:
    """The entries of a list, the first few hundred."""
    with database().reading() as session:
        return register.entries(session, actor(), office_id(), kind, Page(limit=MOST), where).rows


def names(kind: str) -> dict[str, str]:
    """What the entries of a list are called, by id."""
    return {row.key: str(row.value.get("name", row.key)) for row in listed(kind)}


def read(kind: str, key: str) -> Entry:
    """An entry."""
    with database().reading() as session:
        return register.entry(session, actor(), office_id(), kind, key)


def fresh_id(prefix: str) -> str:
    """An id for a new entry: people never see it."""
    return f"{prefix}-{secrets.token_hex(4)}"


def saved(form: PageForm, kind: str, key: str | None, value: Data, edition: int | None, places: dict[str, str]) -> int:
    """Saves the form's entry (a new one without `key`); 0, or the status with which the form comes back."""
    try:
        with database().writing() as session:
            if key is None:
                register.add(session, actor(), office_id(), kind, value)
            else:
                register.replace(session, actor(), office_id(), kind, key, value, edition)
    except InputError as error:
        form.take(error, places)
        return 422
    except (ConflictError, StaleError) as error:
        form.whole.append(error.reason)
        return error.status
    return 0


def remove(kind: str, key: str, edition: int | None) -> None:
    """Takes an entry away."""
    with database().writing() as session:
        register.remove(session, actor(), office_id(), kind, key, edition)


def without_empty(value: Data) -> Data:
    """The entry without what was left empty."""
    return {key: one for key, one in value.items() if one not in (None, "", [], {})}
