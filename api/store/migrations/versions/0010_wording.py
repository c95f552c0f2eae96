"""How the office worded the notices of a publication."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("publications", sa.Column("wording", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Back."""
    op.drop_column("publications", "wording")
