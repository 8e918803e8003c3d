"""What becomes a table in `storage/tables/`."""
