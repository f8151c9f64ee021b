-- What goes over the wire, in one place.
local _, quill = ...
quill.PREFIX = "CRP2"
quill.WORDS = { HELLO = "HI", STATUS = "ST", LEAVE = "BYE" }
