"""Who submitted, approved or refused a version of a roster."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("versions", sa.Column("steps", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))


def downgrade() -> None:
    """Back: what waits for approval is a draft again."""
    op.execute("UPDATE versions SET state = 'draft' WHERE state IN ('submitted', 'approved')")
    op.drop_column("versions", "steps")
