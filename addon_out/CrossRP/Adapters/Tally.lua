-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What became of the profiles an adapter was given. A failure is the profile addon's, or of how it is called; a
-- rejection is the sender's. An adapter keeps `counts`, `last_failure` and `last_rejection` in itself.

---@class CrossRP.Tally
local Tally = {}
ns.Tally = Tally

function Tally.counts()
	return { saved = 0, rejected = 0, failed = 0 }
end

---@return boolean ok always false
function Tally.fail(adapter, why)
	adapter.counts.failed = adapter.counts.failed + 1
	adapter.last_failure = tostring(why)
	return false
end

---@return nil
---@return string why
function Tally.reject(adapter, why)
	adapter.counts.rejected = adapter.counts.rejected + 1
	adapter.last_rejection = why
	return nil, why
end

--- { saved, rejected, failed }, and the last reasons if there were any.
function Tally.stats(adapter)
	local counts = adapter.counts
	return {
		saved = counts.saved,
		rejected = counts.rejected,
		failed = counts.failed,
		last_rejection = adapter.last_rejection,
		last_failure = adapter.last_failure,
	}
end
