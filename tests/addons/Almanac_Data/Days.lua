local name = ...
assert(C_AddOns.GetAddOnMetadata(name, "X-Almanac-Days") == "2")
Almanac:Register("market", "Borin sells apples.")
Almanac:Register("feast", "Catnia sings.")
