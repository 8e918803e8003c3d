"""A shelf of records to search: invented, short, and each about something of its own."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from storage.tables import Record

FILED = datetime(2026, 11, 20, 9, tzinfo=UTC)

SHELF: dict[str, dict[str, Any]] = {
    "falls": {
        "title": "Falls on the older people’s wards at night",
        "summary": "Three patients fell on the way to the toilet within a week.",
        "lessons": ["Offer the toilet before midnight", "Leave the night light on and the call bell within reach"],
        "topics": ["falls"],
        "sites": ["Northgate"],
    },
    "ed_flow": {
        "title": "Winter pressure in the emergency department",
        "summary": "Ambulances waited outside. Flow improved once a senior doctor saw people at the door.",
        "lessons": ["Put your most senior doctor at the front door from four o’clock"],
        "topics": ["winter", "flow"],
    },
    "ae_children": {
        "title": "Children waiting in A&E",
        "summary": "A quiet corner with toys took away half of the complaints.",
        "lessons": ["Ask the play team first"],
    },
    "vte": {
        "title": "VTE assessments on admission",
        "summary": "Assessment for clots was missed when doctors changed over.",
        "lessons": ["Do the assessment with the first drug chart"],
    },
    "mdt": {
        "title": "A shorter MDT",
        "summary": "The meeting took two hours for cancer and now takes one.",
        "lessons": ["Send the list the evening before"],
    },
    "pph": {
        "title": "Major haemorrhage drill in maternity",
        "summary": "The blood fridge was locked and nobody knew who had the key. Anaesthetic help came quickly.",
        "lessons": ["Keep the fridge key on the resus trolley"],
        "sites": ["Southfield"],
    },
    "oedema": {
        "title": "Oedema clinic for people with heart failure",
        "summary": "Swollen legs, seen within the week by a specialised nurse.",
        "lessons": ["Let people ring the nurse themselves"],
    },
    "rota": {
        "title": "How we organised the new doctors’ rota",
        "summary": "Prioritising sleep over tidy shifts.",
        "lessons": ["Show a draft six weeks before"],
    },
    "cdiff": {
        "title": "C.diff on Ward 7",
        "summary": "Five cases within a month, until the commodes were replaced.",
        "lessons": ["Look at the underside of the commodes"],
        "topics": ["infection control"],
    },
    "covid": {
        "title": "COVID-19: what visiting rules did to families",
        "summary": "Telephones were no replacement for a hand to hold.",
        "lessons": ["Name one visitor who may always come"],
    },
    "obrien": {
        "title": "The O’Brien room: a quiet place for bad news",
        "summary": "Named after a ward sister. Booked through the bereavement office.",
        "lessons": ["Put tissues where people can reach them"],
    },
    "cafe": {
        "title": "Café conversations about kindness",
        "summary": "What does kindness cost us? Twenty people in groups of four.",
        "lessons": ["Ask one question and leave it open"],
        "activity": "cafe",
    },
    "discharge": {
        "title": "Discharge before noon",
        "summary": "Medicines to take home were the longest wait. Pharmacy now comes to the ward round.",
        "lessons": ["Order TTOs the day before", "Ask the family about transport early"],
        "topics": ["discharge", "flow"],
        "sites": ["Northgate", "Southfield"],
    },
    "downtime": {
        "title": "IT downtime during the EPR go-live",
        "summary": "Four hours on paper. The printed lists were a day old.",
        "lessons": ["Print the downtime lists each hour", "Keep paper charts on every ward"],
        "actions": [{"text": "Buy a second printer for theatres", "owner": "estates", "due": "2026-12-01"}],
        "topics": ["electronic patient record"],
    },
    "handover": {
        "title": "Handover between day and night teams",
        "summary": "A board with five questions, answered aloud.",
        "lessons": ["Begin with the sickest patients"],
    },
    "sepsis": {
        "title": "Antibiotics within the hour for sepsis",
        "summary": "Early warning scores were written down and nobody was told.",
        "lessons": ["Ring, do not write"],
    },
    "ward_move": {
        "title": "Moving a whole ward in one day",
        "summary": "Twenty-eight beds, one lift, and a checklist that everybody could see.",
        "lessons": ["Move the drug trolley last", "Have one person say go"],
        "activity": "review",
    },
    "theatre": {
        "title": "Operating theatre starts on time",
        "summary": "The first case was late because the consent form was in another building.",
        "lessons": ["Check consent the evening before"],
    },
    "pressure": {
        "title": "Pressure ulcers after hip fracture",
        "summary": "People lay on trolleys for six hours with a fractured neck of femur.",
        "lessons": ["Ask for a hospital bed at the door"],
    },
    "labour": {
        "title": "Behaviour that helps on the labour ward",
        "summary": "Introduce yourself by first name and role, colour of badge or not.",
        "lessons": ["Say your name before every procedure"],
    },
    "programme": {
        "title": "A programme for newly licensed practitioners",
        "summary": "Catalogue of skills, practised with a mentor in the skills centre.",
        "lessons": ["Give mentors time"],
    },
    "diarrhoea": {
        "title": "Diarrhoea and vomiting closes two bays",
        "summary": "Norovirus came with the visitors. Paediatric wards were spared.",
        "lessons": ["Close the bay, not the ward"],
    },
    "safeguarding": {
        "title": "Safeguarding conversations at night",
        "summary": "Whom to ring, and what to write down.",
        "lessons": ["Ring the site manager first"],
    },
    "follow_up": {
        "title": "Follow-up calls after cataract surgery",
        "summary": "A nurse rings the day after. E-mail did not work for this age group.",
        "lessons": ["Ring after ten in the morning"],
    },
    "naive": {
        "title": "Naïve questions welcome",
        "summary": "Découvrir: a résumé of what new starters asked in their first week.",
        "lessons": ["Write down what puzzles you before you get used to it"],
    },
    "medical": {
        "title": "A coffee with the medical director",
        "summary": "Nobody talked about targets.",
        "lessons": [],
        "activity": "coffee",
        "quotes": [{"text": "I finally understand coding of diagnoses.", "said_by": "A colleague", "person": "0"}],
    },
    "important": {
        "title": "Import of medicines after the strike",
        "summary": "A shortage of insulin was seen coming.",
        "lessons": ["Look at stock every Monday"],
    },
    "old_falls": {
        "title": "Slipper exchange against falls",
        "summary": "Old slippers in, new ones out.",
        "lessons": ["Bring sizes for men"],
        "happened": date(2024, 3, 1),
        "topics": ["falls"],
        "sites": ["Southfield"],
    },
    "closed_falls": {
        "title": "Falls that we talked about among ourselves",
        "summary": "Zugzwang and quibbling on nights: a fall on the stairs.",
        "lessons": ["Speak up about tiredness"],
        "topics": ["falls", "zugzwang"],
        "visibility": "participants",
    },
}


def record(organisation: int, name: str) -> Record:
    """One of the shelf, each a day older than the one before unless it says when."""
    details = dict(SHELF[name])
    day = details.pop("happened", date(2026, 10, 31) - timedelta(days=list(SHELF).index(name)))
    made = Record(
        organisation_id=organisation,
        activity="review",
        came_from=f"test:{name}",
        title="",
        happened_from=day,
        happened_until=day,
        filed_at=FILED,
    )
    made.sqlmodel_update(details)
    return made
