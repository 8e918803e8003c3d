"""A day as an option of a command."""

WAYS = ["%Y-%m-%d", "%d/%m/%Y"]
"""How it may be written: 2027-01-31, or 31/01/2027."""
