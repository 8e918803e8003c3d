"""What people take away: asked at the end, sealed until all is shown, and filed as far as they let it."""
