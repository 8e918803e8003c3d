"""Which dialogues run through which platforms: all of them, but for those that say at their head that they cannot.

`@pytest.mark.quick_through("slack")`: `make test` runs it through that platform; what has no such mark waits for
`make test-all`. `@pytest.mark.not_through("teams", reason=…)`: that platform cannot have it, and it must fail there.
`pytestmark = pytest.mark.engine_alone(reason)`: the whole module is about no platform, as those are too that deliver by
a `Post` of their own.
"""

PLATFORMS = ("slack", "teams")
"""Each dialogue runs straight to the engine, and beside that through each of these."""

NOT_THEIRS = "nobody is sent a button from a chat in which they are not, and nobody else signs what a platform sends"
NEVER_MADE = "only a button that we have made can be pressed, with the value that we gave it"
NO_ADMINS = "Teams says of nobody that they look after the tenant"
