"""Every table there is. Importing this package makes `SQLModel.metadata` complete."""

from storage.tables.messages import Message, Parcel, Taken
from storage.tables.people import AccountRow, Organisation, Person, Workspace
from storage.tables.records import Record
from storage.tables.time import Calendar, Wake
from storage.tables.trials import Draw, Feedback, Meeting, MeetingMember, Signup, Trial

__all__ = [
    "AccountRow",
    "Calendar",
    "Draw",
    "Feedback",
    "Meeting",
    "MeetingMember",
    "Message",
    "Organisation",
    "Parcel",
    "Person",
    "Record",
    "Signup",
    "Taken",
    "Trial",
    "Wake",
    "Workspace",
]
