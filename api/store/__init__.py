"""The database: tables, migrations, transactions. Nothing outside this package knows which database it is."""

from api.store.database import Database

__all__ = ["Database"]
