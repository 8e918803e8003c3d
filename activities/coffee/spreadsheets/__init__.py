"""A draw without a chat: sign-ups, earlier pairs and who is kept apart come as CSV, and the pairs go out as CSV."""
