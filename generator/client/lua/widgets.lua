-- Frame types as data: what each inherits, its properties, its scripts, and the methods that have no effect here.
-- Regions, fonts and animations are in regiontypes.lua.
--
--   is        the types it inherits from, the first one first
--   base      what GetObjectType says, if another type's name
--   value     name = default: SetName(v) keeps one value, GetName() returns it; the default tells what v may be
--   choice    name = the words a value is one of
--   flag      name = default: SetName(b) keeps a boolean, IsName() returns it
--   switch    "Setter:Getter=default": a boolean whose methods have names of their own
--   values    name = { defaults }: SetName(a, b, ...) keeps several values, GetName() returns them
--   inert     methods that only change what would be seen on a screen
--   scripts   script handlers it has
--   gap       methods the real widget has and this one lacks: reading one is an error that says so. A lenient client
--             answers with what is after the "=", values with commas between, or nothing, and lists that it did
-- Methods with behaviour are in frames.lua, regions.lua and controls.lua.

local rt = ...

local T = {}
rt.widget_types = T

T.Object = {
	gap = "GetSourceLocation IsPreventingSecretValues=false SetPreventSecretValues HasSecretValues=false",
}

T.Region = {
	is = "Object",
	value = { Alpha = 1 },
	values = { VertexColor = { 1, 1, 1, 1 } },
	switch = [[SetIgnoreParentAlpha:IsIgnoringParentAlpha=false SetIgnoreParentScale:IsIgnoringParentScale=false
		SetCollapsesLayout:CollapsesLayout=false EnableMouseWheel:IsMouseWheelEnabled=false
		SetMouseClickEnabled:IsMouseClickEnabled=false SetMouseMotionEnabled:IsMouseMotionEnabled=false]],
	inert = [[AdjustPointsOffset SetPointsOffset ClearPointsOffset SetAlphaFromBoolean SetVertexColorFromBoolean SetToDefaults
		SetPropagateMouseClicks SetPropagateMouseMotion SetPassThroughButtons]],
	scripts = "OnEnter OnHide OnLeave OnLoad OnMouseDown OnMouseUp OnMouseWheel OnShow",
	gap = [[GetLeft=0 GetRight=0 GetTop=0 GetBottom=0 GetCenter=0,0 GetRect=0,0,0,0 GetScaledRect=0,0,0,0 IsRectValid=false
		GetPointByName IsCollapsed=false IsAnchoringSecret=false]],
}

T.Frame = {
	is = "Region",
	values = { HitRectInsets = { 0, 0, 0, 0 }, ResizeBounds = { 0, 0, 0, 0 }, ClampRectInsets = { 0, 0, 0, 0 } },
	flag = { Movable = false, Resizable = false, Toplevel = false, ClampedToScreen = false, UserPlaced = false },
	switch = [[SetHyperlinksEnabled:GetHyperlinksEnabled=false EnableKeyboard:IsKeyboardEnabled=false
		EnableGamePadButton:IsGamePadButtonEnabled=false EnableGamePadStick:IsGamePadStickEnabled=false
		SetPropagateKeyboardInput:GetPropagateKeyboardInput=false SetFixedFrameLevel:HasFixedFrameLevel=false
		SetFixedFrameStrata:HasFixedFrameStrata=false SetClipsChildren:DoesClipChildren=false
		SetFlattensRenderLayers:GetFlattensRenderLayers=false SetIsFrameBuffer:IsFrameBuffer=false
		SetDontSavePosition:GetDontSavePosition=false SetUsingParentLevel:IsUsingParentLevel=false
		SetHighlightLocked:IsHighlightLocked=false]],
	inert = [[RegisterForDrag StopMovingOrSizing Raise Lower SetDepth SetDrawLayerEnabled EnableDrawLayer DisableDrawLayer
		LockHighlight UnlockHighlight DesaturateHierarchy RotateTextures SetWindow SetHyperlinkPropagateToParent
		InterceptStartDrag]],
	scripts = [[OnAttributeChanged OnChar OnDisable OnDragStart OnDragStop OnEnable OnEvent OnGamePadButtonDown
		OnGamePadButtonUp OnGamePadStick OnHyperlinkClick OnHyperlinkEnter OnHyperlinkLeave OnKeyDown OnKeyUp
		OnReceiveDrag OnSizeChanged OnUpdate]],
	gap = "GetBoundsRect=0,0,0,0 GetEffectivelyFlattensRenderLayers=false GetRaisedFrameLevel=1 GetHighestFrameLevel=1 ExecuteAttribute AbortDrag",
}

