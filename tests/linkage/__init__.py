"""Tries to name the author of every anonymous text from all that is kept."""
