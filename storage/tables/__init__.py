"""Every table there is. Importing this package makes `SQLModel.metadata` complete."""

from sqlmodel import SQLModel

from storage.tables.actions import Action
from storage.tables.admissions import Admission
from storage.tables.alike import SharedAddress
from storage.tables.audit import Act
from storage.tables.cafes import Cafe, CafeGuest, ShownTakeaway, Takeaway
from storage.tables.channels import ChannelRow
from storage.tables.claims import Claim
from storage.tables.conversations import Conversation
from storage.tables.departures import Departure
from storage.tables.messages import Message, Parcel, Taken
from storage.tables.naming import FoundName, NameSearch
from storage.tables.people import AccountRow, Organisation, Person, Vanishing, Workspace
from storage.tables.processes import Process
from storage.tables.prompts import Prompt
from storage.tables.pulls import Pull
from storage.tables.records import Participant, Record, RecordTally, RecordTerm, RecordText, Revision, Use
from storage.tables.reviews import Review, ReviewDraft, ReviewMember, SealedAnswer, ShownAnswer, Suggestion
from storage.tables.time import Calendar, Wake
from storage.tables.trials import Draw, Feedback, Meeting, MeetingMember, Signup, Trial
from storage.tables.unlisted import Unlisted

__all__ = [
    "AccountRow",
    "Act",
    "Action",
    "Admission",
    "Cafe",
    "CafeGuest",
    "Calendar",
    "ChannelRow",
    "Claim",
    "Conversation",
    "Departure",
    "Draw",
    "Feedback",
    "FoundName",
    "Meeting",
    "MeetingMember",
    "Message",
    "NameSearch",
    "Organisation",
    "Parcel",
    "Participant",
    "Person",
    "Process",
    "Prompt",
    "Pull",
    "Record",
    "RecordTally",
    "RecordTerm",
    "RecordText",
    "Review",
    "ReviewDraft",
    "ReviewMember",
    "Revision",
    "SealedAnswer",
    "SharedAddress",
    "ShownAnswer",
    "ShownTakeaway",
    "Signup",
    "Suggestion",
    "Takeaway",
    "Taken",
    "Trial",
    "Unlisted",
    "Use",
    "Vanishing",
    "Wake",
    "Workspace",
]

# An id is never given twice: a button under an old message may still carry the id of a row that has gone, and must not
# do something about another. PostgreSQL keeps to that by itself.
for _table in SQLModel.metadata.tables.values():
    _table.dialect_options["sqlite"]["autoincrement"] = "id" in _table.columns
