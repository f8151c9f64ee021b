-- SPDX-License-Identifier: MIT
local _, ns = ...

-- SHA-256 as FIPS 180-4 has it. A word is a number from 0 to 2^32-1.

---@class CrossRP.Sha256
local Sha256 = {}
ns.Sha256 = Sha256

local WORD = 4294967296
local BLOCK = 64 -- bytes
local ROUNDS = 64

-- The first 32 bits of the fractional parts of the square roots of the first 8 primes.
local START = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
}

-- The same of the cube roots of the first 64.
local CONSTANTS = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
}

-- The four bytes of a number, the highest first.
local function bytes_of(number)
	return string.char(
		math.floor(number / 16777216) % 256,
		math.floor(number / 65536) % 256,
		math.floor(number / 256) % 256,
		number % 256
	)
end

-- A one bit, zeros, and the number of bits fill the last block.
local function padded(text)
	local zeros = (BLOCK - 9 - #text) % BLOCK
	local bits = #text * 8
	return text .. "\128" .. ("\0"):rep(zeros) .. bytes_of(math.floor(bits / WORD)) .. bytes_of(bits % WORD)
end

-- The words of one block, sixteen read and the rest made from them.
local function schedule(bits, text, from, words)
	local bxor, rshift, lshift = bits.bxor, bits.rshift, bits.lshift
	for index = 1, 16 do
		local at = from + (index - 1) * 4
		local one, two, three, four = text:byte(at, at + 3)
		words[index] = ((one * 256 + two) * 256 + three) * 256 + four
	end
	for index = 17, ROUNDS do
		local early, late = words[index - 15], words[index - 2]
		-- A rotation is a sum here, since its two halves share no bit; some bit libraries give negative numbers, which the
		-- remainder at the end mends.
		local small = bxor(
			rshift(early, 7) + lshift(early, 25),
			rshift(early, 18) + lshift(early, 14),
			rshift(early, 3)
		)
		local large = bxor(rshift(late, 17) + lshift(late, 15), rshift(late, 19) + lshift(late, 13), rshift(late, 10))
		words[index] = (words[index - 16] + small + words[index - 7] + large) % WORD
	end
end

-- Mixes one block into the eight words of the hash.
local function compress(bits, hash, words)
	local band, bxor, rshift, lshift = bits.band, bits.bxor, bits.rshift, bits.lshift
	local a, b, c, d, e, f, g, h = unpack(hash)
	for index = 1, ROUNDS do
		local turned = bxor(rshift(e, 6) + lshift(e, 26), rshift(e, 11) + lshift(e, 21), rshift(e, 25) + lshift(e, 7))
		local chosen = bxor(g, band(e, bxor(f, g)))
		local first = h + turned + chosen + CONSTANTS[index] + words[index]
		turned = bxor(rshift(a, 2) + lshift(a, 30), rshift(a, 13) + lshift(a, 19), rshift(a, 22) + lshift(a, 10))
		local majority = bxor(band(a, b), band(c, bxor(a, b)))
		h, g, f, e = g, f, e, (d + first) % WORD
		d, c, b, a = c, b, a, (first + turned + majority) % WORD
	end
	for index, word in ipairs({ a, b, c, d, e, f, g, h }) do
		hash[index] = (hash[index] + word) % WORD
	end
end

--- The digest of a text, 32 bytes.
---@param bits table band, bxor, lshift and rshift on 32 bits, as the game's `bit`
---@param text string any bytes
---@return string
function Sha256.digest(bits, text)
	local message, hash, words = padded(text), { unpack(START) }, {}
	for from = 1, #message, BLOCK do
		schedule(bits, message, from, words)
		compress(bits, hash, words)
	end
	for index, word in ipairs(hash) do
		hash[index] = bytes_of(word)
	end
	return table.concat(hash)
end
