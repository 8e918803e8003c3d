"""What each of Slack's error codes is about: one table, for every method that the bot calls.

Sources: the errors listed on https://docs.slack.dev/reference/methods/chat.postMessage, and on the pages of the other
methods in `bot.slack.calls`. What is in none of them is "not now", and is told.
"""

from collections.abc import Mapping, Sequence

from activities.kit.events import ChannelState
from bot.platforms.platform import About

_CODES: Mapping[About, Sequence[str]] = {
    # conversations.open, users.info
    About.PERSON: (
        "cannot_dm_bot",
        "invalid_user_combination",  # of all who were to share a conversation: delivery asks for each alone
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    ),
    # chat.postMessage, chat.update, conversations.info, conversations.history
    About.CONVERSATION: (
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "method_not_supported_for_channel_type",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
    ),
    # Every method: the token, the app's rights, the workspace. `account_inactive` is said of the bot's own account.
    About.INSTALLATION: (
        "access_denied",
        "accesslimited",
        "account_inactive",
        "app_missing_action_url",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "forbidden_team",
        "invalid_auth",
        "messages_tab_disabled",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "team_added_to_org",
        "team_not_found",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    ),
    # "The service is temporarily unavailable", to whoever calls.
    About.PLATFORM: ("service_unavailable",),
    # https://docs.slack.dev/apis/web-api/rate-limits
    About.NOT_NOW: ("message_limit_exceeded", "rate_limited", "ratelimited"),
    # "It's possible some aspect of the operation succeeded before the error was raised."
    About.DOUBT: ("fatal_error", "internal_error", "request_timeout"),
    # What was sent, or where it was to go on a person's screen, and nobody's ability to read it.
    About.MESSAGE: (
        "attachment_payload_limit_exceeded",
        "cant_update_message",
        "deprecated_endpoint",
        "duplicate_external_id",
        "duplicate_message_not_found",
        "edit_window_closed",
        "exchanged_trigger_id",
        "expired_trigger_id",
        "file_not_found",
        "hash_conflict",
        "invalid_arg_name",
        "invalid_arguments",
        "invalid_array_arg",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_charset",
        "invalid_cursor",
        "invalid_form_data",
        "invalid_json",
        "invalid_limit",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "invalid_post_type",
        "invalid_trigger_id",
        "message_not_found",
        "metadata_too_large",
        "method_deprecated",
        "missing_post_type",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "not_enterprise_team",
        "not_found",
        "push_limit_reached",
        "too_many_attachments",
        "too_many_users",
        "unknown_method",
        "users_list_not_supplied",
        "view_too_large",
    ),
}

ABOUT: Mapping[str, About] = {code: about for about, codes in _CODES.items() for code in codes}

CLOSED: Mapping[str, ChannelState] = {
    "is_archived": ChannelState.ARCHIVED,
    "is_inactive": ChannelState.ARCHIVED,  # chat.update: "within a frozen, archived or deleted channel"
    "not_in_channel": ChannelState.OUT,
    "restricted_action": ChannelState.READ_ONLY,
    "restricted_action_read_only_channel": ChannelState.READ_ONLY,
    "restricted_action_thread_only_channel": ChannelState.READ_ONLY,
}
"""What those about a conversation say of a channel. `channel_not_found` is said of private ones without the bot too."""
