"""Finding records again: full text on both databases, with one reading of words and one order for what is found."""

from storage.search.results import A_PAGE, Hit, Results, Run, Runs
from storage.search.searching import EVERYTHING, Filters, search
from storage.search.similar import similar

__all__ = ["A_PAGE", "EVERYTHING", "Filters", "Hit", "Results", "Run", "Runs", "search", "similar"]
