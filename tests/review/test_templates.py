"""Templates: the four that come with Knowhow, a librarian's own, and all that is wrong with one, by line."""

import re
from dataclasses import fields
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from activities import offering
from activities.review.template import TEMPLATE, Question, Round, Template, Timings
from activities.review.template.files import BUILT_IN, BUILT_IN_FOLDER, WrongTemplates, read_folder, with_own
from activities.review.template.problems import line_of
from tests.town import Town

PAGE = (Path(__file__).parents[2] / "docs/templates.md").read_text(encoding="utf-8")
AAR = (BUILT_IN_FOLDER / "aar.toml").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"^```toml\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)[0]


def problems(folder: Path, text: str, name: str = "mine") -> list[str]:
    """What is wrong with a folder of one file, without the folder's own name."""
    (folder / f"{name}.toml").write_text(dedent(text), encoding="utf-8")
    with pytest.raises(WrongTemplates) as wrong:
        with_own(folder)
    return [problem.removeprefix(f"{folder}/") for problem in wrong.value.problems]


# ---- what comes with Knowhow -----------------------------------------------------------------------------------------


def test_the_four_questions_of_an_after_action_review_stand_in_their_order() -> None:
    assert [question.id for question in BUILT_IN["aar"].questions] == ["expected", "happened", "difference", "learned"]


def test_before_an_action_the_library_answers_and_an_after_action_review_follows() -> None:
    bar = BUILT_IN["bar"]
    assert [question.id for question in bar.questions if question.library] == ["learned_before"]
    assert (bar.followed_by, bar.timings.within) == ("aar", 0)


def test_in_a_peer_assist_the_host_tells_and_answers_and_visitors_help_in_between() -> None:
    assist = BUILT_IN["peer_assist"]
    assert assist.has_host
    asked = [{question.who for question in assist.questions if question.round == number} for number in (1, 2, 3)]
    assert asked == [{"host"}, {"visitors"}, {"host", "visitors"}]


def test_a_retrospect_is_scored_by_everybody() -> None:
    assert [question.id for question in BUILT_IN["retrospect"].questions if question.kind == "score"] == ["score"]


@pytest.mark.parametrize("template", BUILT_IN.values(), ids=lambda template: template.name)
def test_a_review_can_keep_a_copy_of_the_template_that_it_began_with(template: Template) -> None:
    assert TEMPLATE.validate_json(TEMPLATE.dump_json(template)) == template


# ---- a librarian's own -----------------------------------------------------------------------------------------------


def test_the_worked_example_of_the_page_is_a_template(tmp_path: Path) -> None:
    (tmp_path / "end_of_shift.toml").write_text(EXAMPLE, encoding="utf-8")
    together = with_own(tmp_path)
    assert list(together) == [*BUILT_IN, "end_of_shift"]
    assert together["end_of_shift"].title == "End of shift"


def test_a_file_named_like_a_built_in_one_rewords_it_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "aar.toml").write_text(AAR.replace("What was expected to happen?", "What was the plan?"), "utf-8-sig")
    together = with_own(tmp_path)
    assert list(together) == list(BUILT_IN)
    assert together["aar"].questions[0].asks == "What was the plan?"
    assert together["bar"] == BUILT_IN["bar"]


def test_the_page_explains_every_key_and_no_other() -> None:
    explained = re.findall(r"^\| `(\w+)` \| .+ \| (yes|no.*) \|$", PAGE, re.MULTILINE)
    there = [field.name for shape in (Template, Question, Timings) for field in fields(shape) if field.name != "name"]
    assert sorted(key for key, _ in explained) == sorted(there)
    assert all(f"`{field.name}`" in PAGE for field in fields(Round))


def test_the_form_suggests_the_times_of_the_template_that_was_named(tmp_path: Path) -> None:
    (tmp_path / "end_of_shift.toml").write_text(EXAMPLE, encoding="utf-8")
    town = Town(tmp_path, activities=offering(with_own(tmp_path)))
    town.lee.types("/review new end_of_shift")
    form = town.lee.sheet("review.review")
    assert (form.values["template"], form.values["due"]) == ("end_of_shift", date(2026, 11, 3))
    assert form.values["silence_days"] == "2"
    assert "As a meeting it takes 10 to 20 minutes, best within 1 day of the event." in form.text
    town.close()


# ---- a bad one -------------------------------------------------------------------------------------------------------

MANY_FAULTS = """\
    title = 3
    sayss = '''
    A line
    '''
    name = "mine"
    ground_rules = [
      "Be kind.",
      "",
    ]
    files = ["summary", "summery"]  # a comment with [brackets]

    [timings]
    minutes = [30]
    due_after = "10"
    within = 9000

    [[questions]]
    id = "Expected One"
    ask = "What was expected?"
    guidance = "The plan."
    library = "yes"

    [[questions]]
    id = "happened"
    asks = "What happened?"
    guidance = "What you saw."
    who = "boss"
    """


