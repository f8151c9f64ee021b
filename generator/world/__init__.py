"""Many simulated clients in one world: virtual time, who can reach whom, throttles, faults and a trace."""
