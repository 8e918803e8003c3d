"""`python -m bot` is `knowhow`."""

from bot.cli.program import main

main()
