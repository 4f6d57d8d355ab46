"""Contrast: a doubted word of a translation weighed against rivals out of closed sets."""
