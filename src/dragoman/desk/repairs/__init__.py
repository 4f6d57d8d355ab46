"""The desk/repairs room."""
