"""How Knowhow meets the world: the platforms, the command line, and the engine between them and the activities."""

THE_PROGRAM = "knowhow"
"""What it is installed as."""
