"""Alembic's entry: migrates the connection that `api.store.migrate` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from api.store.tables import Base


def render(kind: str, item: Any, _: object) -> str | Literal[False]:
    """A new migration names the database's own types: the program's may change later."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
    render_item=render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
