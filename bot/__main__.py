"""`python -m bot` is `knowhow`."""

from bot.cli.start import main

main()