T.Button = {
	is = "Frame",
	choice = { ButtonState = "NORMAL PUSHED DISABLED" },
	value = {
		ButtonState = "NORMAL", NormalTexture = false, PushedTexture = false, HighlightTexture = false, DisabledTexture = false,
		NormalFontObject = false, HighlightFontObject = false, DisabledFontObject = false, MotionScriptsWhileDisabled = false,
	},
	values = { PushedTextOffset = { 0, 0 } },
	inert = [[RegisterForClicks RegisterForMouse SetNormalAtlas SetPushedAtlas SetHighlightAtlas SetDisabledAtlas
		ClearNormalTexture ClearPushedTexture ClearHighlightTexture ClearDisabledTexture]],
	scripts = "OnClick OnDoubleClick PreClick PostClick",
	gap = "GetTextWidth=0 GetTextHeight=0",
}

T.CheckButton = {
	is = "Button",
	value = { CheckedTexture = false, DisabledCheckedTexture = false },
}

T.EditBox = {
	is = "Frame FontInstance",
	value = {
		MaxLetters = 0, MaxBytes = 0, CursorPosition = 0, HistoryLines = 0, BlinkSpeed = 0.5, AltArrowKeyMode = false,
		VisibleTextByteLimit = 0,
	},
	flag = { AutoFocus = true, MultiLine = false, Numeric = false, Password = false, CountInvisibleLetters = false },
	values = { TextInsets = { 0, 0, 0, 0 }, HighlightColor = { 1, 1, 1, 1 } },
	inert = "HighlightText AddHistoryLine ClearHistory ToggleInputLanguage ClearHighlightText ResetInputMode SetSecurityDisablePaste",
	scripts = [[OnArrowPressed OnCharComposition OnCursorChanged OnEditFocusGained OnEditFocusLost OnEnterPressed OnEscapePressed
		OnInputLanguageChanged OnSpacePressed OnTabPressed OnTextChanged OnTextSet]],
	gap = 'GetInputLanguage="ROMAN" GetUTF8CursorPosition=0 IsInIMECompositionMode=false',
}

T.Slider = {
	is = "Frame",
	choice = { Orientation = "HORIZONTAL VERTICAL" },
	value = { ValueStep = 0, StepsPerPage = 0, Orientation = "VERTICAL", ThumbTexture = false, ObeyStepOnDrag = false },
	scripts = "OnMinMaxChanged OnValueChanged",
	gap = "IsDraggingThumb=false",
}

T.StatusBar = {
	is = "Frame",
	choice = { Orientation = "HORIZONTAL VERTICAL" },
	value = { Orientation = "HORIZONTAL", StatusBarTexture = false, FillStyle = "STANDARD", ReverseFill = false, RotatesTexture = false },
	values = { StatusBarColor = { 1, 1, 1, 1 } },
	inert = "SetStatusBarDesaturated SetStatusBarAtlas",
	scripts = "OnMinMaxChanged OnValueChanged",
	gap = "SetColorFill SetTimerDuration",
}

T.ScrollFrame = {
	is = "Frame",
	value = { HorizontalScroll = 0, VerticalScroll = 0 },
	inert = "UpdateScrollChildRect",
	scripts = "OnHorizontalScroll OnScrollRangeChanged OnVerticalScroll",
	gap = "GetHorizontalScrollRange=0 GetVerticalScrollRange=0",
}

T.MessageFrame = {
	is = "Frame FontInstance",
	value = { TimeVisible = 10, FadeDuration = 3, FadePower = 1, InsertMode = "BOTTOM", MaxLines = 128, IndentedWordWrap = false },
	flag = { Fading = true },
	gap = "GetFontStringByID HasMessageByID=false ResetMessageFadeByID",
}
T.ScrollingMessageFrame = {
	is = "MessageFrame",
	inert = "ScrollUp ScrollDown PageUp PageDown ScrollToTop ScrollToBottom SetScrollOffset SetTextCopyable ResetAllFadeTimes",
	gap = "TransformMessages AddOnDisplayRefreshedCallback SetOnScrollChangedCallback GetNumVisibleLines=0 GetMaxScrollRange=0 AdjustMessageColors ScrollByAmount",
}

T.GameTooltip = {
	is = "Frame",
	value = { MinimumWidth = 0, CustomLineSpacing = 0 },
	values = { Padding = { 0, 0, 0, 0 } },
	inert = "AddTexture SetShrinkToFitWrapped AddSpellByID SetAllowShowWithNoLines",
	scripts = "OnTooltipAddMoney OnTooltipCleared OnTooltipSetDefaultAnchor OnTooltipSetFramestack",
	gap = [[SetHyperlink SetItemByID GetItem SetSpellByID GetSpell SetInventoryItem SetBagItem SetAction
		SetUnitAura SetUnitBuff SetUnitDebuff AddAtlas IsEquippedItem=false SetQuestItem]],
}

