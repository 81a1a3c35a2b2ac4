"""Can the bot run? ``backwalk run --check`` tries each thing that it needs, and disturbs no bot at work.

Each module looks at one thing and says what it found.
"""

from bot.readiness.finding import Finding, Level
from bot.readiness.report import check_run

__all__ = ["Finding", "Level", "check_run"]
