-- Regions, fonts and animations as data; widgets.lua says how to read it.

local rt = ...
local T = rt.widget_types

T.Texture = {
	is = "Region",
	choice = { BlendMode = "DISABLE BLEND ALPHAKEY ADD MOD" },
	value = { Texture = false, Atlas = false, BlendMode = "BLEND", Rotation = 0, Desaturation = 0 },
	values = { TexCoord = { 0, 1, 0, 1 }, DrawLayer = { "ARTWORK", 0 } },
	flag = { Desaturated = false, SnappingToPixelGrid = true, Blocking = false },
	inert = [[SetColorTexture SetGradient SetHorizTile SetVertTile SetMask AddMaskTexture RemoveMaskTexture SetSnapToPixelGrid
		SetTexelSnappingBias SetTextureSliceMargins SetTextureSliceMode SetNonBlocking SetVisuals SetSpriteSheetCell
		ClearTextureSlice ResetTexCoord SetVertexOffset]],
	gap = "GetTextureFileID GetTextureFilePath GetNumMaskTextures=0 GetTextureSliceMargins=0",
}
T.MaskTexture = { is = "Texture" }
T.Line = {
	is = "Texture",
	value = { Thickness = 1 },
	values = { StartPoint = {}, EndPoint = {} },
	inert = "SetHitRectThickness",
}

T.FontInstance = {
	is = "Object",
	choice = { JustifyH = "LEFT CENTER RIGHT", JustifyV = "TOP MIDDLE BOTTOM" },
	value = { JustifyH = "CENTER", JustifyV = "MIDDLE", Spacing = 0, IndentedWordWrap = false },
	values = { Font = { "Fonts\\FRIZQT__.TTF", 12, "" }, TextColor = { 1, 1, 1, 1 }, ShadowColor = { 0, 0, 0, 0 }, ShadowOffset = { 0, 0 } },
}
T.Font = { is = "FontInstance", value = { Alpha = 1 }, inert = "CopyFontObject", gap = "GetFontObjectForAlphabet" }
T.FontString = {
	is = "Region FontInstance",
	value = { MaxLines = 0, TextScale = 1, TextHeight = 12, FixedColor = false },
	values = { DrawLayer = { "ARTWORK", 0 }, AlphaGradient = { 0, 0 } },
	inert = "SetWordWrap SetNonSpaceWrap SetTextHeight ScaleTextUp SetTextToFit",
	gap = [[GetStringWidth=0 GetStringHeight=0 GetUnboundedStringWidth=0 GetWrappedWidth=0 GetNumLines=1 IsTruncated=false
		GetLineHeight=12 GetFieldSize=0 CanWordWrap=true CanNonSpaceWrap=false CalculateScreenAreaFromCharacterSpan
		FindCharacterIndexAtCoordinate]],
}

T.AnimationGroup = {
	is = "Object",
	choice = { Looping = "NONE REPEAT BOUNCE" },
	value = { Looping = "NONE", AnimationSpeedMultiplier = 1 },
	scripts = "OnLoad OnPlay OnPause OnStop OnFinished OnLoop OnUpdate",
}
T.Animation = {
	is = "Object",
	choice = { Smoothing = "NONE IN OUT IN_OUT OUT_IN" },
	value = { Duration = 0, Order = 1, StartDelay = 0, EndDelay = 0, Smoothing = "NONE", Target = false },
	inert = "SetSmoothProgress",
	scripts = "OnLoad OnPlay OnPause OnStop OnFinished OnUpdate",
	gap = "IsDelaying=false IsStopped=false",
}
T.Alpha = { is = "Animation", value = { FromAlpha = 0, ToAlpha = 0 } }
T.Translation = { is = "Animation", values = { Offset = { 0, 0 } } }
T.LineTranslation = { is = "Translation" }
T.TextureCoordTranslation = { is = "Animation", values = { Offset = { 0, 0 } } }
T.Scale = {
	is = "Animation",
	values = { Origin = { "CENTER", 0, 0 }, Scale = { 1, 1 }, ScaleFrom = { 1, 1 }, ScaleTo = { 1, 1 } },
}
T.LineScale = { is = "Scale" }
T.Rotation = { is = "Animation", value = { Degrees = 0, Radians = 0 }, values = { Origin = { "CENTER", 0, 0 } } }
T.Path = { is = "Animation", value = { CurveType = "NONE" }, gap = "CreateControlPoint GetControlPoints" }
T.FlipBook = {
	is = "Animation",
	value = { FlipBookRows = 1, FlipBookColumns = 1, FlipBookFrames = 0, FlipBookFrameWidth = 0, FlipBookFrameHeight = 0 },
}
T.VertexColor = { is = "Animation", values = { StartColor = { 1, 1, 1, 1 }, EndColor = { 1, 1, 1, 1 } } }

-- What a group can make, by lower-case name.
rt.animation_types = {}
for _, name in ipairs {
	"Animation", "Alpha", "Translation", "LineTranslation", "TextureCoordTranslation", "Scale", "LineScale", "Rotation", "Path",
	"FlipBook", "VertexColor",
} do
	rt.animation_types[string.lower(name)] = name
end
