"""What is kept, for how long, and who sees it: the notice that everybody can ask for."""

from collections.abc import Sequence

from activities.kit.cards import Bullets, Button, Buttons, Card, Heading, Paragraph
from activities.kit.policy import Policy
from activities.kit.runs import Run, Text, words
from activities.kit.wording import listed, listed_runs, span

# ---- what people see ------------------------------------------------------------------------------------------------

TITLE = "What I keep about you"


def notice_card(policy: Policy, activities: Sequence[str], holds: Sequence[str], facilitators: Sequence[Run]) -> Card:
    """Build the notice for everybody who asks. `activities`: what each of them keeps, in a sentence or two of its own.

    `holds`: commands to keep longer.
    """
    return Card(
        f"{TITLE}, for how long, and who sees it",
        (
            Heading(TITLE),
            Bullets(tuple(map(words, (_FROM_ELSEWHERE, *_SAID, *activities, _ADMISSIONS, _ACTS, _SEARCHES, _NEVER)))),
            Heading("Who sees it"),
            Bullets(tuple(words(line) for line in _SEEN)),
            Heading("For how long"),
            Bullets(tuple(words(line) for line in _kept(policy, holds))),
            Heading("What you can do"),
            Bullets(tuple(words(line) for line in _RIGHTS)),
            Buttons(
                (
                    Button("Send me what you keep", "knowhow.mine", "mine"),
                    Button("Put something right", "knowhow.details", "mine"),
                )
            ),
            Paragraph(_contact(policy, facilitators)),
        ),
    )


_FROM_ELSEWHERE = (
    "Once you have used me: your name, e-mail address and member id, from this chat platform. From your organisation’s "
    "staff list, if it gave me one: your name, e-mail address, sites, department, kind of work, job title and "
    "employer. By which of your organisation’s rules you belong to it: as its staff list, your address or a team says. "
    "While I cannot reach you: since when. Whoever waits for you hears that I can’t, and not why."
)
_ADMISSIONS = (
    "Where you asked to be let in: on which day, and until when a facilitator has let you. It goes 30 days after it is "
    "over."
)
_SAID = (
    "If you told me how you want to be called: that name, which everybody reads, and beside it the one that the chat "
    "platform and the staff list have, until you take it back.",
    "If you gave me hours in which I may write to you: these, until you take them back. Nobody else sees them.",
)
_ACTS = "Of facilitators: what they did for an activity, and when."
_SEARCHES = (
    "Whoever answers for data protection can have a name looked for in all that is kept here, but for sealed answers. "
    "I keep that it was done, who is said to have asked, and why; never whose name it was."
)
_NEVER = "Never what you talk about: I read no channel, and none of the chats in which I introduce people."
_SEEN = (
    "Whoever you are introduced to sees your name, job title, department and site.",
    "Whoever types your name into a form, to choose you, sees it; and your e-mail address or your work too, where "
    "somebody else has the same name.",
    "Facilitators see who is matched with whom, who met, and what you answered. They quote you only as you agreed.",
    "Facilitators see the totals of a whole activity, however small; by department or kind of work, counts from five. "
    "What is filed, or leaves as a file, gives no count of people below five. For that I keep which figures have left.",
    "Where somebody else here has your e-mail address, facilitators are told both your names and accounts, and asked "
    "whether you are one person. Nobody is joined before they say so.",
    "Workspace admins see none of this by being admins. Those who look after the server on which I run could read the "
    "database.",
    "Nothing goes to anybody outside your organisation.",
)


def _kept(policy: Policy, holds: Sequence[str]) -> tuple[str, ...]:
    return (
        f"{span(policy.keep).capitalize()} after an activity has ended, what I know of who took part is deleted by "
        f"itself. Where the law asks for it, a facilitator can put one on hold ({listed(holds, 'or')}), and it is kept "
        "until they release it. Whoever has not used me for that long, and of whom nothing else is kept, is forgotten. "
        "What the staff list says of you stays until you ask to be forgotten, or a new list leaves you out.",
        "What was filed in the library stays until it is withdrawn, with the words that you agreed to have quoted; you "
        "can take those back. On its review date, whoever looks after it is asked whether it still holds.",
        "Messages that I have sent are in this chat platform, and stay there as long as your organisation keeps them. "
        f"I keep for {span(policy.keep)} to whom and on which day I sent one, and where it stands, without its text.",
    )


_RIGHTS = (
    "/knowhow mine sends you everything I keep about you, as a file. What is wrong in it can be put right.",
    "/knowhow hours says when I may write to you of my own accord, such as on night shifts.",
    "/knowhow forget me takes out your name, accounts and words. It says before what goes at once, what within 14 "
    "days, and what stays. Figures stay, without you.",
)


def _contact(policy: Policy, facilitators: Sequence[Run]) -> Text:
    if policy.contact:
        return words(f"Questions, or not content? {policy.contact}")
    if facilitators:
        return words("Questions, or not content? Please ask ", listed_runs(facilitators, "or"), ".")
    return words("Questions, or not content? Please ask whoever set Knowhow up.")
