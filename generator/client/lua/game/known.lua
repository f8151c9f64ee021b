-- What the game's own Lua has and nobody modelled: reading one is an error that names it, and in a lenient client it is a
-- function that does nothing or an object that stands for it. Without this list such a name would be nil, as if the game
-- lacked it, and addons would take another way.

local rt = ...
local raw = rt.raw
local gmatch = raw.string.gmatch

-- Functions, frames and other objects, tables of functions; "old" are those of the clients before 12.0, which took the chat frame's names away.
local KNOWN = [[
all function: CompactUnitFrame_UpdateName CompactUnitFrame_UpdateAll CompactUnitFrame_UpdateHealthColor CompactUnitFrame_SetUpFrame
all function: CompactUnitFrame_UpdateAuras CompactUnitFrame_UpdateStatusText DefaultCompactNamePlateFrameSetup
all function: RegisterStateDriver UnregisterStateDriver RegisterAttributeDriver UnregisterAttributeDriver RegisterUnitWatch
all function: UnregisterUnitWatch SecureHandlerSetFrameRef SecureHandlerExecute SecureHandlerWrapScript
all function: FCF_OpenNewWindow FCF_OpenTemporaryWindow FCF_SetWindowName FCF_Close FCF_SelectDockFrame FCF_DockFrame FCF_Tab_OnClick
all function: FCF_SetChatWindowFontSize FCF_ResetChatWindows FCF_StopAlertFlash FCF_StartAlertFlash FCF_FadeInChatFrame
all function: FCFTab_UpdateAlpha FCF_UpdateButtonSide FCF_SavePositionAndDimensions FCF_RestorePositionAndDimensions
old function: ChatEdit_SendText ChatEdit_ParseText ChatEdit_UpdateHeader ChatEdit_OnEnterPressed ChatEdit_OnEscapePressed
old function: ChatEdit_AddHistory ChatEdit_SetLastTellTarget ChatEdit_GetLastTellTarget ChatEdit_FocusActiveWindow
old function: ChatFrame_MessageEventHandler ChatFrame_OnEvent ChatFrame_AddChannel ChatFrame_RemoveChannel ChatFrame_AddMessageGroup
old function: ChatFrame_RemoveMessageGroup ChatFrame_RemoveAllMessageGroups ChatFrame_ResolvePrefixedChannelName ChatFrame_ReplyTell
old function: ChatFrame_GetMobileEmbeddedTexture ChatFrame_CanChatGroupPerformExpressionExpansion ChatFrame_ImportListToHash
all function: QuestMapFrame_OpenToQuestDetails OpenWorldMap ToggleWorldMap ToggleCharacter ToggleSpellBook ToggleFriendsFrame
all function: ToggleGuildFrame ToggleAchievementFrame ToggleCollectionsJournal ToggleEncounterJournal ToggleQuestLog ToggleTalentFrame
all function: ToggleAllBags ToggleBackpack OpenAllBags CloseAllBags OpenBag CloseBag ContainerFrame_UpdateItems
all function: PanelTemplates_SetNumTabs PanelTemplates_SetTab PanelTemplates_UpdateTabs PanelTemplates_EnableTab PanelTemplates_DisableTab
all function: PanelTemplates_GetSelectedTab PanelTemplates_TabResize PanelTemplates_SelectTab PanelTemplates_DeselectTab
all function: UIFrameFadeIn UIFrameFadeOut UIFrameFade UIFrameFadeRemoveFrame UIFrameFlash
all function: UIFrameFlashStop UIFrameIsFading FauxScrollFrame_Update FauxScrollFrame_GetOffset FauxScrollFrame_OnVerticalScroll
all function: FauxScrollFrame_SetOffset HybridScrollFrame_CreateButtons HybridScrollFrame_Update HybridScrollFrame_GetOffset
all function: ScrollFrame_OnLoad ScrollFrame_OnScrollRangeChanged ScrollingEdit_OnTextChanged ScrollingEdit_OnCursorChanged
all function: ScrollingEdit_OnUpdate InputScrollFrame_OnLoad InputScrollFrame_OnTextChanged SearchBoxTemplate_OnTextChanged
all function: InputBoxInstructions_OnTextChanged EditBox_ClearFocus EditBox_HighlightText EditBox_HandleTabbing
all function: GameTooltip_InsertFrame GameTooltip_AddQuest GameTooltip_UnitColor GameTooltip_ShowCompareItem EmbeddedItemTooltip_SetItemByID
all function: MoneyFrame_Update SetTooltipMoney MoneyInputFrame_SetCopper MoneyInputFrame_GetCopper SmallMoneyFrame_OnLoad
all function: ActionButton_ShowOverlayGlow ActionButton_HideOverlayGlow CooldownFrame_Set CooldownFrame_Clear CastingBarFrame_SetUnit
all function: TargetFrame_Update UnitFrame_Update UnitFramePortrait_Update TextStatusBar_UpdateTextString
all function: HealthBar_OnValueChanged StaticPopup_Resize StaticPopup_OnClick StaticPopup_HideExclusive
all function: StaticPopupSpecial_Show StaticPopupSpecial_Hide AddAutoCombatSpellToTooltip GetTexCoordsForRole GetTexCoordsForRoleSmallCircle
all function: GetMicroIconForRole GetQuestDifficultyColor GetCreatureDifficultyColor GetItemQualityColorObj GetThreatStatusColorObj
all function: HandleModifiedItemClick MainMenuBar_ToPlayerArt ObjectiveTracker_Update WorldStateAlwaysUpFrame_Update
all function: UpdateContainerFrameAnchors UIParent_ManageFramePositions UIParentLoadAddOn
all function: ShowInspect InspectUnit_OnLoad DressUpItemLink DressUpVisual DressUpMount DressUpBattlePet ShowReadyCheck
all function: Stopwatch_Toggle GuildFrame_LoadUI Communities_LoadUI EncounterJournal_LoadUI CollectionsJournal_LoadUI
all object: WorldMapFrame MainMenuBar MicroMenu QuestFrame GossipFrame MerchantFrame MailFrame InboxFrame SendMailFrame FriendsFrame
all object: CharacterFrame SpellBookFrame LootFrame TradeFrame BankFrame GuildBankFrame AuctionHouseFrame AuctionFrame ProfessionsFrame
all object: DressUpFrame ReadyCheckFrame CompactRaidFrameManager CompactRaidFrameContainer CompactPartyFrame PartyFrame PetFrame FocusFrame
all object: BossTargetFrameContainer PlayerCastingBarFrame TargetFrameSpellBar FocusFrameSpellBar CastingBarFrame ContainerFrame1
all object: ContainerFrameCombinedBags BagsBar ObjectiveTrackerFrame WatchFrame QuestWatchFrame QuestMapFrame MinimapBackdrop GameTimeFrame
all object: TimeManagerClockButton MinimapZoneText MiniMapTracking ChatFrameMenuButton ChatFrameChannelButton QuickJoinToastButton
all object: GeneralDockManager GuildFrame CommunitiesFrame EncounterJournal CollectionsJournal InterfaceOptionsFrame VideoOptionsFrame
all object: AddonList HelpFrame InspectFrame MacroFrame KeyBindingFrame NamePlateDriverFrame ExtraActionButton1 OverrideActionBar
all object: VehicleSeatIndicator DurabilityFrame TotemFrame RuneFrame ComboPointPlayerFrame UIWidgetTopCenterContainerFrame ZoneTextFrame
all object: TicketStatusFrame LootHistoryFrame GroupLootContainer AlertFrame LevelUpDisplay TalkingHeadFrame CinematicFrame MovieFrame
all object: LossOfControlFrame SpellFlyout PaperDollFrame ReputationFrame PVEFrame LFGListFrame LFDParentFrame WardrobeFrame TabardFrame
all object: EditModeManagerFrame StatusTrackingBarManager QuestScrollFrame QuickKeybindFrame EventTraceFrame TableAttributeDisplay
all object: HelpTip
all object: DevTools_Dump
all object: TimeManagerFrame StopwatchFrame
all table: ItemUtil Item Spell ItemMixin SpellMixin ItemLocation ItemLocationMixin PlayerLocation PlayerLocationMixin
all table: AuraUtil AsyncCallbackSystemMixin CameraRegistry CVarCallbackRegistry ContinuableContainer PixelUtil
all table: RegionUtil TextureUtil FormatUtil TimeUtil SecondsFormatter SecondsFormatterMixin SecondsFormatterConstants
all table: TransformUtil NineSliceUtil NineSlicePanelMixin HelpPlate SharedTooltip MapUtil AreaPOIMixin MapCanvasMixin
all table: MapCanvasDataProviderMixin MapCanvasPinMixin BaseMapPoiPinMixin LayoutMixin VerticalLayoutMixin
all table: HorizontalLayoutMixin ResizeLayoutMixin BaseLayoutMixin SmoothStatusBarMixin HelpPlateBoxMixin
all table: SearchBoxListMixin TabSystemMixin TabSystemOwnerMixin PanelDragBarMixin PortraitFrameMixin DefaultPanelMixin
all table: ButtonStateBehaviorMixin SliderWithButtonsAndLabelMixin MinimalSliderWithSteppersMixin ScrollControllerMixin
all table: ScrollBoxMixin ScrollingEditBoxMixin UserScaledFrameMixin EventFrameMixin EventButtonMixin
all table: DropdownButtonMixin WowStyle1DropdownMixin MenuTemplates MenuVariants SettingsListElementMixin
all table: SettingsCheckboxControlMixin SettingsControlMixin SettingsDropdownControlMixin ChatFrameMixin
all table: ChatFrameEditBoxMixin FloatingChatFrameManager DevTools
]]

