"""What people read in a review, a file a topic."""
