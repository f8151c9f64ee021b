local _, ns = ...

function EditBox_ClearFocus_Lantern(self)
	self:ClearFocus()
end
ns.panelsLoaded = true
