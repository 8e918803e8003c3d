"""The library: what colleagues have learned, kept where it can be found again."""

from activities.kit.activity import Activity, Verb, everybody, facilitator
from activities.kit.events import Submitted, Undelivered
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.library import labels, overview, personal_data, searching, topics
from activities.library.document import pulling
from activities.library.personal_data import KEEPS
from activities.library.records import editing, publishing, reviewing, showing, unread, unread_uses, using, withdrawing
from activities.library.records.content import NEW
from activities.library.records.leaving import Leaving, reused
from activities.library.records.waiting_long import WaitingLong
from storage.tables import Person


def _file_or_change(turn: Turn, form: Submitted) -> Answer:
    """File a record, or change one: the one form is for both, and its subject says which."""
    return editing.file(turn, form) if form.subject == NEW else editing.change(turn, form)


def _stands_in_the_library(turn: Turn, lost: Undelivered) -> None:
    """Do nothing where a message is lost: what was told of a record stands on it; a document can be asked for again."""


def _others_look_after_it(turn: Turn, person: Person) -> None:
    """Do nothing when somebody has gone: records stay, and facilitators may change them.

    Whoever has gone is not asked about them any more.
    """


def library(others: tuple[Activity, ...]) -> Activity:
    """Build the activity by which people use the library.

    `others`: those that file into it, and show what it has.
    """
    labels.call_by({one.name: one.files for one in others if one.files})
    taking_out = withdrawing.Withdrawing(others)
    leaving = Leaving(taking_out)
    return Activity(
        name="library",
        says="The library: find what colleagues have learned, file it, and say what you reused",
        commands={
            "search": Verb("Find records: words, “quoted phrases”, -without", searching.typed, then="words"),
            "new": Verb("File something that was learned", editing.ask_for_record),
            "show": Verb("See one record whole, by its number or title", showing.typed, then="17"),
            "topics": Verb("See what the library is about", topics.show_topics),
            "pull": Verb("Get all that was learned on a theme as one document", facilitator(pulling.ask)),
        },
        buttons={
            "show": showing.opened,
            "page": searching.turn_page,
            "narrow_down": searching.narrow_down,
            "topics": topics.turn_page,
            "use": using.ask,
            "edit": editing.ask,
            "history": editing.history,
            "withdraw": taking_out.withdraw,
            "take_back": withdrawing.take_my_words_out,
            "make_public": facilitator(publishing.make_public),
            "agree_public": facilitator(publishing.agree),
            "keep_inside": facilitator(publishing.keep_inside),
            "still_right": reviewing.still_right,
            "pull": facilitator(pulling.ask_for_found),
            "read": facilitator(unread.read),
            "read_going": facilitator(leaving.read),
            "let_it_go": facilitator(leaving.let_it_go),
            "release": facilitator(unread.release),
            "send_back": facilitator(unread.ask_what_to_change),
            "read_use": facilitator(unread_uses.read),
            "release_use": facilitator(unread_uses.release),
            "send_use_back": facilitator(unread_uses.ask_what_to_change),
        },
        forms={
            "search": searching.search_for,
            "record": everybody(_file_or_change),
            "used": everybody(using.save),
            "pull": facilitator(pulling.send),
            "send_back": facilitator(unread.send_back),
            "send_use_back": facilitator(unread_uses.send_back),
        },
        wakes={
            "let_go": pulling.let_go,
            "review": reviewing.ask_about,
            "unread": WaitingLong(taking_out).look,
            "goes": leaving.goes,
        },
        current_state=overview.current_state,
        home=overview.home,
        undelivered=_stands_in_the_library,
        on_leaver=_others_look_after_it,
        keeps=(KEEPS,),
        personal_data=personal_data.of,
        erase=lambda turn, person: personal_data.erase(turn, person, leaving),
        goes_later=reused,
        documents={"pull": pulling.made},
    )
