"""Guided reviews: after-action reviews and their relatives, each from a template that a librarian can word."""
