"""The story room."""
