Almanac.notes = function(text)
	AlmanacNotesDB = AlmanacNotesDB or {}
	table.insert(AlmanacNotesDB, text)
end
