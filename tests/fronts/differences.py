"""Which dialogues run through which platforms: all of them, but for those that a platform cannot have."""

PLATFORMS = ("slack", "teams")
"""Each dialogue runs straight to the engine, and beside that through each of these."""

QUICK = {
    "slack": frozenset(
        {
            "test_a_form_that_lay_open_for_more_than_a_week_opens_anew_with_what_was_typed",
            "test_a_name_in_words_of_others_is_shown_and_taken_out_where_a_facilitator_says_so",
            "test_a_trial_is_announced_in_its_channel_and_as_text",
            "test_an_account_that_is_off_for_five_seconds_ends_nothing_and_is_heard_of_once",
            "test_an_admin_may_appoint_and_sees_nothing_more",
            "test_an_answer_in_time_keeps_the_meeting",
            "test_an_owner_is_told_at_once_reminded_twice_and_says_that_it_is_done",
            "test_an_old_send_cannot_send_a_newer_draw",
            "test_each_chooses_what_follows_when_a_meeting_falls_through",
            "test_everything_wrong_is_said_at_once",
            "test_feedback_can_be_corrected_until_it_is_filed",
            "test_filing_makes_one_record_without_what_was_taken_out",
            "test_leaving_and_joining_again",
            "test_six_people_review_what_happened_and_file_what_they_agree_to",
            "test_sent_back_it_is_changed_and_waits_again",
            "test_several_trials_are_a_card_to_choose_from_for_facilitators_too",
            "test_the_home_page_shows_a_meeting_with_its_buttons",
            "test_the_same_form_delivered_twice_counts_once",
            "test_what_is_withdrawn_between_two_pages_is_gone",
            "test_what_one_files_another_finds_and_reads_whole",
            "test_who_leaves_after_the_introduction_leaves_nobody_behind",
            "test_who_they_are_stands_behind_a_press_that_is_audited",
            "test_whoever_took_part_in_everything_leaves_no_trace",
        }
    ),
    "teams": frozenset(
        {
            "test_a_channel_is_asked_once_on_the_day",
            "test_a_form_that_lay_open_for_more_than_a_week_opens_anew_with_what_was_typed",
            "test_a_name_in_words_of_others_is_shown_and_taken_out_where_a_facilitator_says_so",
            "test_a_page_can_be_changed_as_often_as_one_likes",
            "test_a_record_is_shown_by_its_number_and_by_its_title",
            "test_an_account_that_is_off_for_five_seconds_ends_nothing_and_is_heard_of_once",
            "test_an_answer_in_time_keeps_the_meeting",
            "test_an_own_reminder_comes_on_its_day_points_to_the_chat_and_is_seen_by_nobody_else",
            "test_an_owner_is_told_at_once_reminded_twice_and_says_that_it_is_done",
            "test_everything_wrong_is_said_at_once",
            "test_everything_wrong_with_a_record_is_said_at_once",
            "test_everything_wrong_with_a_review_is_said_at_once",
            "test_facilitators_add_and_remove_one_another",
            "test_it_can_be_called_off",
            "test_leaving_and_joining_again",
            "test_only_members_can_be_chosen",
            "test_only_what_is_on_offer_can_be_said",
            "test_people_are_asked_every_two_weeks_until_it_is_stopped",
            "test_several_trials_are_a_card_to_choose_from_for_facilitators_too",
            "test_silence_files_it_after_the_days_that_everybody_was_told",
            "test_six_people_review_what_happened_and_file_what_they_agree_to",
            "test_the_form_says_what_is_missing",
            "test_the_home_page_shows_a_meeting_with_its_buttons",
            "test_the_same_form_delivered_twice_counts_once",
            "test_the_same_form_delivered_twice_files_one_record",
            "test_the_same_press_delivered_twice_moves_on_once",
            "test_what_is_withdrawn_between_two_pages_is_gone",
            "test_what_one_files_another_finds_and_reads_whole",
            "test_who_leaves_after_the_introduction_leaves_nobody_behind",
            "test_why_it_does_not_apply_must_be_said",
            "test_wrong_answers_are_told_on_their_fields",
        }
    ),
}
"""What `make test` runs through a platform; the rest of it waits for `make test-all`."""

