"""What reviews keep about somebody, in the file that they can ask for."""

from collections.abc import Sequence

from activities.kit.personal_data import PersonalData
from activities.review.cards.overview import waits_for
from storage.tables import Review, ReviewMember, ShownAnswer

KEEPS = (
    "Reviews: in which you were asked to take part, and your word on each summary. A key ties your answers to you "
    "until they are shown; after that, and unless names or roles were agreed on, nothing says which were yours. "
    "Nor does anything say who suggested a change. Answers are read by those who take part and whoever runs it; by a "
    "later facilitator only if everybody agrees, and by whoever is asked in a later round only if you do."
)

_PARTS = {"everyone": "takes part", "host": "host", "visitors": "visitor"}
_WORDS = {
    "waiting_for_summary": "not asked yet",
    "waiting_for_word": "asked",
    "agrees": "agrees",
    "left": "no longer takes part",
}


def part(review: Review, member: ReviewMember, answers: Sequence[tuple[str, str]]) -> PersonalData:
    """A part in a review, with the answers that nobody else has seen yet."""
    agreed = [("agrees to be shown among few", "yes")] if member.may_show else []
    agreed += [("lets a new facilitator read what was said", "yes")] if member.lets_read else []
    stands = [("stands", waits_for(review)), ("part", _PARTS[member.part]), ("the summary", _WORDS[member.phase])]
    return PersonalData(
        f"Review: “{review.title}”",
        (*stands, *agreed, *answers),
        "Type /review show and press “Answer”, until answers close; “I’d rather not” takes you out. Once the summary "
        "goes round: “Suggest a change”.",
    )


def shown(review: Review, said: ShownAnswer) -> PersonalData:
    """An answer that is shown as theirs."""
    opened = [("also opened to people asked later", str(len(said.open_to)))] if said.open_to else []
    return PersonalData(
        f"Review: your answer on “{review.title}”",
        (("shown as", said.said_by), ("answer", said.text), *opened),
        "Type /aar list, press “Show” and “Read the answers”; below that question is “Take my answer out”. What is "
        "made of it is put right with “Suggest a change”, while the summary goes round; once it is filed, ask whoever "
        "filed it: they can edit the record.",
    )


def runs(review: Review) -> PersonalData:
    """A review that they run."""
    return PersonalData(
        f"Review: you run “{review.title}”",
        (("background", review.background),),
        "Type /review show and press “Hand over” to have somebody else run it. The background stays as those who take "
        "part were asked; “Cancel it” and /review new begin afresh.",
    )
