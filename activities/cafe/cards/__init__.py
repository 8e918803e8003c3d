"""What people see of a café."""
