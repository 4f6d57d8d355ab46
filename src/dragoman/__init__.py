"""Dragoman: a newswire that runs itself and checks every translation against its original."""

__version__ = "0.1.0"
