-- Argument checks: every function whose arguments the client declares gets a wrapper that checks and coerces them, and
-- raises the client's error. Facts: wow-client.md section 5.
--
-- product.signatures[name] is a table { usage = text, types = { "string", "number?", ... } }.

local rt = ...
local raw = rt.raw
local type, ipairs = type, ipairs
local concat = raw.table.concat

-- Functions that take any number of arguments, or are part of the language: they check for themselves.
local own_checks = {}
rt.own_checks = own_checks
for _, name in ipairs {
	"CreateFrame", "CreateFont", "CreateFromMixins", "Mixin", "SetPortraitToTexture", "canaccessallvalues", "date", "debugstack",
	"hasanysecretvalues", "mapvalues", "scrubsecretvalues", "secretwrap", "secretunwrap", "dropsecretaccess", "securecallmethod",
	"table.count", "table.freeze", "table.isfrozen", "C_Timer.After", "C_Timer.NewTimer", "C_Timer.NewTicker",
	"C_FunctionContainers.CreateCallback", "C_CVar.SetCVar", "C_CVar.RegisterCVar", "string.trim", "string.concat",
} do
	own_checks[name] = true
end

-- Functions that take secret values of addons.
rt.takes_secrets = { GetPlayerInfoByGUID = true }

-- What a declared type asks of a value. Numbers pass as strings and strings that say a number as numbers, as in Lua.
local as = {}

function as.string(value)
	if type(value) == "number" then
		return value .. ""
	end
end

function as.number(value)
	return raw.tonumber(value)
end

function as.uiAddon(value)
	if type(value) == "number" then
		return value
	end
end

local LUA_TYPE = {
	string = "string", unit = "string", uiAddon = "string", number = "number", table = "table", ["function"] = "function",
}

local function lua_type(declared)
	if LUA_TYPE[declared] then
		return LUA_TYPE[declared], as[declared]
	elseif raw.string.find(declared, "^enum:") then
		return "number", as.number
	elseif raw.string.find(declared, "^structure:") or raw.string.find(declared, "^array<") then
		return "table"
	end
	return nil
end

-- The text of one check, for the argument `a<i>`.
local function check(i, declared, secrets)
	local kind, coerce = lua_type((raw.string.gsub(declared, "%?$", "")))
	if not kind then
		return ""
	end
	local test = ('type(a%d) ~= "%s"'):format(i, kind)
	if raw.string.find(declared, "%?$") then
		test = ("a%d ~= nil and %s"):format(i, test)
	end
	if secrets then
		test = ("%s and not is_secret(a%d)"):format(test, i)
	end
	local otherwise = coerce and ("a%d = as[%d](a%d) or bad(%d, usage)"):format(i, i, i, i) or ("bad(%d, usage)"):format(i)
	return ("if %s then %s end "):format(test, otherwise), coerce
end

local function bad(number, usage)
	rt.usage(number, usage)
end

-- One wrapper for each shape of signature; the function and its usage come in as upvalues.
local makers = {}

local function maker(types, secrets)
	local key = (secrets and "!" or "") .. concat(types, " ")
	if makers[key] then
		return makers[key].make, makers[key].coercions
	end
	local names, checks, coercions, needed = {}, {}, {}, false
	for i, declared in ipairs(types) do
		names[i] = "a" .. i
		checks[i], coercions[i] = check(i, declared, secrets)
		needed = needed or checks[i] ~= ""
	end
	local args = concat(names, ", ")
	local text = ("local f, usage, type, bad, as, is_secret = ... return function(%s) %sreturn f(%s) end"):format(
		args, concat(checks), args
	)
	local made = { make = needed and assert(raw.loadstring(text, "=(client) arguments")) or nil, coercions = coercions }
	makers[key] = made
	return made.make, coercions
end

-- The function `name` as one product's addons get it.
function rt.checked(product, name, f)
	if type(f) ~= "function" or own_checks[name] then
		return f
	end
	local done = product.checked[name]
	if done then
		return done
	end
	local signature = product.signatures[name]
	done = f
	if signature then
		local make, coercions = maker(signature.types, rt.takes_secrets[name])
		if make then
			done = make(f, signature.usage, type, bad, coercions, rt.is_secret)
		end
	end
	product.checked[name] = done
	return done
end
