"""The store: what outlives the process, in SQLite or PostgreSQL. Numbers, counts, and questions without askers.

Each module of a table says what stands in it and works within a transaction that somebody else has begun.
"""

from bot.store.parked import ParkedUpdate
from bot.store.records import Answered, Question, Tally, Vote, VoteCount
from bot.store.shelter import Shelter, State
from bot.store.store import Store, StoreError

__all__ = [
    "Answered",
    "ParkedUpdate",
    "Question",
    "Shelter",
    "State",
    "Store",
    "StoreError",
    "Tally",
    "Vote",
    "VoteCount",
]
