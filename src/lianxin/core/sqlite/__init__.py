"""Django's SQLite backend, waiting for other writers in Python (`base`)."""
