"""The Cross RP protocols as data, and everything generated from them."""

__version__ = "3.0.0"
