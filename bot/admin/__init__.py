"""What admins may ask the bot in private, and what it tells them unasked. For anybody else none of it exists."""

from bot.admin.admins import COMMANDS, Admins
from bot.admin.desk import Desk

__all__ = ["COMMANDS", "Admins", "Desk"]
