"""Specimen: what somebody noted comes back on its day, and is filed where it still holds."""

from activities.kit.activity import Activity, Verb, everybody, facilitator
from docs.new_activity.activities.specimen import notes

SPECIMEN = Activity(
    name="specimen",
    says="Notes that come back to you on their day, and are filed where they still hold",
    commands={
        "new": Verb("Note something, and say when you want it back", notes.ask_what),
        "list": Verb("See what you have noted", notes.show),
        "hold": Verb("See until when notes are kept, or keep one longer", facilitator(notes.ask_to_hold.typed)),
    },
    buttons={
        "file": notes.file,
        "drop": notes.drop,
        "hold": facilitator(notes.ask_to_hold.pressed),
        "put_on_hold": facilitator(notes.KEEPING.put_on_hold),
        "release": facilitator(notes.KEEPING.release),
    },
    forms={"note": everybody(notes.save)},
    wakes={"come_back": notes.come_back},
    current_state=notes.show,
    home=lambda _turn: (),
    undelivered=lambda _turn, _lost: None,  # what has come back stands in the list, whether the message arrived or not
    on_leaver=notes.erase,
    files="Specimen",
    keeps=(notes.KEEPS,),
    personal_data=notes.personal_data,
    erase=notes.erase,
    expire=notes.expire,
)
