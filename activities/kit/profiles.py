"""What a platform says of somebody, as the store takes it."""

from activities.kit.events import Profile
from activities.kit.names import shown_name
from storage.joining import Said


def said_of(profile: Profile) -> Said:
    """Give what a platform says of somebody: with their name as it is shown."""
    return Said(
        name=shown_name(profile.name),
        email=profile.email,
        kind=profile.kind,
        active=profile.active,
        is_admin=profile.is_admin,
        let_in_by=list(profile.let_in_by),
    )
