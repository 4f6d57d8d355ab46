"""The translation/engines room."""
