"""What Slack refuses in one interactive element: a button, a choice, a field."""

import re
from typing import Any

from bot.sandbox import block_limits as limits
from bot.sandbox.problems import Problems
from bot.sandbox.records import Json

_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check_element(problems: Problems, pointer: str, element: Any, allowed: frozenset[str]) -> None:
    """Note what Slack would not take in an element; `allowed` are the kinds that may stand in this place."""
    if not isinstance(element, dict):
        problems.add(pointer, "missing required field" if element is None else "must be an element")
        return
    kind = str(element.get("type"))
    if kind not in allowed:
        problems.add(f"{pointer}/type", f"unsupported type: {kind}")
        return
    problems.only(element, pointer, limits.ELEMENT_PROPERTIES[kind] | {"type", "action_id"})
    problems.string(element.get("action_id", "-"), f"{pointer}/action_id", 255)
    if "placeholder" in element:
        problems.text(element["placeholder"], f"{pointer}/placeholder", 150, plain=True)
    if "confirm" in element:
        _check_confirm(problems, f"{pointer}/confirm", element["confirm"])
    match kind:
        case "button":
            _check_button(problems, pointer, element)
        case "plain_text_input":
            _check_text_input(problems, pointer, element)
        case "number_input" if not isinstance(element.get("is_decimal_allowed"), bool):
            problems.add(f"{pointer}/is_decimal_allowed", "missing required field")
    if kind in limits.FEWEST_AND_MOST_OPTIONS:
        _check_choice(problems, pointer, element)
    if kind in limits.FILLED_BY_APP:
        _check_filled_by_app(problems, pointer, element)
    _check_format(problems, pointer, element)


def _check_button(problems: Problems, pointer: str, button: Json) -> None:
    problems.text(button.get("text"), f"{pointer}/text", 75, plain=True)
    problems.string(button.get("value", ""), f"{pointer}/value", 2000, fewest=0)
    problems.string(button.get("url", ""), f"{pointer}/url", 3000, fewest=0)
    problems.string(button.get("accessibility_label", ""), f"{pointer}/accessibility_label", 75, fewest=0)
    if button.get("style", "primary") not in ("primary", "danger"):
        problems.add(f"{pointer}/style", "must be one of primary, danger")


def _check_format(problems: Problems, pointer: str, element: Json) -> None:
    for name, pattern in (("initial_date", _DATE), ("initial_time", _TIME)):
        if name in element and not pattern.fullmatch(str(element[name])):
            problems.add(f"{pointer}/{name}", "must match its format")
    if "initial_date_time" in element and not is_moment(element["initial_date_time"]):
        problems.add(f"{pointer}/initial_date_time", "must match its format")


def _check_confirm(problems: Problems, pointer: str, confirm: Any) -> None:
    if not isinstance(confirm, dict):
        problems.add(pointer, "must be a confirmation dialog")
        return
    problems.only(confirm, pointer, frozenset({"title", "text", "confirm", "deny", "style"}))
    problems.text(confirm.get("title"), f"{pointer}/title", 100, plain=True)
    problems.text(confirm.get("text"), f"{pointer}/text", 300)
    for name in ("confirm", "deny"):
        problems.text(confirm.get(name), f"{pointer}/{name}", 30, plain=True)


def _check_choice(problems: Problems, pointer: str, element: Json) -> None:
    kind = element["type"]
    fewest, most = limits.FEWEST_AND_MOST_OPTIONS[kind]
    if "option_groups" in element:
        for number, group in enumerate(problems.items(element["option_groups"], f"{pointer}/option_groups", 1, 100)):
            _check_group(problems, f"{pointer}/option_groups/{number}", group)
    else:
        problems.items(element.get("options"), f"{pointer}/options", fewest, most)
    may_be_marked_up = kind in ("radio_buttons", "checkboxes")
    offered = options_of(element)
    for number, option in enumerate(offered):
        _check_option(problems, f"{pointer}/options/{number}", option, plain=not may_be_marked_up)
    chosen = [element["initial_option"]] if "initial_option" in element else []
    if "initial_options" in element:
        chosen = problems.items(element["initial_options"], f"{pointer}/initial_options", 1, 100)
    if any(option not in offered for option in chosen):
        problems.add(pointer, "an initial option must be exactly one of the options")


def _check_filled_by_app(problems: Problems, pointer: str, element: Json) -> None:
    least = element.get("min_query_length", limits.LEAST_TYPED)
    if not isinstance(least, int) or least < 0:
        problems.add(f"{pointer}/min_query_length", "must be a number of 0 or more")
    chosen = [element["initial_option"]] if "initial_option" in element else []
    if "initial_options" in element:
        chosen = problems.items(element["initial_options"], f"{pointer}/initial_options", 1, 100)
    for number, option in enumerate(chosen):
        _check_option(problems, f"{pointer}/initial_options/{number}", option, plain=True)


def check_answered(problems: Problems, answer: Json) -> None:
    """Note what Slack would not take of the options with which the app answers what somebody has typed."""
    if "option_groups" in answer:
        for number, group in enumerate(problems.items(answer["option_groups"], "/option_groups", 0, 100)):
            _check_group(problems, f"/option_groups/{number}", group)
    else:
        problems.items(answer.get("options"), "/options", 0, 100)
    for number, option in enumerate(options_of(answer)):
        _check_option(problems, f"/options/{number}", option, plain=True)


def _check_group(problems: Problems, pointer: str, group: Any) -> None:
    if not isinstance(group, dict):
        problems.add(pointer, "must be an option group")
        return
    problems.text(group.get("label"), f"{pointer}/label", 75, plain=True)
    problems.items(group.get("options"), f"{pointer}/options", 1, 100)


def _check_option(problems: Problems, pointer: str, option: Any, *, plain: bool) -> None:
    if not isinstance(option, dict):
        problems.add(pointer, "must be an option")
        return
    problems.only(option, pointer, frozenset({"text", "value", "description", "url"}))
    problems.text(option.get("text"), f"{pointer}/text", 75, plain=plain)
    problems.string(option.get("value"), f"{pointer}/value", 150)
    if "description" in option:
        problems.text(option["description"], f"{pointer}/description", 75, plain=plain)


def _check_text_input(problems: Problems, pointer: str, element: Json) -> None:
    for name, least in (("min_length", 0), ("max_length", 1)):
        length = element.get(name, least)
        if not isinstance(length, int) or not least <= length <= 3000:
            problems.add(f"{pointer}/{name}", f"must be a number between {least} and 3000")
            return
    if "initial_value" in element:
        problems.string(element["initial_value"], f"{pointer}/initial_value", element.get("max_length", 3000), fewest=0)


def is_moment(seconds: Any) -> bool:
    """Say whether this is a Unix timestamp in seconds, of ten digits, as Slack takes and gives them."""
    return isinstance(seconds, int) and len(str(seconds)) == 10


def options_of(element: Json) -> list[Json]:
    """Return the options that a choice offers, in their groups or not."""
    groups = element.get("option_groups")
    holders = [element, *(groups if isinstance(groups, list) else [])]
    return [option for holder in holders if isinstance(holder, dict) for option in _listed(holder.get("options"))]


def _listed(options: Any) -> list[Json]:
    return options if isinstance(options, list) else []
