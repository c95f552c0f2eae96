"""Applications of leaders, and what an office decides of how they and its publications pass."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("leader", sa.String(length=100), nullable=False),
        sa.Column("other", sa.String(length=100), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("entry", sa.String(length=100), nullable=True),
        sa.Column("made", sa.Integer(), nullable=True),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"], ["offices.id"], name=op.f("fk_applications_office_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_applications_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
    )
    op.create_index(op.f("ix_applications_office_id_state"), "applications", ["office_id", "state"])
    op.create_index(op.f("ix_applications_office_id_leader"), "applications", ["office_id", "leader"])
    op.create_index(op.f("ix_applications_office_id_other"), "applications", ["office_id", "other"])
    op.add_column("targets", sa.Column("administrators", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("offices", sa.Column("confirm_swaps", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("offices", sa.Column("sign_off", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Back."""
    op.drop_column("offices", "sign_off")
    op.drop_column("offices", "confirm_swaps")
    op.drop_column("targets", "administrators")
    op.drop_index(op.f("ix_applications_office_id_other"), table_name="applications")
    op.drop_index(op.f("ix_applications_office_id_leader"), table_name="applications")
    op.drop_index(op.f("ix_applications_office_id_state"), table_name="applications")
    op.drop_table("applications")
