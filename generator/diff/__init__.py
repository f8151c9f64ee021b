"""What changed between two revisions, what it breaks, and how that is known."""
