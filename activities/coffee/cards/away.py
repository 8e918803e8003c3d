"""What people in a trial read of somebody who cannot be reached for now. It never says why."""

from activities.kit.cards import Card, say
from activities.kit.runs import Bold, Mention
from storage.tables import Trial


def is_away(who: Mention, trial: Trial) -> Card:
    """To whoever is to meet them."""
    return say(
        who,
        ", whom you are to meet in ",
        Bold(trial.title),
        ", can’t be reached at present. That isn’t about you, and your meeting stands. If it lasts, I’ll look for "
        "somebody new for you. There is nothing you need to do.",
    )


def is_back(who: Mention, trial: Trial) -> Card:
    """In place of it."""
    return say(who, " could not be reached for a while, and is back. Your meeting in ", Bold(trial.title), " stands.")


def has_left(who: Mention) -> Card:
    """In place of it, too; what follows comes by itself."""
    return say(who, " can’t take part after all.")


def missed(trial: Trial) -> Card:
    """To whoever is back, where people were introduced without them."""
    return say(
        "While I could not reach you, people were introduced in ",
        Bold(trial.title),
        ". You still have your place: I’ll introduce you as soon as somebody is free.",
    )
