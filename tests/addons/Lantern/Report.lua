-- Uses what the XML made, and says what came of it.
local addonName, ns = ...
local log = Lantern.Log
local panel = LanternPanel

assert(ns == Lantern.ns and ns.name == addonName and ns.panelsLoaded)
assert(panel.Flames[2] == LanternPanelFlame2 and panel.Flames[2].strength == 20)
assert(panel.palette == Lantern.Colors and panel.portable and panel.warmth == 0.75)
assert(panel.Title:GetText() == LANTERN_TITLE and panel.Title:GetFontObject() == LanternFont)
assert(panel:GetAttribute("oil") == 12 and panel.Oil:GetValue() == 40)
assert(panel.Shutter:GetText() == "Shutter" and panel.Shutter:GetNormalFontObject() == LanternFont)
assert(panel.Scroll:GetScrollChild() == panel.Scroll.Content and panel.Scroll.Content:GetHeight() == 500)
assert(panel.Flames[1].Icon:GetNumMaskTextures() == 1 and panel.Flames[1].Glow:GetParent() == panel.Flames[1])

panel:Light(true)
panel:Show()
panel.Flames[1]:Click()
panel.Flames[2]:Click("RightButton", true)
panel.Name:SetText("Tammya")
panel.Brightness:SetValue(7)
panel:SetAttribute("oil", 11)
panel:GetScript("OnDragStart")(panel, "LeftButton")
panel.Flames[1]:GetScript("OnEnter")(panel.Flames[1], true)
panel:Hide()
log("end")
