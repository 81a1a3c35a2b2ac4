"""The first tables: answered messages, questions, votes, counts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "about",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "answered",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("answer_id", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("phrasing", sa.Text, nullable=False),
        sa.Column("others", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("answered_by_answer", "answered", ["chat_id", "answer_id"])
    op.create_index("answered_by_time", "answered", ["at"])
    op.create_table(
        "questions",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("nearest", sa.String(64), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("picked", sa.String(64), nullable=False),
        sa.Column("first_at", sa.BigInteger, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
    )
    op.create_index("questions_by_time", "questions", ["last_at"])
    op.create_table(
        "votes",
        sa.Column("voter", sa.String(32), primary_key=True),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("phrasing", sa.Text, nullable=False),
        sa.Column("up", sa.Boolean, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("votes_by_time", "votes", ["at"])
    op.create_table(
        "tallies",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("chat", sa.String(16), primary_key=True),
        sa.Column("outcome", sa.String(16), primary_key=True),
        sa.Column("entry", sa.String(64), primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
