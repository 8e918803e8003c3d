"""Whoever no rule makes a member may ask to be let in; a facilitator says until when, or no."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from activities.kit.answers import Reader
from activities.kit.cards import Button, Buttons, Card, Confirm, Heading, Paragraph, Part, say
from activities.kit.days import moment
from activities.kit.events import Command, Due, Pressed, Submitted
from activities.kit.forms import DateField, FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn, mention
from activities.kit.wording import dated
from storage import admissions, joining, people
from storage.admissions import LET_IN, REFUSED, WAITING
from storage.belonging import SLACK
from storage.membership import is_member
from storage.tables import AccountRow, Admission, Person

LONGEST = timedelta(days=366)
SUGGESTED = timedelta(days=90)
"""From today: about as long as a placement."""

MIDNIGHT = time()
ASKED_ONCE_MORE_AT, ASKED_ONCE_MORE_AFTER = time(9), 2
"""On which working day after somebody has asked, and when, facilitators are reminded."""


def ask(turn: Turn, pressed: Pressed) -> Card:
    """Ask every facilitator, for somebody who is no member; they may ask once in a while."""
    if is_member(turn.person):
        return are_in_card()
    account = _own_account(turn)
    asked = admissions.of_account(turn.here, account.id)
    if asked is not None and asked.phase != LET_IN and turn.today < asked.asked_on + admissions.KEPT_FOR:
        return how_it_stands_card(asked)
    asked = asked or Admission(organisation_id=turn.org, account_id=account.id, asked_on=turn.today)
    asked.phase, asked.asked_on, asked.until = WAITING, turn.today, None
    turn.session.add(asked)
    turn.session.flush()
    _tell(turn, asked, _key(asked))
    morning = turn.working_days.after(turn.today, ASKED_ONCE_MORE_AFTER)
    turn.wake(moment(morning, ASKED_ONCE_MORE_AT, turn.zone), "remind_of_asking", asked.id)
    return have_asked_card()


def remind(turn: Turn, due: Due) -> None:
    """Ask facilitators once more, where none of them has answered."""
    asked = admissions.get(turn.here, number(due.subject))
    if asked is not None and asked.phase == WAITING:
        _tell(turn, asked, _reminder(asked))


def ask_until_when(turn: Turn, pressed: Pressed) -> Form:
    """Show the form after “Let them in until…”. Raises `MovedOn` where somebody has let them in."""
    asked = _the(turn, pressed.subject, WAITING, REFUSED)
    _, person = admissions.who_asked(turn.here, asked)
    return until_form(asked, person, turn.today + SUGGESTED)


def let_in(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Make somebody a member until the end of a day. Raises `MovedOn` where somebody else has answered."""
    asked = _the(turn, form.subject, WAITING, REFUSED)
    answers = Reader(form.values)
    until = answers.day("until", latest=turn.today + LONGEST)
    if not answers.errors and until < turn.today:
        answers.errors["until"] = OVER
    if answers.errors:
        return FieldErrors(answers.errors)
    account, person = admissions.who_asked(turn.here, asked)
    turn.concerns(person.id)
    asked.phase, asked.until = LET_IN, until
    _ends(turn, asked, until)
    admissions.becomes_member(account, until)
    turn.session.flush()
    joining.sum_up(turn.session, person)
    turn.tell(person, welcome_card(until), ("let_in", asked.id, asked.asked_on.isoformat()))
    return _answered(turn, asked, was_let_in_card(person, until))


def refuse(turn: Turn, pressed: Pressed) -> Card:
    """Take “No”. Raises `MovedOn` where somebody has answered."""
    asked = _the(turn, pressed.subject, WAITING)
    _, person = admissions.who_asked(turn.here, asked)
    turn.concerns(person.id)
    asked.phase = REFUSED
    turn.session.flush()
    return _answered(turn, asked, was_refused_card(asked, person))


def show(turn: Turn, command: Command) -> Card:
    """Answer `/knowhow guests`: who is in because a facilitator let them, until when, and who has asked."""
    return _guests(turn)


def end(turn: Turn, pressed: Pressed) -> Card:
    """Let somebody in no longer than today, after “End today”."""
    asked = admissions.get(turn.here, number(pressed.subject))
    if asked is None or asked.phase != LET_IN or not asked.until or asked.until < turn.today:
        raise MovedOn
    _, person = admissions.who_asked(turn.here, asked)
    turn.concerns(person.id)
    asked.until = turn.today
    _ends(turn, asked, turn.today)
    turn.session.flush()
    return _guests(turn)


def stands(turn: Turn, subject: str) -> Card:
    """Show how it stands to a facilitator who was late with an answer."""
    try:
        asked = admissions.get(turn.here, number(subject))
    except MovedOn:
        asked = None
    if asked is None:
        return nobody_asks_card()
    _, person = admissions.who_asked(turn.here, asked)
    if asked.phase == LET_IN and asked.until:
        return was_let_in_card(person, asked.until)
    return was_refused_card(asked, person) if asked.phase == REFUSED else _question(turn, asked)


def _own_account(turn: Turn) -> AccountRow:
    return people.accounts_in(turn.session, turn.in_workspace, [turn.person.id])[turn.person.id]


def _the(turn: Turn, subject: str, *may_be: str) -> Admission:
    asked = admissions.get(turn.here, number(subject))
    if asked is None or asked.phase not in may_be:
        raise MovedOn
    return asked