def test_everything_that_is_wrong_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    assert problems(tmp_path, MANY_FAULTS) == [
        "mine.toml, line 1: `says` is missing.",
        "mine.toml, line 1: `title` must be words in quotation marks.",
        "mine.toml, line 2: `sayss` is not something a template has. Did you mean `says`?",
        "mine.toml, line 5: `name` is not needed: a template is called after its file.",
        "mine.toml, line 8: entry 2 of `ground_rules` is empty.",
        "mine.toml, line 10: entry 2 of `files` must be one of 'summary', 'answers', 'scores', 'lessons', 'actions', "
        "'roles', 'timeliness' or 'reference'.",
        "mine.toml, line 13: entry 2 of `timings.minutes` is missing.",
        "mine.toml, line 14: `timings.due_after` must be a whole number.",
        "mine.toml, line 15: `timings.within` must be 366 or less.",
        "mine.toml, line 17: `asks` of question 1 is missing.",
        "mine.toml, line 18: `id` of question 1 must have small letters, digits and _ only, and begin with a letter.",
        "mine.toml, line 19: `ask` of question 1 is not something a template has. Did you mean `asks`?",
        "mine.toml, line 21: `library` of question 1 must be true or false.",
        "mine.toml, line 27: `who` of question 2 must be one of 'everyone', 'host', 'visitors' or 'facilitator'.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('id = "happened"', 'id = "expected"', "`id` is expected, as of a question before it."),
        ('id = "happened"', 'id = "happened"\nround = 2', "`round` is 2, and the template has only 1."),
        ("[timings]", '[[rounds]]\ntitle = "A"\nsays = "B"\n[[rounds]]\ntitle = "C"\nsays = "D"\n[timings]', "round 2"),
        ('"summary",', '"summary", "scores",', "`files` names scores, and no question asks for one"),
        ("[45, 90]", "[90, 45]", "`minutes` must begin with the shorter time, not [90, 45]."),
        ("within = 28", "[timeings]", "`timeings` is not something a template has. Did you mean `timings`?"),
        ("most_people = 30", 'followed_by = "party"', "`followed_by` names party, and there is no such template."),
        ("title =", "title ==", "this cannot be read as TOML: invalid value."),
    ],
)
def test_what_no_single_field_shows_is_told_too(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert AAR.count(before) == 1
    (told,) = problems(tmp_path, AAR.replace(before, after))
    assert said in told
    line = AAR[: AAR.index(before)].count("\n") + 1
    assert re.search(rf"line ({'|'.join(str(line + more) for more in range(4))}):", told), told


@pytest.mark.parametrize("entries", ["ground_rules", "questions", "files"])
def test_an_empty_list_is_told(tmp_path: Path, entries: str) -> None:
    rest = re.sub(r"(?ms)^(ground_rules|files) = \[.*?\]$", "", AAR).partition("[[questions]]")[0]
    lists = {"ground_rules": '["Be kind."]', "files": '["summary"]', "questions": "[]"}
    lists["questions"] = '[{ id = "a", asks = "b", guidance = "c" }]'
    given = "\n".join(f"{name} = {'[]' if name == entries else value}" for name, value in lists.items())
    assert [one.partition(": ")[2] for one in problems(tmp_path, f"{given}\n{rest}")] == [f"`{entries}` is empty."]


def test_every_file_of_a_folder_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text("title =", encoding="utf-8")
    (tmp_path / "Two Words.toml").write_text(AAR, encoding="utf-8")
    (tmp_path / "three.toml").write_bytes("title = “".encode("utf-16"))
    assert len(problems(tmp_path, "title = 1\n[timings")) == 4


def test_a_folder_that_is_not_there_or_has_nothing_in_it_is_refused(tmp_path: Path) -> None:
    for folder, said in ((tmp_path / "gone", "is not a folder"), (tmp_path, "has no template in it")):
        with pytest.raises(WrongTemplates, match=said):
            read_folder(folder)


def test_lines_are_found_past_words_of_several_lines_that_look_like_keys() -> None:
    text = 'a = """\nb = 1\n[c]\n"""\n\n# b = 2\nb = [\n  "x",\n  # none\n  "y"]\n[c]\nd = 1\n[[e]]\n[[e]]\nf.g = 1\n'
    paths = {("a",): 1, ("b",): 7, ("b", 1): 10, ("c",): 11, ("c", "d"): 12, ("e", 1): 14, ("e", 1, "f", "g"): 15}
    assert {path: line_of(text, path) for path in paths} == paths
    assert line_of(text, ("e", 1, "not there")) == 14
