"""Knowhow as a program that runs: put together, started, asked how it is, and stopped.

`app` puts engine, platforms, delivery and clock together; `run` keeps them until a signal comes; `web` answers
`/healthz`, and `unprotected` and `this_machine` are for a machine on which somebody only tries it.
"""
