"""Knowledge cafés: one question, small groups that mix, and everybody takes something away."""
