"""The desk/checks room."""
