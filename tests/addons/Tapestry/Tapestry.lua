local frame = TapestryFrame

frame:SetBackdrop({ bgFile = "Interface\\DialogFrame\\UI-DialogBox-Background" })
assert(frame:GetBackdrop().bgFile and frame.Line:GetObjectType() == "Texture")
assert(frame.Check.Text == TapestryFrameCheckText and frame.Scroll.ScrollBar == TapestryFrameScrollScrollBar)
frame.Loop:Click()
frame.Close:Click()
assert(not frame:IsShown())

local made = CreateFrame("Frame", "TapestryMade", UIParent, "TapestryKnotTemplate,BackdropTemplate", 4)
assert(made:GetID() == 4 and made.SetBackdrop and made:Init("green") == made)
made.Loop:Click()

local pool = {}
for i = 1, 3 do
	pool[i] = CreateFrame("Frame", "$parentThread" .. i, made, "TapestryThreadTemplate")
end
assert(TapestryMadeThread3 == pool[3] and pool[1].Line ~= pool[2].Line)
