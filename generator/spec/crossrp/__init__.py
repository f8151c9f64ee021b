"""The Cross RP protocol and its three revisions."""
