"""The workspace of a hospital: its staff with their accounts, and the channels in which they and the bot are."""

from collections.abc import Sequence
from pathlib import Path

from bot.register.register import RegisterRow, read_register
from bot.register.staff_list import StaffRow, read_staff_list
from bot.sandbox.records import Conversation, User
from bot.sandbox.workspace import Workspace

THE_CASE = Path(__file__).parent / "case" / "staff.csv"
"""Fifty-two invented people at the two sites of an invented trust."""

THE_LIBRARY = THE_CASE.with_name("library.csv")
"""A year of what they learned, invented as well."""

COFFEE_CHANNEL = "coffee-trial"


def the_case() -> list[StaffRow]:
    """Read the staff of the case."""
    return read_staff_list(THE_CASE)


def the_library_of(staff: Sequence[StaffRow]) -> Sequence[RegisterRow]:
    """Read what these people learned in the year before: nothing, unless they are those of the case."""
    here = {row.id: row.name for row in staff}
    is_the_case = all(here.get(row.id) == row.name for row in the_case())
    return read_register(THE_LIBRARY).rows if is_the_case else ()


def with_address(row: StaffRow) -> StaffRow:
    """Give somebody an e-mail address, by which the bot recognises an account as theirs on the staff list."""
    return row if row.email else row.model_copy(update={"email": f"{row.id.lower()}@staff.invalid"})


def settle_in(workspace: Workspace, staff: Sequence[StaffRow], bot_user: str) -> dict[str, User]:
    """Give each of the staff an account, and all of them a channel with the bot; users by staff id, in list order."""
    users = {row.id: _account(workspace, row) for row in staff}
    everybody = [user.id for user in users.values()]
    workspace.add_conversation("channel", everybody, name="general")
    workspace.add_conversation("channel", [*everybody, bot_user], name=COFFEE_CHANNEL)
    return users


def accounts_of(workspace: Workspace, staff: Sequence[StaffRow]) -> dict[str, User]:
    """Map staff ids to the accounts that the staff were given; `staff` in the order in which they settled in."""
    settled = [user for user in workspace.users.values() if not user.is_bot]
    return {row.id: user for row, user in zip(staff, settled, strict=False)}


def coffee_channel(workspace: Workspace) -> Conversation:
    """Find the channel in which the trial is announced."""
    return next(place for place in workspace.conversations.values() if place.name == COFFEE_CHANNEL)


def _account(workspace: Workspace, row: StaffRow) -> User:
    return workspace.add_user(row.name, email=row.email or "", title=row.job_title)
