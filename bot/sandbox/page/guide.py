"""The path for a first visit: six steps through a trial, each ticked when it has really happened."""

from dataclasses import dataclass

from bot.sandbox.hospital import coffee_channel
from bot.sandbox.page.play import Play
from bot.sandbox.records import Json, User

DISMISSED = "dismissed the guide"


@dataclass(frozen=True)
class Step:
    """One step. It is done once any of `marks` has happened.

    “Show me” makes the window be `be` (the facilitator or a participant), opens `place` (the coffee channel, the own
    chat with the app, or the newest group), and has `types` in the composer or the button with the action `press` in
    focus.
    """

    title: str
    says: str
    marks: tuple[str, ...]
    be: str = ""
    place: str = ""
    types: str = ""
    press: str = ""


def steps(play: Play) -> list[Step]:
    """Build the six steps, with the names that people have here."""
    chief, guest = play.stage.facilitator, participant(play)
    title = f", {guest.title.lower()}" if guest.title else ""
    return [
        Step(
            "Start a trial",
            f"You are {chief.real_name} and run it. In #coffee-trial, type /coffee new and fill in the form.",
            ("shown coffee.join",),
            be="facilitator",
            place="channel",
            types="/coffee new",
        ),
        Step(
            f"Join as {guest.real_name}{title}",
            "Be somebody else for a moment, and press Join below the announcement.",
            ("sent coffee.signup",),
            be="participant",
            place="channel",
            press="coffee.join",
        ),
        Step(
            "Move the clock",
            "Go to the next moment until people have been matched. The others sign up on the way.",
            ("shown coffee.send", "shown coffee.met"),
        ),
        Step(
            "Look at the pairs",
            f"As {chief.real_name}, read why each pair was made, and send them.",
            ("pressed coffee.send", "shown coffee.met"),
            be="facilitator",
            place="app",
            press="coffee.send",
        ),
        Step(
            "Say that you have met",
            f"As {guest.real_name}, open your introduction, press We’ve met and say how it was.",
            ("pressed coffee.met",),
            be="participant",
            place="group",
            press="coffee.met",
        ),
        Step(
            "Read the report",
            f"Move the clock until the trial closes; then {chief.real_name} gets its report.",
            ("saw coffee.file",),
            be="facilitator",
            place="app",
        ),
    ]


def guide(play: Play) -> Json | None:
    """Build the steps and how far they are; nothing once the path was dismissed."""
    if DISMISSED in play.marks:
        return None
    return {"steps": [_as_json(play, step) for step in steps(play)]}


def participant(play: Play) -> User:
    """Choose the ward manager; in a hospital without one, whoever comes first and does not run the trial."""
    others = [user for user in play.stage.users.values() if user.id != play.stage.facilitator.id]
    managers = [user for user in others if "ward manager" in user.title.lower()]
    return next(iter([*managers, *others]), play.stage.facilitator)


def _as_json(play: Play, step: Step) -> Json:
    return {
        "title": step.title,
        "says": step.says,
        "done": any(mark in play.marks for mark in step.marks),
        "be": {"facilitator": play.stage.facilitator.id, "participant": participant(play).id, "": ""}[step.be],
        "place": coffee_channel(play.stage.slack.workspace).id if step.place == "channel" else step.place,
        "types": step.types,
        "press": step.press,
    }
