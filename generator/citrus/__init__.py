"""A Citrus node: bytes in, effects out; and the shell, simulation and tools around it."""
