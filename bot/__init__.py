"""How Knowhow meets the world: the platforms, the command line, and the engine between them and the activities."""

THE_DISTRIBUTION = "knowhow-bot"
"""What pip calls it: on the public index `knowhow` is somebody else's. The program that it brings is `knowhow`."""
