"""How the tables came to be, a step a file. `python -m storage.migrations "what changes"` writes the next step."""
