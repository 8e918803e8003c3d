"""What was filed from a thing, and the actions that came from it, carry its title: giving them another one."""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlmodel import col, select

from storage.here import Here
from storage.search import shelving
from storage.tables import Action, Message, Record, Revision


def replace(here: Here, source: str, given: str, instead: str) -> None:
    """Let nothing that came from `source`, which is `activity:id`, be called `given` any more, nor have been.

    What somebody has called otherwise since keeps that title.
    """
    if not given:
        return
    filed = select(Record).where(Record.organisation_id == here.org, Record.came_from == source)
    for record in here.session.exec(filed).all():
        record.title = record.title.replace(given, instead)
        stood = select(Revision).where(Revision.organisation_id == here.org, Revision.record_id == record.id)
        for revision in here.session.exec(stood).all():
            title = str(revision.content.get("title", "")).replace(given, instead)
            revision.content = {**revision.content, "title": title}
        here.session.flush()
        shelving.index(here.session, record)
    came = select(Action).where(Action.organisation_id == here.org, Action.came_from == source)
    for action in here.session.exec(came).all():
        action.title = action.title.replace(given, instead)
    here.session.flush()


def replace_in_messages(here: Here, activity: str, instead: Mapping[str, str]) -> None:
    """Let no message of an activity that has still to leave say any of these words, but what stands in their stead."""
    rows = select(Message).where(Message.organisation_id == here.org, Message.activity == activity)
    for message in here.session.exec(rows.where(col(Message.body).is_not(None)).with_for_update()).all():
        body = _in_leaves(json.loads(message.body or "{}"), instead)
        said = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        if body != json.loads(message.body or "{}"):
            message.body, message.digest = said, sha256(said.encode()).hexdigest()
    here.session.flush()


def _in_leaves(part: Any, instead: Mapping[str, str]) -> Any:
    match part:
        case dict():
            return {key: _in_leaves(value, instead) for key, value in part.items()}
        case list():
            return [_in_leaves(one, instead) for one in part]
        case str():
            for given, words in instead.items():
                part = re.sub(rf"(?<!\w){re.escape(given)}(?!\w)", lambda _, words=words: words, part)  # type: ignore[misc]
            return part
        case _:
            return part
