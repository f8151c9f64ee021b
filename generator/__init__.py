"""The Cross RP protocols as data, and everything generated from them."""
