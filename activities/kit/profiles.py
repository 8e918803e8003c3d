"""What a platform says of somebody, as the store takes it."""

from activities.kit.events import Kind, Profile
from activities.kit.names import shown_name
from storage.joining import Said


def said_of(profile: Profile) -> Said:
    """Give what a platform says of somebody: with their name as it is shown.

    Of whoever is no member as it stands in the directory, where it says of which organisation they are.
    """
    return Said(
        name=shown_name(profile.name) if profile.kind is Kind.MEMBER else profile.name,
        email=profile.email,
        kind=profile.kind,
        active=profile.active,
        is_admin=profile.is_admin,
        let_in_by=list(profile.let_in_by),
    )
