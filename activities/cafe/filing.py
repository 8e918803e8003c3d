"""Filing a café: the facilitator words the themes, and what people let the library share goes with them."""

from collections.abc import Sequence

from activities.cafe.cafe import CAFE, count_people, the_cafe
from activities.cafe.takeaways import shareable
from activities.kit import library
from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import ChoiceField, FieldErrors, Form, Option, TextField
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn
from activities.kit.withholding import Cells, Sum, leave
from activities.kit.wording import count
from storage import cafes, people, records, takeaways
from storage.tables import Cafe, Record

LONGEST = 3000


def ask(turn: Turn, pressed: Pressed) -> Form:
    """Show the form after “File it in the library”. Raises `MovedOn` where that is too early, or has been done."""
    cafe = the_cafe(turn, pressed.subject)
    if not CAFE.allows(cafe, "file"):
        raise MovedOn
    return filing_form(cafe)


def file(turn: Turn, submitted: Submitted) -> Card | FieldErrors:
    """File a café. Never who said what, but for those who put their name to it."""
    cafe = the_cafe(turn, submitted.subject)
    CAFE.step(cafe, "file")
    answers = Reader(submitted.values)
    themes = answers.text("themes", NO_THEMES, LONGEST)
    actions = answers.text("actions", longest=LONGEST)
    visibility = answers.choice("visibility", VISIBILITIES)
    if answers.errors:
        return FieldErrors(answers.errors)
    joined = [one.id for one in cafes.guests(turn.here, cafe.id)]
    record = _record(turn, cafe, len(joined), _lines(themes))
    record.actions = [{"text": line, "owner": "", "due": ""} for line in _lines(actions)]
    record.visibility = visibility
    filed = filed_card(library.file(turn.session, record, joined, UNTITLED))
    turn.session.flush()
    turn.tell_anew(filed, ("takeaways", cafe.id))
    return filed


def present_filed(turn: Turn, subject: str | int) -> Card:
    """Show the record that a café became; raise `MovedOn` where it has not been filed."""
    record = records.came_from(turn.here, f"cafe:{the_cafe(turn, subject).id}")
    if record is None:
        raise MovedOn
    return filed_card(record)


def _record(turn: Turn, cafe: Cafe, joined: int, themes: list[str]) -> Record:
    said = shareable(takeaways.shown(turn.session, cafe))
    names = {one.id: one.name for one in people.several(turn.here, [s.person_id or 0 for s in said])}
    quotes = [
        {"text": one.text, "said_by": names.get(one.person_id or 0, ""), "person": str(one.person_id or "")}
        for one in said
    ]
    happened = (cafe.began_at or cafe.starts_at).astimezone(turn.zone).date()
    return Record(
        organisation_id=turn.org,
        activity=turn.activity,
        came_from=f"cafe:{cafe.id}",
        title=cafe.question,
        happened_from=happened,
        happened_until=happened,
        filed_at=turn.now,
        filed_by_id=turn.person.id,
        contact_id=turn.person.id,
        topics=[TOPIC],
        summary=summary(cafe, joined, themes),
        lessons=themes,
        figures={**_told(turn, cafe, joined), "rounds": min(cafe.step, cafe.rounds)},
        quotes=quotes,
        attribution=ATTRIBUTION,
    )


def _told(turn: Turn, cafe: Cafe, joined: int) -> Cells:
    """Return how many joined, which its channel has seen; and how many said what they take away, if that may leave."""
    cells = {"joined": joined, "answered": cafe.answered}
    return leave(turn, f"cafe:{cafe.id}", "record", cells, [Sum("joined", ("answered",))], public=("joined",)).cells


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


# ---- what people see ------------------------------------------------------------------------------------------------


TOPIC = "knowledge café"

UNTITLED = "A knowledge café"
"""The title of a record whose own, the café’s question, cannot be kept."""

VISIBILITIES = ("organisation", "participants")
ATTRIBUTION = "Nobody is named who did not ask to be."
NO_THEMES = "Please word one theme at least: what did people talk about, and what did they come to?"


def filing_form(cafe: Cafe) -> Form:
    """Build the form for whoever files a café: themes in their words; what people let the library share is added."""
    return Form(
        "cafe.record",
        str(cafe.id),
        "File the café",
        "File it",
        (
            TextField(
                "themes",
                "Themes, one a line",
                multiline=True,
                hint="In your own words, as advice to others. Never who said what.",
            ),
            TextField("actions", "What is to be done, one a line", multiline=True, required=False),
            ChoiceField(
                "visibility",
                "Who may read it?",
                (Option("organisation", "Everybody here"), Option("participants", "Those who took part")),
                "organisation",
            ),
        ),
        (Paragraph(words(Bold(cafe.question), ". What people said may be shared goes with it.")),),
    )


def summary(cafe: Cafe, joined: int, themes: Sequence[str]) -> str:
    """Write the record's summary."""
    held = count(min(cafe.step, cafe.rounds), "round")
    return f"A knowledge café in which {count_people(joined)} talked in small groups for {held}. {' '.join(themes)}"


def filed_card(record: Record) -> Card:
    """Build the card for whoever files a café that stands in the library."""
    if record.withdrawn_at:
        return say("This café was filed in the library, and has been withdrawn since.")
    return say(
        Bold(record.title),
        " is filed in the library. Thank you! Was there anything to learn for the next one?",
        buttons=[
            Button("See it in the library", "library.show", str(record.id)),
            Button("Review this together", "review.about", record.came_from),
        ],
    )
