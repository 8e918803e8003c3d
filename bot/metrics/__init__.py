"""What Prometheus may read of a bot that runs: how much it does, how fast, and what waits. Nobody, and nothing typed.

`names` lists every metric. The rest of the bot knows but `bot.engine.measures`, and prometheus-client is imported only
where metrics are asked for.
"""
