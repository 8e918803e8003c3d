"""What always holds in a trial, whatever people do and whenever they do it."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from activities.coffee.trial.draw import DRAW, groups_of, left_out_of
from activities.kit.events import Value
from storage import meetings, trials
from storage.tables import Trial
from tests.front import Page, Sheet
from tests.town import COFFEE, Town, Townsperson

EVERYBODY = st.integers(0, 6)


class AnyTrial(RuleBasedStateMachine):
    """Six people and a facilitator do as they please, while days pass."""

    @initialize(automatic=st.booleans(), one_department=st.booleans())
    def open(self, automatic: bool, one_department: bool) -> None:
        self.folder = TemporaryDirectory()
        self.town = Town(Path(self.folder.name))
        departments = ("Finance",) * 4 if one_department else ("Finance", "Estates", "Radiology", "Theatres")
        sites = ("Northgate", "Northgate", "Southfield", "Northgate", "Southfield", "Northgate")
        people = [
            self.town.person(f"Person {number}", site, (*departments, "Library", "Maternity")[number])
            for number, site in enumerate(sites)
        ]
        self.town.trial(approve="automatic" if automatic else "review", joined=people[:3])
        self.people = [*people, self.town.lee]

    @rule(who=EVERYBODY, verb=st.sampled_from(["join", "leave", "status"]))
    def types(self, who: int, verb: str) -> None:
        self.people[who].types(f"/coffee {verb}")

    @rule(verb=st.sampled_from(["close", "pairs", "change", "cancel", "status"]))
    def facilitates(self, verb: str) -> None:
        self.town.lee.types(f"/coffee {verb}")

    @rule(who=EVERYBODY)
    def goes_home(self, who: int) -> None:
        self.people[who].goes_home()

    @rule(who=EVERYBODY, which=st.integers(0, 20))
    def presses_what_was_just_shown(self, who: int, which: int) -> None:
        """Whatever a card offers can be done at the moment at which it is shown."""
        person = self.people[who]
        person.types("/coffee status")
        self._press(person, which)

    @rule(who=EVERYBODY, which=st.integers(0, 20))
    def presses_anything_ever_told(self, who: int, which: int) -> None:
        """However old it is, it is answered, and nothing breaks."""
        person = self.people[who]
        buttons = [button for page in person.told for button in page.buttons]
        if buttons:
            person.presses_old(buttons[which % len(buttons)])

    @rule(who=EVERYBODY, two_sites=st.booleans(), later=st.sampled_from([None, 6, 13]))
    def sends_the_form_before_them(self, who: int, two_sites: bool, later: int | None) -> None:
        person = self.people[who]
        if isinstance(sheet := person.shown, Sheet):
            values: dict[str, Value] = {}
            if two_sites and "meetups" in sheet.values:
                values = {"sites": ("Northgate", "Southfield"), "meetups": "each_site"}
            elif later and "signups_close" in sheet.values:
                values = {"signups_close": date(2026, 11, later)}
            person.fills(sheet.name.partition(".")[2], **values)

    @rule(days=st.sampled_from([1, 2, 4]))
    def days_pass(self, days: int) -> None:
        self.town.passes(timedelta(days=days))

    @rule(who=st.integers(3, 5))
    def somebody_leaves_the_hospital(self, who: int) -> None:
        self.people[who].leaves_the_hospital()

    def _press(self, person: Townsperson, which: int) -> None:
        buttons = person.shown.buttons if isinstance(person.shown, Page) else ()
        if buttons:
            pressed = buttons[which % len(buttons)]
            person.presses_old(pressed)
            assert not (isinstance(person.shown, Page) and "moved on" in person.shown.text), f"{pressed.label} was dead"

    @invariant()
    def the_announcement_counts_right(self) -> None:
        if self._trial.phase == "waiting_for_signups":
            (announcement,) = self.town.front.channel(COFFEE.id)
            with self.town.turn() as turn:
                joined = trials.count_signups(turn.here, self._trial.id)
            said = announcement.text.splitlines()[-1]
            assert said.startswith(f"{joined} " if joined else "Be the first"), said

    @invariant()
    def one_draw_at_most_waits_and_nobody_in_it_has_left(self) -> None:
        with self.town.turn() as turn:
            draw = trials.newest_draw(turn.here, self._trial.id)
            waits = draw is not None and draw.phase not in DRAW.ends
            assert waits == (self._trial.phase == "waiting_for_approval")
            if draw is not None and waits:
                joined = {signup.person_id for signup, _ in trials.signups(turn.here, draw.trial_id)}
                drawn = {person for group in groups_of(draw) for person in group["members"]}
                assert drawn | {out["person"] for out in left_out_of(draw)} == joined

    @invariant()
    def everybody_is_introduced_or_told(self) -> None:
        with self.town.turn() as turn:
            draw = trials.newest_draw(turn.here, self._trial.id)
            if draw is None or draw.phase != "sent":
                return
            introduced = {place.person_id for _, place in meetings.in_trial(turn.here, draw.trial_id)}
            for group in groups_of(draw):
                assert introduced.issuperset(group["members"])
            left_out = {out["person"] for out in left_out_of(draw)}
        for person in self.people[:6]:
            assert (person.id in left_out) == any("I could not find you a partner" in page.text for page in person.told)

    def teardown(self) -> None:
        if hasattr(self, "town"):
            self.town.database.close()
            self.folder.cleanup()

    @property
    def _trial(self) -> Trial:
        return self.town.the_trial()


TestAnyTrial = AnyTrial.TestCase
TestAnyTrial.settings = settings(max_examples=6, stateful_step_count=15, suppress_health_check=list(HealthCheck))
