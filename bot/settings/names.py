"""Every setting there is: what it is called, what it is, and what holds where it is left out.

The page `docs/settings.md` is made from this: `make docs`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One setting, or a few that say one thing together, in words for whoever runs the bot.

    The words may hold Markdown; links lead from the folder `docs`.
    """

    names: tuple[str, ...]
    what: str
    if_left_out: str


SETTINGS = (
    Setting(
        ("DATABASE_URL",),
        "`sqlite:///file.sqlite3` or `postgresql://user:password@host/name`",
        "SQLite in your user data folder",
    ),
    Setting(("SLACK_BOT_TOKEN",), "the bot’s token, `xoxb-…`", "no Slack"),
    Setting(
        ("SLACK_APP_TOKEN",), "the app-level token, `xapp-…`: the bot calls Slack (Socket Mode)", "Slack calls the bot"
    ),
    Setting(("SLACK_SIGNING_SECRET",), "what Slack signs with, where it calls the bot over HTTP", ""),
    Setting(("SLACK_API_URL",), "where Slack’s Web API is", "`https://slack.com/api/`"),
    Setting(
        ("MICROSOFT_APP_ID", "MICROSOFT_APP_TENANT_ID"),
        "who the bot is in Teams, and whose people it serves",
        "no Teams",
    ),
    Setting(("MICROSOFT_APP_PASSWORD",), "a client secret of the bot’s", ""),
    Setting(
        ("MICROSOFT_APP_TYPE",), "`SingleTenant`, or `UserAssignedMSI` in Azure, without a password", "`SingleTenant`"
    ),
    Setting(
        ("KNOWHOW_FACILITATORS",),
        "who facilitates from the start: Slack member ids, Entra object ids or e-mail addresses, commas "
        "between; later `/knowhow facilitators`",
        "nobody",
    ),
    Setting(
        ("KNOWHOW_MEMBERS",),
        "who belongs to your organisation, of [all whom a platform shows](it.md#who-belongs): `tenant`, `staff-list`, "
        "`teams:19:…`, `channels:C0123ABCD`, `addresses:@trust.example`, `name-ends:(NORTHGATE TRUST)`, or several "
        "with `;` between them",
        "in Slack, everybody in the workspace; in Teams, nobody is served",
    ),
    Setting(("KNOWHOW_TIMEZONE",), "the local time of your organisation", "`Europe/London`"),
    Setting(
        ("KNOWHOW_HOLIDAYS",),
        "whose bank holidays are kept, on which the bot sends nothing of its own accord: `england-and-wales`, "
        "`scotland` or `northern-ireland`; and days of your own after it: `england-and-wales, 2027-05-04, 24 December`",
        "none: only weekends are free",
    ),
    Setting(
        ("KNOWHOW_KEEP",),
        "how long is kept who took part, after an activity has ended: `90 days`, `18 months`",
        "`1 year`",
    ),
    Setting(
        ("KNOWHOW_FORGOTTEN_KEY",),
        "a key for digests of who was forgotten, which `knowhow forgotten key` makes: so that [no old backup "
        "brings them back](it.md#backup-and-restore); a former key after a comma",
        "an old backup could",
    ),
    Setting(
        ("KNOWHOW_FORGOTTEN",),
        "the file of their list, shared by all processes and in no backup",
        "`forgotten.list` beside a SQLite database, or in your user data folder",
    ),
    Setting(
        ("KNOWHOW_BACKUPS_KEPT",), "how long your oldest backup lives, and an entry of that list with it", "`30 days`"
    ),
    Setting(("KNOWHOW_CONTACT",), "whom people ask about their data, in words", "a facilitator"),
    Setting(("KNOWHOW_SAFETY_TEXT",), "what forms say about where concerns go", "your organisation’s own route"),
    Setting(
        ("KNOWHOW_LEAVING_GRACE",),
        "how long [somebody who cannot be reached any more](governance.md#who-cannot-be-reached) is waited "
        "for before they are let go of: `4 hours`, `2 days`",
        "until the next working morning, at least four hours",
    ),
    Setting(
        ("KNOWHOW_MANY_LEAVERS",),
        "from how many of a hundred people going at once on a facilitator is asked first; five or fewer are never many",
        "`5%`",
    ),
    Setting(
        ("KNOWHOW_PATIENT_NUMBERS",),
        "how your own numbers of patients are written, `#` for a digit: `K#######, RXH ######`; the check "
        "warns of what fits",
        "only numbers that say what they are, or look it",
    ),
    Setting(
        ("KNOWHOW_STAFF_DOMAINS",),
        "what stands after the @ in your staff’s e-mail addresses; the check warns of others",
        "`nhs.uk`, `nhs.net` and other public bodies, which are always staff’s",
    ),
    Setting(
        ("KNOWHOW_TEMPLATES",),
        "a folder with [templates of your own](templates.md) for reviews",
        "those that come with Knowhow",
    ),
    Setting(("KNOWHOW_SEED",), "for rehearsals: fixes what chance decides", "drawn at each start"),
    Setting(("HOST", "PORT"), "where the bot listens", "`127.0.0.1`, `3000`"),
    Setting(
        ("KNOWHOW_METRICS_PORT", "KNOWHOW_METRICS_HOST"),
        "where Prometheus may read [how the bot is](monitoring.md)",
        "nowhere; `127.0.0.1` where only the port is given",
    ),
    Setting(
        ("KNOWHOW_LOG",),
        "how the log is written: `text`, or `json` with [an object a line and its ids](monitoring.md#the-log)",
        "`text`",
    ),
    Setting(
        ("HTTPS_PROXY", "NO_PROXY"),
        "a proxy for calls to Slack and Microsoft, and hosts that are called without it",
        "no proxy",
    ),
    Setting(("SSL_CERT_FILE",), "certificates to trust, where your proxy has its own", "the system’s"),
)
"""In the order in which the documentation and `.env.example` have them."""

NAMES = tuple(name for setting in SETTINGS for name in setting.names)
"""What each is called in the environment."""
