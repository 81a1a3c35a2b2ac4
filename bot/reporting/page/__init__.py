"""The report as one page for a browser, that needs nothing else: no network, no other file, no JavaScript."""

from bot.reporting.page.writing import as_page

__all__ = ["as_page"]
