"""`python -m bot` is `knowhow`."""

from bot.cli import main

main()
