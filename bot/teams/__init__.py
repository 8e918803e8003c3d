"""Microsoft Teams: the one place that knows Microsoft's libraries, its payloads and its limits.

`connection` puts it together; `web` and `tokens` let in what Microsoft has signed, `turns` takes it to the engine, and
`answering` shows what came of it. `platform` is what delivery sends with, `render` makes cards and forms into Adaptive
Cards, `refusals` reads the Bot Connector's errors.
"""
