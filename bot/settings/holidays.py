"""Which days are holidays: a nation's, and days of the organisation's own, as they stand in one setting."""

import re
from datetime import date

from activities.kit.days import typed_day
from activities.kit.working import Nation, WorkingDays

MOST_OWN = 60
"""So many days of its own at most: there must be days left on which people work."""

_ANY_LEAP_YEAR = 2000


def working_days(given: str) -> WorkingDays:
    """Read the name of a nation and days of the organisation's own, with commas between them.

    A day has a year, or comes each year. Raises `ValueError` with the rest of a sentence.
    """
    nations: list[Nation] = []
    own: set[date] = set()
    yearly: set[tuple[int, int]] = set()
    for one in (part.strip() for part in re.split(r"[,;]", given)):
        if not one:
            continue
        if "-".join(one.lower().split()) in list(Nation):
            nations.append(Nation("-".join(one.lower().split())))
        elif day := typed_day(one):
            own.add(day)
        elif each := typed_day(f"{one} {_ANY_LEAP_YEAR}"):
            yearly.add((each.month, each.day))
        else:
            raise ValueError(
                f"must name {_NATIONS}, and after it days of your own, such as 2027-05-04 or 24 December for every "
                f"year, with commas between them: “{one[:40]}” is none of these."
            )
    if len(set(nations)) > 1:
        raise ValueError(f"names several nations: only one of {_NATIONS} can be kept. Give the others’ days by date.")
    if len(own) + len(yearly) > MOST_OWN:
        raise ValueError(f"lists too many days of your own: {MOST_OWN} at most. Days that have passed can go.")
    return WorkingDays(nations[0] if nations else None, frozenset(own), frozenset(yearly))


_NATIONS = ", ".join(list(Nation)[:-1]) + f" or {list(Nation)[-1]}"
