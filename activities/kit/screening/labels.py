"""How people call a number: `no`, `number`, `nbr`, `nubmer`, `#`, `ID`, `ref.`."""

NUMBER_WORD = r"(?:(?:no(?!\s+longer)|nos|n[number]{2,7}s?|n[rbm]|i\.?d|identifiers?)(?![a-z])\.?|n?°|#)"
"""A number, in any order of its letters, because it is the word that is mistyped most; or a sign of it."""

REFERENCE = r"(?:ref|reference|code)(?![a-z])\.?"
