"""Findings of any check: their record, accepting them by fingerprint, and the six forms of a report."""
