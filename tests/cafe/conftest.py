"""Dialogues about a café run through every front."""

from tests.fronts.through import through_every_front as pytest_generate_tests

__all__ = ["pytest_generate_tests"]
