-- Widgets as data: what each type inherits, its properties, its scripts, and the methods that have no effect here.
--
--   is        the type it inherits from
--   value     name = default: SetName(v) keeps one value, GetName() returns it
--   flag      name = default: SetName(b) keeps a boolean, IsName() returns it
--   values    name = { defaults }: SetName(a, b, ...) keeps several values, GetName() returns them
--   inert     methods that only change what would be seen on a screen
--   scripts   script handlers it has
--   gap       methods the real widget has and this one lacks: reading one is an error that says so
-- Methods with behaviour are in frames.lua, regions.lua and controls.lua.

local rt = ...

local T = {}
rt.widget_types = T

T.Object = {
	gap = [[GetDebugName GetSourceLocation IsPreventingSecretValues SetPreventSecretValues HasSecretValues]],
}

T.Region = {
	is = "Object",
	value = { Alpha = 1, Scale = 1 },
	values = { VertexColor = { 1, 1, 1, 1 } },
	flag = { IgnoringParentAlpha = false, IgnoringParentScale = false },
	inert = [[SetIgnoreParentAlpha SetIgnoreParentScale AdjustPointsOffset SetPointsOffset ClearPointsOffset SetCollapsesLayout
		SetAlphaFromBoolean SetVertexColorFromBoolean SetToDefaults EnableMouse EnableMouseMotion EnableMouseWheel
		SetMouseClickEnabled SetMouseMotionEnabled SetPropagateMouseClicks SetPropagateMouseMotion SetPassThroughButtons]],
	gap = [[GetLeft GetRight GetTop GetBottom GetCenter GetRect GetScaledRect GetEffectiveScale IsMouseOver IsRectValid
		IsDragging IsAnchoringRestricted CanChangeProtectedState IsProtected IsAnchoringSecret GetPointByName
		IsMouseEnabled IsMouseClickEnabled IsMouseMotionEnabled IsMouseWheelEnabled CollapsesLayout IsCollapsed
		StopAnimating GetAnimationGroups]],
}

T.Frame = {
	is = "Region",
	value = { FrameLevel = 1, FrameStrata = "MEDIUM", HitRectInsets = 0, ResizeBounds = 0, ClampRectInsets = 0 },
	flag = {
		Movable = false, Resizable = false, Toplevel = false, ClampedToScreen = false, UserPlaced = false, HyperlinksEnabled = false,
	},
	inert = [[EnableKeyboard EnableGamePadButton EnableGamePadStick SetPropagateKeyboardInput RegisterForDrag StartMoving
		StartSizing StopMovingOrSizing Raise Lower SetFixedFrameLevel SetFixedFrameStrata SetDepth SetClipsChildren
		SetFlattensRenderLayers SetIsFrameBuffer SetDrawLayerEnabled EnableDrawLayer DisableDrawLayer LockHighlight
		UnlockHighlight DesaturateHierarchy SetDontSavePosition SetHighlightLocked SetUsingParentLevel RotateTextures
		SetWindow SetAttributeNoHandler SetHyperlinkPropagateToParent InterceptStartDrag]],
	scripts = [[OnAttributeChanged OnChar OnDisable OnDragStart OnDragStop OnEnable OnEnter OnEvent OnGamePadButtonDown
		OnGamePadButtonUp OnGamePadStick OnHide OnHyperlinkClick OnHyperlinkEnter OnHyperlinkLeave OnKeyDown OnKeyUp OnLeave
		OnLoad OnMouseDown OnMouseUp OnMouseWheel OnReceiveDrag OnShow OnSizeChanged OnUpdate]],
	gap = [[GetBoundsRect GetEffectiveAlpha GetEffectivelyFlattensRenderLayers GetFlattensRenderLayers GetRaisedFrameLevel
		HasFixedFrameLevel HasFixedFrameStrata IsKeyboardEnabled GetPropagateKeyboardInput DoesClipChildren GetHighestFrameLevel
		ExecuteAttribute AbortDrag IsObjectLoaded GetDontSavePosition CreateLine IsFrameBuffer IsGamePadButtonEnabled]],
}

T.Button = {
	is = "Frame",
	value = {
		ButtonState = "NORMAL", NormalTexture = false, PushedTexture = false, HighlightTexture = false, DisabledTexture = false,
		NormalFontObject = false, HighlightFontObject = false, DisabledFontObject = false, MotionScriptsWhileDisabled = false,
	},
	values = { PushedTextOffset = { 0, 0 } },
	inert = [[RegisterForClicks RegisterForMouse SetNormalAtlas SetPushedAtlas SetHighlightAtlas SetDisabledAtlas
		ClearNormalTexture ClearPushedTexture ClearHighlightTexture ClearDisabledTexture]],
	scripts = "OnClick OnDoubleClick PreClick PostClick",
	gap = "GetTextWidth GetTextHeight SetFormattedText GetFontString SetFontString",
}

