"""What people read when they ask the library."""
