"""The tables. A change here needs a migration beside it, in ``migrations/versions``; a test compares the two.

Times are whole seconds since 1970, so that they mean the same in every database.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()

ABOUT = Table(
    "about",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What is known of the store itself: whose it is."""

ANSWERED = Table(
    "answered",
    METADATA,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("answer_id", BigInteger, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("entry", String(64), nullable=False),
    Column("phrasing", Text, nullable=False),
    Column("others", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("answered_by_answer", "chat_id", "answer_id"),
    Index("answered_by_time", "at"),
)
"""Which message of the bot answers which, for as long as questions can be edited."""

QUESTIONS = Table(
    "questions",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("text", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("nearest", String(64), nullable=False),
    Column("score", Float, nullable=False),
    Column("times", Integer, nullable=False),
    Column("picked", String(64), nullable=False),
    Column("first_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Index("questions_by_time", "last_at"),
)
"""Missed and doubtful questions, each once; ``name`` is a hash of the text without case and spacing."""

VOTES = Table(
    "votes",
    METADATA,
    Column("voter", String(32), primary_key=True),
    Column("entry", String(64), nullable=False),
    Column("phrasing", Text, nullable=False),
    Column("up", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("votes_by_time", "at"),
)
"""One row for each person and answer."""

TALLIES = Table(
    "tallies",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("chat", String(16), primary_key=True),
    Column("outcome", String(16), primary_key=True),
    Column("entry", String(64), primary_key=True),
    Column("times", Integer, nullable=False),
)
"""How often what was answered, by day."""

PARKED = Table(
    "parked",
    METADATA,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Updates that cannot be answered at once, whole. Each goes as soon as it is done."""

HANDLED = Table(
    "handled",
    METADATA,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Index("handled_by_time", "at"),
)
"""Numbers of updates that are dealt with and that no other table tells of."""

CLAIMS = Table(
    "claims",
    METADATA,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("owner", String(32), nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("done", Boolean, nullable=False),
    Index("claims_by_owner", "owner"),
    Index("claims_by_time", "until"),
)
"""Which copy of the bot answers an update, and until when it is believed to be alive."""
