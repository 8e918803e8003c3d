"""What becomes queries in `storage/`."""
