"""What activities are written with: events in, views out, and a turn in between."""
