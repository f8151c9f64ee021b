"""One simulated World of Warcraft client: its Lua environment, API, frames, addon loading and saved variables."""
