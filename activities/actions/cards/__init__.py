"""What people read about actions."""
