"""Databases as earlier versions left them, filled, so that each upgrade meets what people have by then.

`0001.backup` is a backup that the version with the schema 0001 took of a town: Annabel Quistgaard in the middle of
everything (`tests/privacy/everything.py`, nine weeks from its beginning), six people whose answers, take-aways and
suggested change are without names, accounts of a stranger and of a guest that were joined to a person by address, and
messages that wait.
"""
