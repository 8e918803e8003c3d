"""Reading the subjects of buttons and forms, which may be anything: they prove only that somebody sent them."""

from activities.kit.phases import MovedOn

LARGEST_ID = 2**31 - 1
"""More than a database's integer holds would be a fault there."""


def number(subject: str | int) -> int:
    """The id in a subject; raises `MovedOn` for what no button of ours has ever carried."""
    try:
        identity = int(subject)
    except ValueError:
        raise MovedOn from None
    if not 0 <= identity <= LARGEST_ID:
        raise MovedOn
    return identity
