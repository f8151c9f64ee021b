"""Protocols as data. Nothing in here does I/O, and nothing else of the project is imported."""
