"""What people have by the time of each schema that the backup of the first one does not hold, as statements.

A step is tried on rows that it is about and on every column and table there is by then, so what a step brings is given
values here under its own number, ready for the next one. They hold on both databases.
"""

from collections.abc import Mapping, Sequence

BY_THEN: Mapping[str, Sequence[str]] = {
    "0001": (
        "INSERT INTO record_pulls (organisation_id, person_id, asked_at, format, about, activity, site, topic) "
        "VALUES (1, 1, '2027-01-26 09:30:00.000000', 'docx', 'falls', '', '', '')",
        "INSERT INTO conversations (organisation_id, workspace_id, account_id, conversation, kind, name, reference) "
        "VALUES (1, 2, 16, 'a:annabel', 'personal', '', '{}')",
    ),
    "0002": ("UPDATE shared_addresses SET phase = 'asked' WHERE id = 1",),
    "0003": (
        "INSERT INTO form_claims (organisation_id, digest, day, review_id, cafe_id) "
        "VALUES (1, 'f00d', '2027-01-26', 2, NULL), (1, 'cafe', '2027-01-26', NULL, 3)",
    ),
    "0004": (
        "UPDATE records SET phase = 'waiting_for_reading', waits_since = '2027-01-25' WHERE id = 4",
        "UPDATE record_uses SET phase = 'waiting_for_reading', waits_since = '2027-01-25'",
        # One in which a few are asked whether they may be shown, for the next step to close once more.
        "UPDATE reviews SET phase = 'waiting_for_consent' WHERE id = 2",
        "UPDATE review_members SET may_show = true WHERE review_id = 2",
        "UPDATE reviews SET key = 'a key' WHERE id = 3",  # somebody has left it
    ),
    "0005": ("UPDATE reviews SET gone_answered = 1, consents = 3, consent_of = 4 WHERE id = 2",),
    "0006": ("UPDATE takeaways SET remind = true WHERE id = 16",),
    "0009": (
        "INSERT INTO name_searches (organisation_id, done_at, what, requested_by, why, records, others, digest) "
        "VALUES (1, '2027-01-25 11:00:00.000000', 'searched', 'governance', 'asked to', '[3]', 0, 'beef')",
        "INSERT INTO found_names (organisation_id, asks_id, found_on, place, passages, digest) "
        "VALUES (1, 1, '2027-01-25', 'record:3:summary', '[[0, 5]]', 'feed')",
    ),
    "0010": (
        "UPDATE reviews SET open_to = '[1, 2]', reading = 'asked' WHERE id = 3",
        "UPDATE review_members SET lets_read = true, took_all_back = true WHERE id = 18",
        "UPDATE review_drafts SET by_id = 2",
        "UPDATE review_suggestions SET said_to_id = 2",
    ),
    "0011": ("INSERT INTO unlisted (organisation_id, day, digest) VALUES (1, '2027-01-25', 'dead')",),
    "0013": (
        "UPDATE workspaces SET away_since = '2027-01-26 09:00:00.000000', away_code = 'Unauthorized' WHERE id = 2",
        # A second account of one workspace that was joined by the address alone, for the next step to part.
        'INSERT INTO accounts (organisation_id, workspace_id, person_id, platform, tenant, "user", kind, active, '
        "is_admin) VALUES (1, 1, 2, 'slack', 'T0TOWN', 'U0NEW', 'member', true, false)",
    ),
    "0014": (
        # An introduction that has arrived with one of the two alone, for the next step to take back from the other.
        "INSERT INTO messages (organisation_id, activity, key, people, together, channel, digest, revision, "
        "office_hours, document, subject, sorted, told_at) VALUES (1, 'coffee', 'introduction_alone:1:to:2', '[2]', "
        "false, '', 'aaaa', 1, true, '', '', true, '2026-11-09 12:00:00.000000')",
        "INSERT INTO parcels (organisation_id, workspace_id, message_id, addressee, people, conversation, reference, "
        "state, revision_sent, attempts, why) SELECT 1, 1, id, 'person:2', '[2]', 'D2', '1.2', 'sent', 1, 1, '' "
        "FROM messages WHERE key = 'introduction_alone:1:to:2'",
    ),
    "0016": (
        "UPDATE review_members SET since = 2 WHERE id = 17",
        "UPDATE shown_answers SET open_to = '[11]' WHERE id = 1",
    ),
    "0017": (
        "INSERT INTO vanishings (organisation_id, phase, number, among, asked_on) "
        "VALUES (1, 'waiting_for_word', 7, 40, '2027-01-26')",
        "UPDATE people SET leaving_since = '2027-01-26 08:00:00.000000', vanished_id = 1 WHERE id = 5",
        "UPDATE accounts SET refused = true WHERE person_id = 5",
    ),
    "0018": (
        "UPDATE workspaces SET used = '{\"chat.postMessage\": [1, 0]}' WHERE id = 1",
        # Called by whose chat it came from, for the next step to forget.
        "INSERT INTO inbox (organisation_id, key, taken_at) "
        "VALUES (1, '19:ann@unq 1763388000123', '2027-01-26 12:00:00.000000')",
        "UPDATE organisations SET has_traces = false",
    ),
    "0020": (
        "INSERT INTO channels (organisation_id, workspace_id, channel, within, state, since, is_private) "
        "VALUES (1, 1, 'C0COFFEE', '', 'archived', '2027-01-26 08:00:00.000000', false)",
    ),
    "0021": (
        "UPDATE accounts SET former = '[\"U0OLD\"]' WHERE id = 3",
        "UPDATE workspaces SET former = '[\"T0OLD\"]', enterprise = 'E0GRID' WHERE id = 1",
    ),
    "0022": (
        "INSERT INTO processes (organisation_id, workspace_id, holder, seen_at) "
        "VALUES (1, 1, 'a process', '2027-01-26 12:00:00.000000')",
        "UPDATE workspaces SET others_since = '2027-01-26 11:00:00.000000' WHERE id = 1",
    ),
    "0023": (
        "UPDATE organisations SET backed_up_at = '2027-01-26 02:00:00.000000'",
        "UPDATE people SET job_title = 'Ward   lead' WHERE id = 5",
    ),
    "0025": ("INSERT INTO record_tallies (organisation_id, kind, name, records) VALUES (1, 'topic', 'falls', 2)",),
    "0027": ("UPDATE accounts SET let_in_by = '[\"staff-list\"]' WHERE id = 3",),
    "0028": (
        "INSERT INTO admissions (organisation_id, account_id, phase, asked_on, until) "
        "VALUES (1, 3, 'let_in', '2027-01-20', '2027-04-30')",
        "UPDATE people SET employer = 'Northgate College' WHERE id = 5",
    ),
    "0029": (
        'UPDATE people SET hours = \'{"begins": "19:00", "ends": "07:00", "weekdays": [0, 4]}\' WHERE id = 5',
        "UPDATE parcels SET not_before = '2027-01-29 19:00:00.000000' WHERE id = 1",
    ),
    "0030": (
        "UPDATE trials SET also_workspace_id = 1, also_channel = '19:coffee', also_channel_name = 'Tea'",
        "UPDATE reviews SET also_workspace_id = 1, also_channel = '19:coffee', also_channel_name = 'Tea'",
        "UPDATE cafes SET also_workspace_id = 1, also_channel = '19:coffee', also_channel_name = 'Tea'",
    ),
    "0031": ("UPDATE people SET directory_name = 'Ann Elizabeth Able' WHERE id = 5",),
    "0032": ("UPDATE vanishings SET let_go = 3, left_open = '{\"actions\": 2}'",),
    "0033": ("UPDATE workspaces SET app = 'A0KNOWHOW' WHERE id = 1",),
    "0034": ("UPDATE organisations SET members = 'staff-list', contact = 'the desk'",),
}
