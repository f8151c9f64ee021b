"""A mesh of nodes on virtual time: made from a seed, hurt, left alone, and judged."""