T.CheckButton = {
	is = "Button",
	value = { CheckedTexture = false, DisabledCheckedTexture = false },
}

T.EditBox = {
	is = "Frame",
	value = {
		MaxLetters = 0, MaxBytes = 0, CursorPosition = 0, HistoryLines = 0, BlinkSpeed = 0.5, AltArrowKeyMode = false,
		VisibleTextByteLimit = 0,
	},
	flag = { AutoFocus = true, MultiLine = false, Numeric = false, Password = false, CountInvisibleLetters = false },
	values = { TextInsets = { 0, 0, 0, 0 }, HighlightColor = { 1, 1, 1, 1 } },
	inert = "HighlightText AddHistoryLine ClearHistory ToggleInputLanguage ClearHighlightText ResetInputMode SetSecurityDisablePaste",
	scripts = [[OnArrowPressed OnCharComposition OnCursorChanged OnEditFocusGained OnEditFocusLost OnEnterPressed OnEscapePressed
		OnInputLanguageChanged OnSpacePressed OnTabPressed OnTextChanged OnTextSet]],
	gap = "GetInputLanguage GetDisplayText GetNumLetters GetUTF8CursorPosition IsInIMECompositionMode",
}

T.Slider = {
	is = "Frame",
	value = { ValueStep = 0, StepsPerPage = 0, Orientation = "VERTICAL", ThumbTexture = false, ObeyStepOnDrag = false },
	scripts = "OnMinMaxChanged OnValueChanged",
	gap = "IsDraggingThumb",
}

T.StatusBar = {
	is = "Frame",
	value = { Orientation = "HORIZONTAL", StatusBarTexture = false, FillStyle = "STANDARD", ReverseFill = false, RotatesTexture = false },
	values = { StatusBarColor = { 1, 1, 1, 1 } },
	inert = "SetStatusBarDesaturated SetStatusBarAtlas",
	scripts = "OnMinMaxChanged OnValueChanged",
	gap = "GetRotatesTexture SetColorFill SetTimerDuration",
}

T.ScrollFrame = {
	is = "Frame",
	value = { ScrollChild = false, HorizontalScroll = 0, VerticalScroll = 0 },
	inert = "UpdateScrollChildRect",
	scripts = "OnHorizontalScroll OnScrollRangeChanged OnVerticalScroll",
	gap = "GetHorizontalScrollRange GetVerticalScrollRange",
}

T.MessageFrame = {
	is = "Frame",
	value = { TimeVisible = 10, FadeDuration = 3, FadePower = 1, InsertMode = "BOTTOM", MaxLines = 128, IndentedWordWrap = false },
	flag = { Fading = true },
	gap = "GetFontStringByID HasMessageByID ResetMessageFadeByID",
}
T.ScrollingMessageFrame = {
	is = "MessageFrame",
	inert = "ScrollUp ScrollDown PageUp PageDown ScrollToTop ScrollToBottom",
}

T.GameTooltip = {
	is = "Frame",
	value = { MinimumWidth = 0, Padding = 0, CustomLineSpacing = 0 },
	inert = "AddTexture FadeOut SetAnchorType SetShrinkToFitWrapped AppendText AddSpellByID SetAllowShowWithNoLines",
	scripts = [[OnTooltipAddMoney OnTooltipCleared OnTooltipSetDefaultAnchor OnTooltipSetFramestack]],
	gap = [[SetUnit GetUnit SetHyperlink SetItemByID GetItem SetSpellByID GetSpell SetInventoryItem SetBagItem SetAction
		SetUnitAura SetUnitBuff SetUnitDebuff AddAtlas GetAnchorType IsEquippedItem SetQuestItem]],
}

T.SimpleHTML = { is = "Frame", inert = "SetHyperlinkFormat", gap = "GetContentHeight GetTextData" }
T.Cooldown = { is = "Frame", inert = "SetCooldown Clear SetDrawEdge SetDrawSwipe SetHideCountdownNumbers", scripts = "OnCooldownDone" }
T.ColorSelect = { is = "Frame", values = { ColorRGB = { 1, 1, 1 } }, scripts = "OnColorSelect" }
T.Model = { is = "Frame", inert = "SetModel ClearModel SetModelScale SetPosition SetFacing", scripts = "OnModelLoaded OnAnimFinished" }
T.PlayerModel = { is = "Model", inert = "SetUnit SetCreature SetDisplayInfo RefreshUnit SetCamera SetPortraitZoom" }

