"""The newsroom room."""
