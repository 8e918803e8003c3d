"""Slack: the one place that knows its libraries, its payloads and its limits.

`connection` puts it together; `listeners` takes what happens there to the engine, and `answering` shows what came of
it. `platform` is what delivery sends with, `render` makes cards and forms into blocks, `refusals` reads Slack's errors.
"""
