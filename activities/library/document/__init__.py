"""A document in plain values, and the formats that show it."""
