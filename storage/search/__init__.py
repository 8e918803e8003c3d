"""Finding records again: full text on both databases, with one reading of words and one order for what is found."""

from storage.search.searching import A_PAGE, EVERYTHING, Filters, Hit, Results, search
from storage.search.similar import similar
from storage.search.snippets import Run, Runs

__all__ = ["A_PAGE", "EVERYTHING", "Filters", "Hit", "Results", "Run", "Runs", "search", "similar"]
