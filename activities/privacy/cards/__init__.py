"""What people read about their data and about who facilitates."""
