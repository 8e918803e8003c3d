"""The clock: what falls due is looked for again and again, and done in turns of the engine.

`clock` does so by the calendar, which rows can move; `nightly` lets go of what need not be kept; `watch` knows whether
anything has been looked for of late. A machine's clock that is wrong is noticed in `wrong_clock`.
"""
