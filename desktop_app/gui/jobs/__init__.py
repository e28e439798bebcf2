"""Long work, away from the window's thread."""
