"""What becomes a folder in `tests/`."""
