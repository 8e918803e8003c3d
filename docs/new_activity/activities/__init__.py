"""What becomes a package in `activities/`."""
