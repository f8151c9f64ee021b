"""One simulated World of Warcraft client: Lua environment, API, frames, addon loading, saved variables."""