def _ends(turn: Turn, asked: Admission, until: date) -> None:
    turn.wake(moment(until + timedelta(days=1), MIDNIGHT, turn.zone), "ends_admission", asked.id)


def _tell(turn: Turn, asked: Admission, key: Key) -> None:
    card = _question(turn, asked)
    for facilitator in turn.facilitators():
        turn.tell(facilitator, card, key)


def _answered(turn: Turn, asked: Admission, card: Card) -> Card:
    turn.cancel_wake("remind_of_asking", asked.id)
    for key in (_key(asked), _reminder(asked)):
        turn.tell_anew(card, key)
    return card


def _question(turn: Turn, asked: Admission) -> Card:
    account, person = admissions.who_asked(turn.here, asked)
    return may_they_card(asked, account, person)


def _guests(turn: Turn) -> Card:
    let_in = [(asked, admissions.who_asked(turn.here, asked)[1]) for asked in admissions.now_in(turn.here, turn.today)]
    return guests_card(let_in)


def _key(asked: Admission) -> Key:
    return ("asks_in", asked.id, asked.asked_on.isoformat())


def _reminder(asked: Admission) -> Key:
    return ("asks_in_again", asked.id, asked.asked_on.isoformat())


# ---- what people see ------------------------------------------------------------------------------------------------

SURE_OF_NO = "They read that they are not let in. You can think again."
TITLE, OVER = "Who was let in", "That day is over. Please choose a later one."
_KINDS = {"guest": "a guest’s account", "outsider": "an account of the tenant that no rule names"}


def have_asked_card() -> Card:
    """Build the card for whoever has just asked to be let in."""
    return say(
        "I’ve asked whoever facilitates Knowhow here, with your name. If they let you in, I’ll write to you. For that "
        f"I keep your name and your account’s id, for {admissions.KEPT_FOR.days} days if nothing comes of it."
    )


def are_in_card() -> Card:
    """Build the card for whoever asks to be let in, and is."""
    return say("You are a member here already. /coffee help is a good place to begin.")


def how_it_stands_card(asked: Admission) -> Card:
    """Build the card for whoever asks once more too soon."""
    if asked.phase == REFUSED:
        return say(
            f"You asked on {dated(asked.asked_on)}, and a facilitator has said no. Please talk to whoever invited you."
        )
    return say(f"You asked on {dated(asked.asked_on)}, and nobody has answered yet. You need not ask again.")


def nobody_asks_card() -> Card:
    """Build the card for a facilitator, about somebody who does not ask any more."""
    return say("Nobody asks any more: it was too long ago, or they asked to be forgotten.")


def may_they_card(asked: Admission, account: AccountRow, person: Person) -> Card:
    """Build the card that asks facilitators whether somebody may be let in.

    In Slack people write their names themselves; in Teams the directory does, with their organisation in brackets.
    """
    who = "Somebody who calls themselves " if account.platform == SLACK else ""
    return say(
        who,
        Bold(person.name),
        f" asks to be let in. They write from {_KINDS.get(account.kind, 'an account')} in "
        f"{account.platform.capitalize()}, so to Knowhow they are no member. Let in, they can take part in everything, "
        "and read what everybody in the organisation may read. Ask them another way if you do not know them.",
        buttons=[
            Button("Let them in until…", "knowhow.ask_until_when", str(asked.id), style="primary"),
            Button(
                "No",
                "knowhow.refuse",
                str(asked.id),
                confirm=Confirm("They are not let in. You can change that.", "No"),
            ),
        ],
    )


def until_form(asked: Admission, person: Person, suggested: date) -> Form:
    """Build the form in which a facilitator says until when somebody is let in."""
    return Form(
        "knowhow.let_in",
        str(asked.id),
        "Let somebody in",
        "Let them in",
        (DateField("until", "Until the end of which day?", suggested, hint="At most a year. You can end it sooner."),),
        (Paragraph(words(f"{person.name} will be a member until then, and is let go of after it as a leaver is.")),),
    )


def welcome_card(until: date) -> Card:
    """Build the card for whoever has been let in."""
    return say(
        f"You’re in, until the end of {dated(until)}: you can take part in everything here. /knowhow privacy says what "
        "is kept about you; /coffee help is a good place to begin."
    )


def was_let_in_card(person: Person, until: date) -> Card:
    """Build the card for facilitators about somebody who was let in."""
    return say(f"{person.name} has been let in, until the end of {dated(until)}. /knowhow guests lists all who are.")


def was_refused_card(asked: Admission, person: Person) -> Card:
    """Build the card for facilitators about somebody who was not; they may think again."""
    return say(
        words(Bold(person.name)),
        " has not been let in. They read so when they next do anything here.",
        buttons=[Button("Let them in until…", "knowhow.ask_until_when", str(asked.id))],
    )


def guests_card(let_in: Sequence[tuple[Admission, Person]]) -> Card:
    """Build the card that lists who is in because a facilitator let them, with a button each."""
    if not let_in:
        return say("Nobody is in because a facilitator let them. Whoever asks to be let in, you hear of.")
    parts: list[Part] = [Heading(TITLE)]
    for asked, person in let_in:
        sure = Confirm(f"{person.name} is let go of as a leaver is. End it today?", "End today")
        button = Button("End today", "knowhow.end_admission", str(asked.id), confirm=sure)
        until = f", until the end of {dated(asked.until)}" if asked.until else ""
        parts += [Paragraph(words(mention(person), until)), Buttons((button,))]
    return Card(TITLE, tuple(parts))
