"""What each activity files is offered in the library by the name that it says itself."""

from activities import ACTIVITIES
from activities.library.labels import KINDS, kind
from tests.town import Town


def test_what_each_activity_files_is_called_as_it_says_and_offered(town: Town) -> None:
    filing = {one.name: one.files for one in ACTIVITIES if one.files}
    assert filing
    assert {name: kind(name) for name in filing} == filing
    town.lee.types("/library new")
    offered = town.lee.sheet("library.record").options["activity"]
    assert offered == (*(name for name in KINDS if name != "library"), "library")
    assert set(filing) < set(offered)
