"""A small Slack on this machine, for the demonstration and the tests.

It stands for Slack's servers: the Web API, Socket Mode, signed requests, and the people in front of it. The bot talks
to it unchanged, through `SLACK_API_URL`. What Slack publishes about its behaviour is the measure, refusals included;
where Slack says nothing, it refuses rather than forgives. `server.Sandbox` is where to begin reading.
"""
