"""Virtual time, seeded randomness and faults: what every simulation here is made of."""