-- Frame types the game makes from Lua templates of its own.
T.EventFrame = { is = "Frame", base = "Frame" }
T.EventButton = { is = "Button", base = "Button" }
T.DropdownButton = { is = "Button", base = "Button", gap = "SetupMenu GenerateMenu OpenMenu CloseMenu SetDefaultText" }

-- Regions and what hangs on them.
T.Texture = {
	is = "Region",
	value = { Texture = false, Atlas = false, BlendMode = "BLEND", Rotation = 0, Desaturation = 0 },
	values = { TexCoord = { 0, 1, 0, 1 }, DrawLayer = { "ARTWORK", 0 } },
	flag = { Desaturated = false, SnappingToPixelGrid = true, Blocking = false },
	inert = [[SetColorTexture SetGradient SetHorizTile SetVertTile SetMask AddMaskTexture RemoveMaskTexture SetSnapToPixelGrid
		SetTexelSnappingBias SetTextureSliceMargins SetTextureSliceMode SetNonBlocking SetVisuals SetSpriteSheetCell
		ClearTextureSlice ResetTexCoord SetVertexOffset]],
	gap = "GetTextureFileID GetTextureFilePath GetNumMaskTextures GetTextureSliceMargins",
}
T.MaskTexture = { is = "Texture" }
T.Line = { is = "Texture", inert = "SetStartPoint SetEndPoint SetThickness ClearAllPoints" }

T.FontInstance = {
	is = "Region",
	value = { JustifyH = "CENTER", JustifyV = "MIDDLE", Spacing = 0, IndentedWordWrap = false, FontObject = false },
	values = { Font = { "Fonts\\FRIZQT__.TTF", 12, "" }, TextColor = { 1, 1, 1, 1 }, ShadowColor = { 0, 0, 0, 0 }, ShadowOffset = { 0, 0 } },
}
T.Font = { is = "FontInstance", inert = "CopyFontObject" }
T.FontString = {
	is = "FontInstance",
	value = { MaxLines = 0, TextScale = 1, TextHeight = 12, FixedColor = false },
	values = { DrawLayer = { "ARTWORK", 0 }, AlphaGradient = { 0, 0 } },
	inert = "SetWordWrap SetNonSpaceWrap SetTextHeight ScaleTextUp SetTextToFit",
	gap = [[GetStringWidth GetStringHeight GetUnboundedStringWidth GetWrappedWidth GetNumLines IsTruncated GetLineHeight
		GetFieldSize CanWordWrap CanNonSpaceWrap CalculateScreenAreaFromCharacterSpan FindCharacterIndexAtCoordinate]],
}

T.AnimationGroup = {
	is = "Object",
	value = { Looping = "NONE", AnimationSpeedMultiplier = 1 },
	inert = "SetToFinalAlpha RemoveAnimations Restart",
	scripts = "OnLoad OnPlay OnPause OnStop OnFinished OnLoop OnUpdate",
	gap = "GetProgress GetDuration IsPendingFinish GetLoopState GetElapsed",
}
T.Animation = {
	is = "Object",
	value = { Duration = 0, Order = 1, StartDelay = 0, EndDelay = 0, Smoothing = "NONE", FromAlpha = 0, ToAlpha = 0 },
	values = { Offset = { 0, 0 }, Origin = { "CENTER", 0, 0 }, ScaleFrom = { 1, 1 }, ScaleTo = { 1, 1 } },
	inert = "SetScale SetDegrees SetRadians SetTarget SetTargetKey SetTargetName SetChildKey SetSmoothProgress",
	scripts = "OnLoad OnPlay OnPause OnStop OnFinished OnUpdate",
	gap = "GetProgress GetElapsed GetSmoothProgress",
}

-- Which types CreateFrame makes, by lower-case name.
rt.frame_types = {}
for _, name in ipairs {
	"Frame", "Button", "CheckButton", "EditBox", "Slider", "StatusBar", "ScrollFrame", "MessageFrame", "ScrollingMessageFrame",
	"GameTooltip", "SimpleHTML", "Cooldown", "ColorSelect", "Model", "PlayerModel", "EventFrame", "EventButton", "DropdownButton",
} do
	rt.frame_types[string.lower(name)] = name
end
