"""Who sits where: groups for every round in which people meet as many different people as possible.

Here is said how many tables there are, and how many people at each.
"""

Tables = list[list[str]]
"""One round: the ids of those at each table, the first table first."""

FEWEST, MOST = 3, 5
"""At a table, wherever enough people are there: fewer do not make a conversation, more make two."""


def sizes(people: int, wanted: int) -> list[int]:
    """Return the sizes of the tables, largest first, no two further apart than one; none for nobody.

    They are as close to `wanted` as sizes from three to five can be, smaller ones where it is a tie. Two people have a
    table of two, and nobody sits alone who need not.
    """
    if people <= FEWEST:
        return [people] if people else []
    possible = [_spread(people, tables) for tables in range(1, people // FEWEST + 1)]
    fitting = [one for one in possible if one[0] <= MOST]
    return min(fitting, key=lambda one: (sum((size - wanted) ** 2 for size in one), one[0]))


def _spread(people: int, tables: int) -> list[int]:
    each, over = divmod(people, tables)
    return [each + 1] * over + [each] * (tables - over)