local kinds = {}
for who, kind, names in gmatch(KNOWN, "(%l+) (%l+): ([^\n]+)") do
	for name in gmatch(names, "%S+") do
		kinds[name] = { kind = kind, who = who }
	end
end

-- What the game's own Lua has on this client under a name nobody modelled: "function", "object", "table" or nil.
function rt.known_lua(c, name)
	local known = kinds[name]
	return known and not (known.who == "old" and c.product.secrets) and known.kind or nil
end

local function nothing(name)
	return function()
		rt.assume(name)
	end
end

local function table_of(name)
	local meta = {
		__index = function(self, key)
			if raw.type(key) == "string" and raw.string.find(key, "^%u") then
				local f = nothing(name .. "." .. key)
				raw.rawset(self, key, f)
				return f
			end
		end,
	}
	rt.hidden[meta] = true
	return raw.setmetatable({}, meta)
end

-- Stands for a name of the game's own Lua: a function that gives nothing, a table of such functions, or a widget that has
-- every method, see templates.lua. What is no function counts as assumed from the start.
function rt.known_stand_in(c, name, kind)
	if kind == "function" then
		return nothing(name)
	end
	rt.assume(name)
	if kind == "table" then
		return table_of(name)
	end
	local object, state = rt.new_widget(c, "Anything", nil, nil)
	rt.make_inert(object, state, name)
	return object
end
