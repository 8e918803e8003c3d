"""A small Slack on this machine, for the demonstration and the tests.

It stands for Slack's servers: the Web API, Socket Mode, signed requests, and the people in front of it. The bot talks
to it unchanged, through `SLACK_API_URL`. What Slack publishes about its behaviour is the measure, refusals included;
where Slack says nothing, it refuses rather than forgives. `server.Sandbox` is where to begin reading.

It leaves out what Knowhow does not use: threads as places of their own, reactions, pins, user groups, shortcuts, menus
filled by the app, workflows, organisations of several workspaces, installing by OAuth, tables, videos, and the inside
of rich text and of attachments. Blocks and elements that it cannot show, it refuses.
"""
