"""Mutants: what do the tests say of a program with a fault in it?

`python -m benchmarks.mutants` draws faults from a seed, puts one at a time into the program, and runs the tests that
reach its line. A fault that no test notices is a hole in the tests, unless nobody could notice it: `judged.toml` says
of which that is so, and why.
"""
