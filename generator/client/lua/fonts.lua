-- The game's own font objects: only their names matter here. Each is made when it is first read.

local rt = ...
local raw, G = rt.raw, rt.globals

rt.fonts = {}

-- A name with "*" is there in several sizes.
local SIZES = { "", "Small", "Large", "Huge", "Med1", "Med2", "Med3", "Huge2", "Huge3", "Tiny" }

for name in raw.string.gmatch([[
	GameFontNormal* GameFontHighlight* GameFontDisable* GameFontRed* GameFontGreen* GameFontWhite* GameFontBlack* GameFontDark*
	GameFontNormalLeft GameFontNormalLeftGrey GameFontNormalLeftRed GameFontNormalLeftYellow GameFontNormalSmallLeft
	GameFontHighlightLeft GameFontHighlightSmallLeft GameFontHighlightSmallRight GameFontHighlightOutline
	GameFontHighlightExtraSmall GameFontHighlightMedium GameFontNormalMed3Outline GameFontNormalOutline GameFontDisableLeft
	GameFontDisableSmallLeft GameFontDarkGraySmall GameFontNormalGraySmall GameFont_Gigantic GameFontNormalLargeOutline
	GameFontNormalSmall2 GameFontNormalTiny2 GameFontNormalHuge4 GameFontNormalHugeBlack GameFontBlackMedium GameFontBlackSmall2
	GameTooltipHeader GameTooltipHeaderText GameTooltipText GameTooltipTextSmall
	ChatFontNormal ChatFontSmall ChatBubbleFont NumberFontNormal NumberFontNormalSmall NumberFontNormalSmallGray
	NumberFontNormalLarge NumberFontNormalHuge NumberFontNormalRight NumberFontNormalYellow NumberFontNormalRightRed
	NumberFont_Outline_Med NumberFont_Outline_Large NumberFont_Outline_Huge NumberFont_Shadow_Med NumberFont_Shadow_Small
	SystemFont_Tiny SystemFont_Tiny2 SystemFont_Small SystemFont_Small2 SystemFont_Med1 SystemFont_Med2 SystemFont_Med3
	SystemFont_Large SystemFont_Huge1 SystemFont_Huge2 SystemFont_Outline SystemFont_Outline_Small SystemFont_OutlineThick_Huge2
	SystemFont_Shadow_Small SystemFont_Shadow_Small2 SystemFont_Shadow_Med1 SystemFont_Shadow_Med2 SystemFont_Shadow_Med3
	SystemFont_Shadow_Large SystemFont_Shadow_Large2 SystemFont_Shadow_Huge1 SystemFont_Shadow_Huge2 SystemFont_Shadow_Huge3
	SystemFont_NamePlate SystemFont_InverseShadow_Small SystemFont_WTF2
	QuestFont QuestFontNormalSmall QuestFontHighlight QuestFontLeft QuestFont_Large QuestFont_Huge QuestFont_Super_Huge QuestTitleFont
	QuestTitleFontBlackShadow MailTextFontNormal MailFont_Large SubSpellFont SpellFont_Small InvoiceFont_Med InvoiceFont_Small
	FriendsFont_Normal FriendsFont_Small FriendsFont_Large FriendsFont_UserText AchievementFont_Small DialogButtonNormalText
	DialogButtonHighlightText ErrorFont ItemTextFontNormal SplashHeaderFont TextStatusBarText WorldMapTextFont ZoneTextFont
	SubZoneTextFont PVPInfoTextFont CombatTextFont Fancy12Font Fancy14Font Fancy16Font Fancy18Font Fancy20Font Fancy22Font
	Fancy24Font Game10Font_o1 Game11Font Game12Font Game13Font Game15Font Game16Font Game18Font Game20Font Game24Font Game27Font
	Game30Font Game32Font Game36Font Game40Font Game46Font Game48Font Game60Font Tooltip_Med Tooltip_Small
	OptionsFontHighlight OptionsFontSmall OptionsFontLarge ObjectiveFont ReputationDetailFont
]], "%S+") do
	local stem = raw.string.match(name, "^(.*)%*$")
	for _, size in ipairs(stem and SIZES or { "" }) do
		rt.fonts[(stem or name) .. size] = true
	end
end

for name in raw.pairs(rt.fonts) do
	rt.makers[name] = function(c)
		return (rt.new_widget(c, "Font", name))
	end
end

function G.CreateFont(name)
	return (rt.new_widget(rt.c, "Font", name))
end

local Instance = rt.methods.FontInstance

-- A font object is given by itself or by its name.
local function font_object(c, value)
	if raw.type(value) == "string" then
		value = c.G[value]
	end
	local state = c.objects[value or 0]
	if value ~= nil and not (state and state.type == "Font") then
		rt.fail("SetFontObject: there is no such font object")
	end
	return value
end
rt.font_object = font_object

function Instance:SetFontObject(font)
	rt.state(self, "SetFontObject").font_object = font_object(rt.c, font)
end

function Instance:GetFontObject()
	return rt.state(self, "GetFontObject").font_object
end