T.SimpleHTML = {
	is = "Frame FontInstance",
	inert = "SetHyperlinkFormat",
	gap = 'GetContentHeight=0 GetTextData GetHyperlinkFormat="%s"',
}
T.Cooldown = {
	is = "Frame",
	value = { Reverse = false, DrawBling = true, EdgeScale = 1, Rotation = 0, MinimumCountdownDuration = 0 },
	inert = [[SetCooldown SetCooldownDuration SetCooldownUNIX Clear SetDrawEdge SetDrawSwipe SetHideCountdownNumbers Pause Resume
		SetSwipeTexture SetSwipeColor SetEdgeTexture SetBlingTexture SetUseCircularEdge SetCountdownAbbrevThreshold SetCountdownFont]],
	scripts = "OnCooldownDone",
	gap = "GetCooldownTimes=0 GetCooldownDuration=0 IsPaused=false",
}
T.ColorSelect = {
	is = "Frame",
	value = {
		ColorAlpha = 1, ColorWheelTexture = false, ColorWheelThumbTexture = false, ColorValueTexture = false,
		ColorValueThumbTexture = false, ColorAlphaTexture = false, ColorAlphaThumbTexture = false,
	},
	values = { ColorRGB = { 1, 1, 1 }, ColorHSV = { 0, 0, 1 } },
	scripts = "OnColorSelect",
}

T.Model = {
	is = "Frame",
	value = { ModelScale = 1, Facing = 0, Pitch = 0, Roll = 0, ModelAlpha = 1, Paused = false, FogNear = 0, FogFar = 1 },
	values = { ViewInsets = { 0, 0, 0, 0 }, Position = { 0, 0, 0 }, FogColor = { 1, 1, 1, 1 }, ViewTranslation = { 0, 0 } },
	inert = [[SetModel ClearModel AdvanceTime ClearFog ClearTransform SetCamera SetCustomCamera SetGlow SetLight SetParticlesEnabled
		SetSequence SetSequenceTime SetTransform ReplaceIconTexture UseModelCenterToTransform SetCameraDistance SetCameraFacing
		SetCameraPosition SetCameraTarget MakeCurrentCameraCustom SetModelDrawLayer]],
	scripts = "OnModelLoaded OnModelCleared OnModelLoading OnAnimFinished OnAnimStarted",
	gap = "GetModelFileID GetWorldScale=1 HasCustomCamera=false GetCameraDistance=0 GetCameraPosition=0",
}
T.PlayerModel = {
	is = "Model",
	inert = [[SetUnit SetCreature SetDisplayInfo SetItem SetItemAppearance RefreshUnit RefreshCamera SetPortraitZoom SetAnimation
		FreezeAnimation PlayAnimKit StopAnimKit SetBarberShopAlternateForm SetCamDistanceScale SetRotation SetDoBlend SetKeepModelOnHide
		ApplySpellVisualKit SetCustomRace ZeroCachedCenterXY]],
	gap = "GetDisplayInfo=0 CanSetUnit=true HasAnimation=false GetDoBlend=false GetKeepModelOnHide=false",
}
T.DressUpModel = {
	is = "PlayerModel",
	inert = "Dress Undress UndressSlot TryOn SetAutoDress SetSheathed SetUseTransmogChoices SetUseTransmogSkin",
	gap = "GetAutoDress=true GetSheathed=false GetItemTransmogInfoList IsUnitModelReadyForUI=false",
}
T.TabardModel = { is = "PlayerModel", inert = "InitializeTabardColors CycleVariation Save" }
T.CinematicModel = {
	is = "PlayerModel",
	inert = "EquipItem InitializeCamera InitializePanCamera SetAnimOffset SetCreatureData SetFacingLeft SetFadeTimes SetTargetDistance StartPan StopPan UnequipItems",
}
T.ModelScene = {
	is = "Frame",
	values = { CameraPosition = { 0, 0, 0 }, LightDirection = { 0, 1, 0 }, FogColor = { 1, 1, 1 } },
	value = { CameraFieldOfView = 0.94, CameraNearClip = 0.1, CameraFarClip = 100, LightType = 0, FogNear = 0, FogFar = 1, DrawLayer = "ARTWORK" },
	inert = "SetCameraOrientationByYawPitchRoll SetCameraOrientationByAxisVectors ClearFog SetLightAmbientColor SetLightDiffuseColor SetLightVisible SetPaused TakeActor",
	gap = "CreateActor GetActorAtIndex GetNumActors=0 Project3DPointTo2D=0",
}
T.MovieFrame = {
	is = "Frame",
	inert = "EnableSubtitles StartMovie StartMovieByName StopMovie",
	scripts = "OnMovieFinished OnMovieHideSubtitle OnMovieShowSubtitle",
}
T.Minimap = {
	is = "Frame",
	value = { Zoom = 0 },
	inert = "SetBlipTexture SetIconTexture SetMaskTexture SetPlayerTexture SetStaticPOIArrowTexture PingLocation UpdateBlips",
	gap = "GetPingPosition=0 GetZoomLevels=6",
}
T.OffScreenFrame = { is = "Frame", inert = "ApplySnapshot Flush SetMaxSnapshots TakeSnapshot UsesNPOT", gap = "GetMaxSnapshots=0 IsSnapshotValid=false" }
T.FogOfWarFrame = { is = "Frame", value = { UiMapID = 0 }, inert = "SetFogOfWarBackgroundAtlas SetFogOfWarMaskAtlas SetMaskScalar" }
T.UnitPositionFrame = { is = "Frame", inert = "AddUnit AddUnitAtlas AddUnitFileID ClearUnits FinalizeUnits SetUiMapID SetUnitColor StartPlayerPing StopPlayerPing", gap = "GetMouseOverUnits" }
T.Browser = { is = "Frame", inert = "NavigateTo NavigateHome NavigateBack NavigateForward NavigateReload NavigateStop OpenExternalLink OpenTicket SetZoom ClearFocus DeleteCookies" }
T.Blob = { is = "Frame", inert = "DrawAll DrawBlob DrawNone SetBorderAlpha SetBorderScalar SetBorderTexture SetFillAlpha SetFillTexture SetMapID SetMergeThreshold SetNumSplinePoints EnableMerging EnableSmoothing" }
T.QuestPOIFrame = { is = "Blob" }
T.ArchaeologyDigSiteFrame = { is = "Blob" }
T.ScenarioPOIFrame = { is = "Blob" }

