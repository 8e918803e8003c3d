"""What people read in a coffee trial, a file a topic."""
