"""Any card, any form and any JSON, for Hypothesis."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from activities.kit.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Confirm,
    Contact,
    Copyable,
    Divider,
    Fact,
    Facts,
    GetInTouch,
    Heading,
    Paragraph,
    Part,
    Quote,
    Small,
)
from activities.kit.forms import (
    ChannelField,
    ChecksField,
    ChoiceField,
    DateField,
    Field,
    Form,
    MomentField,
    Option,
    PeopleField,
    TextField,
)
from activities.kit.runs import Bold, ChannelName, Link, Mention, Plain, Run, Text

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)

MARKUP = [
    "<!channel>",
    "<@U0ANN>",
    "&amp;",
    "*bold*",
    "_so_",
    "`x`",
    ":smile:",
    "> q",
    "<https://a.example|b>",
    "\n",
    "🫖",
]

typed: st.SearchStrategy[str] = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(MARKUP), max_size=6).map(" ".join),
    st.sampled_from(MARKUP).flatmap(lambda piece: st.integers(1, 3000).map(lambda times: piece * times)),
)
ids = st.from_regex(r"[a-z_]{1,20}", fullmatch=True)

runs: st.SearchStrategy[Run] = st.one_of(
    st.builds(Plain, typed),
    st.builds(Bold, typed),
    st.builds(Link, typed, st.one_of(st.just("https://library.example/1"), typed)),
    st.builds(Mention, st.integers(1, 4), typed),
    st.builds(ChannelName, st.sampled_from(["", "C0COFFEE"]), typed),
)
texts: st.SearchStrategy[Text] = st.lists(runs, max_size=4).map(tuple)

buttons = st.builds(
    Button,
    label=typed,
    action=ids.map(lambda name: f"tea.{name}"),
    subject=st.integers(1, 9).map(str),
    style=st.sampled_from(["plain", "primary", "danger"]),
    confirm=st.none() | st.builds(Confirm, typed, typed, typed),
)

contacts = st.builds(Contact, st.builds(Mention, st.integers(1, 4), typed), st.none() | typed)

parts: st.SearchStrategy[Part] = st.one_of(
    st.builds(Heading, typed),
    st.builds(Paragraph, texts),
    st.builds(Bullets, st.lists(texts, max_size=5).map(tuple)),
    st.builds(Facts, st.lists(st.builds(Fact, typed, texts), max_size=4).map(tuple)),
    st.builds(Quote, typed, typed),
    st.builds(Copyable, typed),
    st.builds(Small, texts),
    st.builds(GetInTouch, st.lists(contacts, max_size=3).map(tuple), texts),
    st.builds(Divider),
    st.builds(Buttons, st.lists(buttons, min_size=1, max_size=4).map(tuple)),
)
cards = st.builds(Card, typed, st.lists(parts, max_size=8).map(tuple))

options = st.lists(
    st.builds(Option, st.text("abc", min_size=1, max_size=8), typed),
    min_size=1,
    max_size=12,
    unique_by=lambda o: o.value,
).map(tuple)


ABOUT_A_FIELD = {"id": ids, "label": typed, "required": st.booleans(), "hint": typed}

moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0)  # to the minute, as they are picked
)


def choices(offered: tuple[Option, ...]) -> st.SearchStrategy[Field]:
    """One or several of these options, some of them chosen already."""
    values = st.sampled_from([option.value for option in offered])
    return st.one_of(
        st.builds(ChoiceField, **ABOUT_A_FIELD, options=st.just(offered), value=st.none() | values),
        st.builds(
            ChecksField, **ABOUT_A_FIELD, options=st.just(offered), values=st.lists(values, unique=True).map(tuple)
        ),
    )


fields: st.SearchStrategy[Field] = st.one_of(
    st.builds(
        TextField,
        **ABOUT_A_FIELD,
        value=st.text(max_size=50),
        multiline=st.just(True),
        max_length=st.integers(100, 4000),
    ),
    options.flatmap(choices),
    st.builds(DateField, **ABOUT_A_FIELD, value=st.none() | st.dates()),
    st.builds(MomentField, **ABOUT_A_FIELD, value=st.none() | moments),
    st.builds(ChannelField, **ABOUT_A_FIELD, value=st.none() | st.just("C0COFFEE")),
    st.builds(PeopleField, **ABOUT_A_FIELD),
)
forms = st.builds(
    Form,
    name=ids.map(lambda name: f"tea.{name}"),
    subject=st.integers(1, 9).map(str),
    title=typed,
    submit=typed,
    fields=st.lists(fields, min_size=1, max_size=8, unique_by=lambda field: field.id).map(tuple),
    intro=st.lists(st.builds(Paragraph, texts) | st.builds(Small, texts), max_size=2).map(tuple),
)
