"""How the bot is doing, from what its store holds: figures, what was missed, and what to write next."""
