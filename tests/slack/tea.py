"""A small activity for trying the adapter: it has a command, buttons and a form of every kind, and counts what it did.

Everything that it was given to know is kept in `heard`; how often something took effect is counted in the person's own
row, so that a turn that is rolled back does not count.
"""

import time
from dataclasses import dataclass, field

from activities.kit.activity import Activity, Verb
from activities.kit.answers import Reader
from activities.kit.cards import Button, Buttons, Card, Confirm, Paragraph, Part, say
from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.forms import (
    ChannelField,
    ChecksField,
    ChoiceField,
    DateField,
    FieldErrors,
    Form,
    MomentField,
    Option,
    PeopleField,
    TextField,
)
from activities.kit.runs import words
from activities.kit.turn import Turn, mention
from activities.kit.views import Answer
from storage.tables import Person

SITES = (Option("Northgate", "Northgate"), Option("Southfield", "Southfield"))
KINDS = (Option("green", "Green"), Option("black", "Black"))


@dataclass
class Tea:
    """The activity, and what it heard. `slow` is how many seconds `wait` takes, opening a form, and a form called so.

    `fails`: whether a `wait` breaks in the end.
    """

    heard: list[Event] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    waited_for: list[str] = field(default_factory=list)
    slow: float = 0.0
    fails: bool = False

    def activity(self) -> Activity:
        """The activity to register."""
        return Activity(
            name="tea",
            says="Tea together",
            commands={
                "join": Verb("opens a form", self.ask),
                "greet": Verb("says hello", self.greet),
                "tell": Verb("tells you, and introduces you to everybody", self.tell),
                "announce": Verb("announces it in a channel", self.announce),
                "invite": Verb("asks whom to invite", self.ask_whom),
                "wait": Verb("takes its time", self.wait),
                "break": Verb("breaks", self.fail),
            },
            buttons={"drink": self.drink, "join": self.ask, "look": self.look, "break": self.fail, "wait": self.wait},
            forms={"signup": self.sign_up, "more": self.more, "invite": self.invite},
            wakes={},
            current_state=self.present,
            home=self.home,
            undelivered=lambda _turn, _undelivered: None,
            on_leaver=self.left,
            away=self.away,
        )

    def ask(self, turn: Turn, event: Command | Pressed) -> Answer:
        self.hears(event)
        time.sleep(self.slow)
        return form()

    def ask_whom(self, turn: Turn, event: Command) -> Answer:
        self.hears(event)
        return invitation()

    def invite(self, turn: Turn, submitted: Submitted) -> Answer:
        self.hears(submitted)
        read = Reader(submitted.values)
        read.text("title", missing="Please give it a name.")
        read.people("people")
        return FieldErrors(read.errors) if read.errors else self.counted(turn)

    def greet(self, turn: Turn, command: Command) -> Answer:
        self.hears(command)
        return say("Hello ", mention(turn.person), f". You said {command.rest}.", buttons=[drink()])

    def tell(self, turn: Turn, _command: Command) -> Answer:
        turn.tell(turn.person, say(f"A cup for {turn.person.name}", buttons=BUTTONS), ("cup", 1))
        others = [*turn.facilitators(), turn.person]
        turn.introduce(others, say("Meet ", mention(turn.person), buttons=BUTTONS), ("introduction", 1))
        return None

    def announce(self, turn: Turn, command: Command) -> Answer:
        assert turn.workspace is not None
        turn.announce(turn.workspace, command.rest, say("Who is in?", buttons=BUTTONS), ("announcement", 1))
        return None

    def wait(self, turn: Turn, event: Command | Pressed) -> Answer:
        self.hears(event)
        time.sleep(self.slow)
        return self.fail(turn, event) if self.fails else self.counted(turn)

    def fail(self, turn: Turn, event: Event) -> Answer:
        turn.person.job_title = "never seen"
        raise RuntimeError(f"broken by {event}")

    def drink(self, turn: Turn, pressed: Pressed) -> Answer:
        self.hears(pressed)
        return self.counted(turn)

    def look(self, turn: Turn, pressed: Pressed) -> Answer:
        return say(f"You have had {cups(turn.person)}.", buttons=[drink(), *BUTTONS[3:5]])

    def sign_up(self, turn: Turn, submitted: Submitted) -> Answer:
        self.hears(submitted)
        read = Reader(submitted.values)
        title = read.text("title", missing="Please give it a name.")
        read.channel("channel")
        time.sleep(self.slow if title.startswith("slow") else 0)
        if read.errors:
            return FieldErrors(read.errors)
        if title in ("odd", "slow and odd"):
            return FieldErrors({"title": "Odd.", "spoon": "Very odd."})
        if title == "break":
            return self.fail(turn, submitted)
        if title == "more":
            return Form("tea.more", "2", "More tea", "Send", (TextField("again", "And again"),))
        return self.counted(turn)

    def more(self, turn: Turn, submitted: Submitted) -> Answer:
        self.hears(submitted)
        return None

    def hears(self, event: Event) -> None:
        """Keep an event, once for all runs of its turn: one that writes is run as a reader first."""
        if not any(heard is event for heard in self.heard):
            self.heard.append(event)

    def present(self, turn: Turn, _event: Event) -> Card:
        return say(f"You have had {cups(turn.person)}.")

    def home(self, turn: Turn) -> tuple[Part, ...]:
        return (Paragraph(words(f"You have had {cups(turn.person)}.")), Buttons(BUTTONS))

    def away(self, _turn: Turn, person: Person) -> None:
        self.waited_for.append(person.name)

    def left(self, _turn: Turn, person: Person) -> None:
        self.gone.append(person.name)

    def counted(self, turn: Turn) -> Card:
        """One cup more."""
        turn.person.job_title += "c"
        turn.session.add(turn.person)
        return say(f"Cheers. You have had {cups(turn.person)}.", buttons=[drink(), look()])


def cups(person: Person) -> str:
    """How often something took effect for somebody."""
    return f"{len(person.job_title)} cups"


def drink() -> Button:
    return Button("Drink", "tea.drink", "7", confirm=Confirm("Thirsty?", "Yes"))


def look() -> Button:
    return Button("Look", "tea.look", "7")


BUTTONS = (
    drink(),
    look(),
    Button("Join", "tea.join", "7"),
    Button("Break", "tea.break", "7"),
    Button("Wait", "tea.wait", "7"),
    Button("Brew", "coal.brew", "7"),
)


def form() -> Form:
    """A form with a field of every kind."""
    return Form(
        name="tea.signup",
        subject="7",
        title="Have some tea",
        submit="Pour",
        fields=(
            TextField("title", "Title"),
            ChannelField("channel", "Channel"),
            DateField("day", "Day", required=False),
            MomentField("poured_at", "Poured at", required=False),
            ChecksField("sites", "Sites", SITES, values=("Northgate",)),
            ChoiceField("kind", "Kind", KINDS, value="green"),
            ChoiceField("leaf", "Leaf", KINDS, required=False, as_list=True),
            TextField("note", "Note", multiline=True, required=False),
        ),
    )


def invitation() -> Form:
    """A form that asks for people."""
    return Form(
        name="tea.invite",
        subject="7",
        title="Invite to tea",
        submit="Invite",
        fields=(TextField("title", "Title", required=False), PeopleField("people", "Who is invited?", most=3)),
    )
