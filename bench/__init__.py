"""Benchmarks: one file each, run by `python -m bench NAME --data DIR`."""
