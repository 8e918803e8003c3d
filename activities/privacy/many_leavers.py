"""Many who cannot be reached any more at once: a facilitator says whether they have left. Until then nobody has."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from activities.kit.cards import Button, Card, Confirm, Paragraph, say
from activities.kit.days import moment
from activities.kit.events import Due, Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import words
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn, mention
from activities.kit.wording import count, listed_runs
from activities.privacy.unled import begin_to_ask
from storage import audit, leaving, people
from storage.leaving import KEPT, LEFT, WAITING
from storage.tables import Person, Vanishing

SOME_NAMES = 40
"""So many names stand on one card."""

ASKED_ONCE_MORE_AT = time(9)
A_WEEK = timedelta(days=7)


def ask(turn: Turn, gone: Sequence[Person], among: int) -> Vanishing:
    """Ask every facilitator about them, or tell them that there are more of them; the question stays one message.

    Where no facilitator can be reached, whoever looks after the workspace hears that nobody facilitates.
    """
    asked = leaving.ask_about(turn.here, turn.today, gone, among)
    _tell(turn, asked, turn.facilitators())
    if not turn.facilitators() and any(one.facilitates for one in gone) and not turn.organisation.unled_since:
        begin_to_ask(turn)
    turn.wake(_morning(turn, turn.working_days.after(turn.today)), "remind_many", asked.id)
    return asked


def is_answered(turn: Turn, gone: Sequence[Person], among: int) -> None:
    """Note that these many have left, of whom nobody need be asked: whoever applied a list knows it."""
    if gone:
        leaving.ask_about(turn.here, turn.today, gone, among).phase = LEFT
        turn.session.flush()


def one_less(turn: Turn, person: Person) -> None:
    """Bring what facilitators read up to date: one of many is back, or has been let go of."""
    asked = leaving.vanishing(turn.here, person.vanished_id)
    if asked is None:
        return
    person.vanished_id = None
    turn.session.flush()
    away = leaving.those_of(turn.session, asked)
    if not away:
        turn.tell_anew(nobody_left_card(asked), _key(asked))
        turn.tell_anew(nobody_left_card(asked), _reminder(asked))
    elif asked.phase == WAITING:
        turn.tell_anew(_question(turn, asked), _key(asked))
        turn.tell_anew(_question(turn, asked), _reminder(asked))
        if person in turn.facilitators():
            _tell(turn, asked, [person])


def remind(turn: Turn, due: Due) -> None:
    """Ask once more where nobody has answered, as soon as there is somebody to ask.

    What is kept is asked about again.
    """
    asked = _the(turn, due.subject)
    away = leaving.those_of(turn.session, asked)
    if not away or asked.phase == LEFT:
        return
    if asked.phase == KEPT:
        asked.phase, asked.asked_on = WAITING, turn.today
        turn.session.flush()
        _tell(turn, asked, turn.facilitators())
        turn.wake(_morning(turn, turn.working_days.after(turn.today)), "remind_many", asked.id)
        return
    for facilitator in turn.facilitators():
        turn.tell(facilitator, _question(turn, asked), _reminder(asked))
    if not turn.facilitators():
        turn.wake(_morning(turn, turn.working_days.after(turn.today)), "remind_many", asked.id)


def have_left(turn: Turn, pressed: Pressed) -> Card:
    """Take “They have left”: each is let go of once they have been waited for as long as anybody."""
    return decide_left(turn, _undecided(turn, pressed.subject))


def decide_left(turn: Turn, asked: Vanishing) -> Card:
    """Note that the many who are away have left, because it is said so."""
    away = leaving.those_of(turn.session, asked)
    asked.phase = LEFT
    turn.session.flush()
    turn.cancel_wake("remind_many", asked.id)
    for person in away:
        _waits_no_longer_than_others(turn, person)
    card = they_have_left_card(asked, away)
    _tell_anew(turn, asked, card)
    return card


def has_left(turn: Turn, person: Person) -> None:
    """Note that somebody, one of many or alone, is said to have left."""
    one_less(turn, person)
    _waits_no_longer_than_others(turn, person)


def keep(turn: Turn, pressed: Pressed) -> Card:
    """Take “Wait for them”: nobody is let go of, and who is not back in a week is asked about again."""
    asked = _undecided(turn, pressed.subject)
    if asked.phase != WAITING:
        raise MovedOn
    return decide_kept(turn, asked)


def decide_kept(turn: Turn, asked: Vanishing) -> Card:
    """Note that the many who are away have not left, because it is said so."""
    asked.phase = KEPT
    turn.session.flush()
    turn.wake(_morning(turn, turn.today + A_WEEK), "remind_many", asked.id)
    card = they_are_kept_card(asked, leaving.those_of(turn.session, asked))
    _tell_anew(turn, asked, card)
    return card


def show_names(turn: Turn, pressed: Pressed) -> Card:
    """Show the names, after “Show the names”, which is audited. Raises `MovedOn` where nobody is away any more."""
    asked = _the(turn, pressed.subject)
    away = leaving.those_of(turn.session, asked)
    if not away:
        raise MovedOn
    note_look(turn, "knowhow.who_are_away", asked.id)
    return _question(turn, asked, named=True)


def note_look(turn: Turn, what: str, about: int) -> None:
    """Write down that a facilitator has looked at who it is: of turns that only show something nothing is kept else."""
    audit.note(turn.here, turn.person.id, turn.now, what, str(about))
    turn.audited = False


def stands(turn: Turn, subject: str) -> Card | None:
    """Show how a question stands to whoever was late with an answer; `None` where there is no such question."""
    try:
        asked = _the(turn, subject)
    except MovedOn:
        return None
    away = leaving.those_of(turn.session, asked)
    if not away:
        return nobody_left_card(asked)
    if asked.phase == WAITING:
        return _question(turn, asked)
    return they_are_kept_card(asked, away) if asked.phase == KEPT else they_have_left_card(asked, away)


def _the(turn: Turn, subject: str) -> Vanishing:
    people.lock(turn.session, turn.organisation)
    asked = leaving.vanishing(turn.here, number(subject))
    if asked is None:
        raise MovedOn
    return asked


def _undecided(turn: Turn, subject: str) -> Vanishing:
    asked = _the(turn, subject)
    if asked.phase == LEFT or not leaving.those_of(turn.session, asked):
        raise MovedOn
    turn.concerns(asked.id)
    return asked


def _question(turn: Turn, asked: Vanishing, named: bool = False) -> Card:
    away = leaving.those_of(turn.session, asked)
    accounts = [account for one in away for account in people.accounts_of(turn.session, one)]
    are_shut = any(account.refused or not account.active for account in accounts)
    why = CANNOT_BE_REACHED if are_shut else BELONG_NO_MORE if accounts else NOT_LISTED
    return many_card(asked, away, why, named)


def _tell(turn: Turn, asked: Vanishing, facilitators: Sequence[Person]) -> None:
    card = _question(turn, asked)
    for facilitator in facilitators:
        turn.tell(facilitator, card, _key(asked))


def _waits_no_longer_than_others(turn: Turn, person: Person) -> None:
    since = person.leaving_since or turn.now
    turn.wake(max(turn.now, turn.policy.left_at(since, turn.zone)), "leaves", person.id)


def _tell_anew(turn: Turn, asked: Vanishing, card: Card) -> None:
    for key in (_key(asked), _reminder(asked)):
        turn.tell_anew(card, key)


def _morning(turn: Turn, day: date) -> datetime:
    return moment(day, ASKED_ONCE_MORE_AT, turn.zone)


def _key(asked: Vanishing) -> Key:
    return ("many", asked.id, asked.asked_on.isoformat())


def _reminder(asked: Vanishing) -> Key:
    return ("many_again", asked.id, asked.asked_on.isoformat())


# ---- what people see ------------------------------------------------------------------------------------------------


def is_among_many_card(asked: Vanishing) -> Card:
    """Build the card in place of one about somebody away, where it turned out that many had gone."""
    return say(f"This is one of {count(asked.number, 'person', 'people')} about whom I have asked you since.")


CANNOT_BE_REACHED = "people can’t be reached any more, all within a short time."
NOT_LISTED = "people on the staff list are missing from the new one."
BELONG_NO_MORE = (
    "people are members no more, by the staff list or by another rule of who belongs, and are turned away meanwhile. "
    "Whoever a list names again is a member again."
)


def many_card(asked: Vanishing, away: Sequence[Person], why: str = CANNOT_BE_REACHED, named: bool = False) -> Card:
    """Build the card that asks facilitators about many. `away`: those who are not back; `why`: what has happened."""
    how_many = f"{asked.number} of {asked.among} {why}"
    back = asked.number - len(away)
    since = f" {count(back, 'of them is', 'of them are')} back since." if back else ""
    card = say(
        f"{how_many}{since} That may be a mishap. So nothing of theirs ends before one of you "
        "says that they have left. Those who wait for them hear that they can’t be reached at present, and not why. A "
        "staff list that is imported as complete answers this too.",
        buttons=_buttons(asked, away, named),
    )
    return _with_names_card(card, away) if named else card


def nobody_left_card(asked: Vanishing) -> Card:
    """Build the card in place of the question about many, once all are back or have been let go of."""
    return say(f"Nobody of the {asked.number} people about whom I asked is away any more. You need do nothing.")


def they_have_left_card(asked: Vanishing, away: Sequence[Person]) -> Card:
    """Build the card for facilitators, once one of them has said “They have left”."""
    return say(
        f"Thank you. {count(len(away), 'person is', 'people are')} taken to have left. I let go of them as soon as I "
        "have waited for as long as for anybody, and look after whoever waits for them. Who comes back before then "
        "finds everything as it was."
    )


def they_are_kept_card(asked: Vanishing, away: Sequence[Person]) -> Card:
    """Build the card for facilitators, once one of them has said “Wait for them”."""
    return say(
        f"Thank you. I wait for {count(len(away), 'person', 'people')}, and nothing of theirs ends. Who is not back in "
        "a week I’ll ask about again. If they have left after all, say so here.",
        buttons=[_have_left_button(asked, away), _show_button(asked)],
    )


def _buttons(asked: Vanishing, away: Sequence[Person], named: bool) -> list[Button]:
    wait = Button("Wait for them", "knowhow.wait_for_many", str(asked.id), style="primary")
    return [wait, _have_left_button(asked, away), *([] if named else [_show_button(asked)])]


def _have_left_button(asked: Vanishing, away: Sequence[Person]) -> Button:
    number = count(len(away), "person", "people")
    sure = Confirm(
        f"I let go of {number}: their meetings end, and what they were to do is handed on. This cannot be undone. Have "
        "they left?",
        "They have left",
    )
    return Button("They have left", "knowhow.many_have_left", str(asked.id), style="danger", confirm=sure)


def _show_button(asked: Vanishing) -> Button:
    return Button("Show the names", "knowhow.who_are_away", str(asked.id))


def _with_names_card(card: Card, away: Sequence[Person]) -> Card:
    rest = len(away) - SOME_NAMES
    names = listed_runs([mention(one) for one in away[:SOME_NAMES]])
    more = f", and {count(rest, 'other')}" if rest > 0 else ""
    line = Paragraph(words("Away just now: ", *names, more, ". That you have looked is noted."))
    return Card(card.summary, (card.parts[0], line, *card.parts[1:]))
