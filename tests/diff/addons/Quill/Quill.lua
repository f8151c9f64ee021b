local _, quill = ...
local incoming, WORDS = quill.incoming, quill.WORDS

incoming[WORDS.HELLO] = function(sender, rest)
	quill.links[sender] = rest
end

incoming[WORDS.STATUS] = function(sender, rest)
	quill.bridges[sender] = rest
end

incoming[WORDS.LEAVE] = function(sender)
	quill.links[sender] = nil
end

function quill.on_message(sender, text)
	local word, rest = strsplit(" ", text, 2)
	local handler = incoming[word]
	if handler then
		handler(sender, rest)
	end
end
