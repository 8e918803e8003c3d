"""A version that goes out: what has to hold first, its two packages, and what is tried of them. `make release` does it.

`readiness` says what is missing, `changelog` has the notes, `packages` builds from a clean clone and `contents` looks
into what was built, `trying` installs it where there is nothing but pip, and `bill` writes down what it is made of.
Nothing is uploaded.
"""