_NOT_THEIRS = "nobody is sent a button from a chat in which they are not, and nobody else signs what a platform sends"
_NEVER_MADE = "only a button that we have made can be pressed, with the value that we gave it"
_NO_ADMINS = "Teams says of nobody that they look after the tenant"

_FORGED = {
    "test_a_button_from_before_the_upgrade_agrees_to_nothing": _NEVER_MADE,
    "test_another_organisations_facilitator_cannot_read_it": _NOT_THEIRS,
    "test_nobody_but_a_facilitator_decides_who_is_who": _NOT_THEIRS,
    "test_nobody_can_take_out_what_has_no_name": _NEVER_MADE,
    "test_nobody_else_may_answer_or_look": _NOT_THEIRS,
    "test_nobody_else_looks_at_or_lets_go_what_participants_keep": _NOT_THEIRS,
    "test_nobody_opens_what_somebody_else_said": _NOT_THEIRS,
    "test_nobody_else_reads_or_lets_go_what_is_hidden": _NOT_THEIRS,
    "test_what_a_review_is_about_is_not_told_to_a_facilitator_who_may_not_read_it": _NOT_THEIRS,
    "test_another_organisations_prompt_is_not_there": _NOT_THEIRS,
    "test_no_subject_breaks_anything": _NEVER_MADE,
    "test_nobody_takes_out_the_words_of_somebody_else": _NOT_THEIRS,
    "test_only_facilitators_set_and_stop_prompts": _NOT_THEIRS,
    "test_a_button_of_somebody_elses_meeting_does_nothing": _NOT_THEIRS,
    "test_a_button_with_a_subject_of_no_trial_does_nothing": _NEVER_MADE,
    "test_another_persons_button_forgets_nobody": _NOT_THEIRS,
    "test_nobody_agrees_with_themselves": _NOT_THEIRS,
    "test_nobody_but_a_facilitator_puts_a_trial_on_hold": _NOT_THEIRS,
    "test_nobody_but_a_facilitator_sees_or_files_a_report": _NOT_THEIRS,
    "test_somebody_who_is_no_facilitator_cannot_send": _NOT_THEIRS,
    "test_who_took_over_reads_nothing_by_asking_themselves": _NOT_THEIRS,
    "test_who_was_never_introduced_is_not_asked": _NOT_THEIRS,
}

_IN_ITS_STEAD = {
    "test_the_file_says_what_stays_of_messages_that_were_sent": "sends for itself what a platform has sent already",
}

CANNOT_BE_HAD = {
    "slack": _FORGED
    | _IN_ITS_STEAD
    | {
        "test_only_what_is_on_offer_can_be_said": "Slack's client sends only what a list offers",
        "test_what_stands_across_names_waits_too": "names are typed on one line, in which Slack's client breaks none",
    },
    "teams": _FORGED
    | _IN_ITS_STEAD
    | {
        "test_a_facilitators_address_on_a_bots_profile_opens_nothing": "Teams has no bots among people",
        "test_a_proposal_goes_on_once_an_admin_has_appointed_somebody": _NO_ADMINS,
        "test_an_admin_is_told_before_being_forgotten_that_they_will_be_asked_again": _NO_ADMINS,
        "test_an_admin_may_appoint_and_sees_nothing_more": _NO_ADMINS,
        "test_where_every_facilitator_has_gone_too_admins_are_told_and_who_is_back_is_asked": _NO_ADMINS,
        "test_an_introduction_says_everything_that_two_people_need": "each is told alone, in no chat to vouch for",
    },
}
"""Dialogues that a platform cannot have, and why. They are tried all the same, and must fail there."""

ENGINE_ALONE = {
    "tests.actions.test_forged": "sends what no client would",
    "tests.cafe.test_forged": "sends what no client would",
    "tests.coffee.test_forged": "sends what no client would",
    "tests.library.test_hidden": "sends what no client would",
    "tests.library.test_hidden_elsewhere": "sends what no client would",
    "tests.privacy.test_attacks": "sends what no client would",
    "tests.privacy.test_who_sees_what": "sends what no client would",
    "tests.review.test_attacks": "sends what no client would",
    "tests.coffee.test_sending": "looks between two turns of the clock’s",
    "tests.coffee.test_telling_all": "looks between two turns of the clock’s",
}
"""Modules that are about no platform, and why; those that deliver by a `Post` of their own are of this kind too."""
