"""Writing Lua, reading Lua, and putting a folder of it where it belongs."""
