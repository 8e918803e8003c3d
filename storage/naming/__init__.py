"""Where somebody's name stands in what is kept: finding it, whole or in parts, and taking it out of one place."""