-- Frame types the game makes from Lua templates of its own. `events` are what they tell as callback registries.
T.EventFrame = { is = "Frame", base = "Frame", events = "OnHide OnShow OnSizeChanged" }
T.EventButton = { is = "Button", base = "Button", events = "OnMouseUp OnMouseDown OnClick OnEnter OnLeave OnSizeChanged" }
T.EventScrollFrame = { is = "ScrollFrame", base = "ScrollFrame", events = "OnHorizontalScroll OnVerticalScroll OnScrollRangeChanged OnMouseWheel" }
T.EventEditBox = {
	is = "EditBox",
	base = "EditBox",
	events = [[OnMouseDown OnMouseUp OnTabPressed OnTextChanged OnCursorChanged OnEscapePressed OnEditFocusGained OnEditFocusLost]],
}
T.DropdownButton = {
	is = "Button",
	base = "Button",
	events = "OnMenuOpen OnMenuClose OnUpdate OnShow OnHide",
}
T.ItemButton = {
	is = "Button",
	base = "Button",
	gap = "SetItem SetItemLocation SetItemButtonCount SetItemButtonTexture SetItemButtonQuality GetItem GetItemID Reset",
}

-- What stands for something unknown (templates.lua): it has every method there is.
T.Anything = {
	is = "Frame GameTooltip Slider StatusBar ScrollFrame EditBox CheckButton Texture FontString",
	base = "Frame",
}

-- Which types CreateFrame makes, by lower-case name.
rt.frame_types = {}
for _, name in ipairs {
	"Frame", "Button", "CheckButton", "EditBox", "Slider", "StatusBar", "ScrollFrame", "MessageFrame", "ScrollingMessageFrame",
	"GameTooltip", "SimpleHTML", "Cooldown", "ColorSelect", "Model", "PlayerModel", "DressUpModel", "TabardModel",
	"CinematicModel", "ModelScene", "MovieFrame", "Minimap", "OffScreenFrame", "FogOfWarFrame", "UnitPositionFrame", "Browser",
	"QuestPOIFrame", "ArchaeologyDigSiteFrame", "ScenarioPOIFrame", "EventFrame", "EventButton", "EventScrollFrame",
	"EventEditBox", "DropdownButton", "ItemButton",
} do
	rt.frame_types[string.lower(name)] = name
end
