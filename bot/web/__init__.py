"""A small web server for those who run the bot: what it serves is put together from routes."""
