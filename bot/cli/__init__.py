"""The command line: one file for each command of `knowhow`, and `program`, which puts them together.

A command reads settings, does one thing with the database or the platforms, and prints what came of it in sentences.
Nothing here decides: the rules are those of the engine, the register and the backup.
"""
