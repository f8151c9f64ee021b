-- Attributes and value elements of XML as data: which method each one calls, with what.

local rt = ...
local raw = rt.raw
local gmatch, match = raw.string.gmatch, raw.string.match

-- attribute method form. Forms: n number, b boolean, s text, g text or the name of a global string, t (call it if true).
-- Method "-": the attribute is known and changes nothing here.
local ATTRIBUTES = [[
	alpha SetAlpha n          scale SetScale n             id SetID n                  text SetText g
	framestrata SetFrameStrata s       framelevel SetFrameLevel n   toplevel SetToplevel b   movable SetMovable b
	resizable SetResizable b           clampedtoscreen SetClampedToScreen b              enablemouse EnableMouse b
	enablekeyboard EnableKeyboard b    enablemouseclicks SetMouseClickEnabled b          enablemousemotion EnableMouseMotion b
	enablemousewheel EnableMouseWheel b                    hyperlinksenabled SetHyperlinksEnabled b
	ignoreparentalpha SetIgnoreParentAlpha b               ignoreparentscale SetIgnoreParentScale b
	clipchildren SetClipsChildren b    depth SetDepth n    setallpoints SetAllPoints t
	flattenrenderlayers SetFlattensRenderLayers b          propagatekeyboardinput SetPropagateKeyboardInput b
	propagatemouseinput - s   propagatehyperlinkstoparent SetHyperlinkPropagateToParent b  dontsaveposition SetDontSavePosition b
	useparentlevel SetUsingParentLevel b                   framebuffer SetIsFrameBuffer b
	collapseslayout SetCollapsesLayout b                   passthroughbuttons SetPassThroughButtons s
	protected - b             jumpnavigateenabled - b      jumpnavigatestart - b       nocollapse - b
	motionscriptswhiledisabled SetMotionScriptsWhileDisabled b   checked SetChecked b   registerforclicks - s
	letters SetMaxLetters n   bytes SetMaxBytes n          autofocus SetAutoFocus b    multiline SetMultiLine b
	numeric SetNumeric b      password SetPassword b       historylines SetHistoryLines n  blinkspeed SetBlinkSpeed n
	countinvisibleletters SetCountInvisibleLetters b       ignorearrows SetAltArrowKeyMode b
	visiblebytes SetVisibleTextByteLimit n
	valuestep SetValueStep n  orientation SetOrientation s obeystepondrag SetObeyStepOnDrag b  stepsperpage SetStepsPerPage n
	rotatestexture SetRotatesTexture b                     reversefill SetReverseFill b    fillstyle SetFillStyle s
	file SetTexture s         atlas SetAtlas s             alphamode SetBlendMode s    mask SetMask s
	useatlassize - b          desaturated SetDesaturated b rotation SetRotation n      hwrapmode - s   vwrapmode - s
	filtermode - s            horiztile SetHorizTile b     verttile SetVertTile b      nonblocking SetNonBlocking b
	snaptopixelgrid SetSnapToPixelGrid b                   texelsnappingbias SetTexelSnappingBias n
	thickness SetThickness n
	justifyh SetJustifyH s    justifyv SetJustifyV s       nonspacewrap SetNonSpaceWrap b   wordwrap SetWordWrap b
	maxlines SetMaxLines n    spacing SetSpacing n         indented SetIndentedWordWrap b   indentedwordwrap SetIndentedWordWrap b
	outline - s               monochrome - b               height - n                  fixedsize - b   filter - b
	fade SetFading b          fadeduration SetFadeDuration n    displayduration SetTimeVisible n   insertmode SetInsertMode s
	fadepower SetFadePower n
	duration SetDuration n    order SetOrder n             startdelay SetStartDelay n  enddelay SetEndDelay n
	smoothing SetSmoothing s  fromalpha SetFromAlpha n     toalpha SetToAlpha n        degrees SetDegrees n
	radians SetRadians n      target SetTargetName s       targetkey SetTargetKey s    childkey SetChildKey s
	looping SetLooping s      settofinalalpha SetToFinalAlpha b   curve SetCurveType s
	flipbookrows SetFlipBookRows n     flipbookcolumns SetFlipBookColumns n   flipbookframes SetFlipBookFrames n
	flipbookframewidth SetFlipBookFrameWidth n             flipbookframeheight SetFlipBookFrameHeight n
	drawedge SetDrawEdge b    drawswipe SetDrawSwipe b     drawbling SetDrawBling b    reverse SetReverse b
	hidecountdownnumbers SetHideCountdownNumbers b         usecircularedge SetUseCircularEdge b
	hyperlinkformat SetHyperlinkFormat s                   resizetofitcontents - b     textureSubLevel - n
	modelscale SetModelScale n         fognear SetFogNear n   fogfar SetFogFar n      glow SetGlow n  drawlayer - s
]]

rt.xml_attributes = {}
for name, method, form in gmatch(ATTRIBUTES, "(%w+) (%S+) (%l)") do
	rt.xml_attributes[raw.string.lower(name)] = { method = method, form = form }
end

-- What is read elsewhere, or means nothing once the object is there.
for name in gmatch([[
	name parent parentkey parentarray inherits mixin securemixin virtual hidden intrinsic level texturesublevel minvalue
	maxvalue defaultvalue font offsetx offsety scalex scaley fromscalex fromscaley toscalex toscaley secureref
	securereferencekey forbidden
]], "%S+") do
	rt.xml_attributes[name] = false
end

-- element method attributes...: value elements that call a method with attributes of theirs, or of the dimension, inset
-- or colour inside.
local VALUES = [[
	texcoords SetTexCoord left right top bottom
	textinsets SetTextInsets left right top bottom
	hitrectinsets SetHitRectInsets left right top bottom
	clamprectinsets SetClampRectInsets left right top bottom
	viewinsets SetViewInsets left right top bottom
	pushedtextoffset SetPushedTextOffset x y
	texturesliceMargins SetTextureSliceMargins left top right bottom
	texturesliceMode SetTextureSliceMode mode
	barcolor SetStatusBarColor r g b a
	highlightcolor SetHighlightColor r g b a
	fogcolor SetFogColor r g b a
	swipecolor SetSwipeColor r g b a
	startcolor SetStartColor r g b a
	endcolor SetEndColor r g b a
	origin SetOrigin point x y
]]

rt.xml_values = {}
for line in gmatch(VALUES, "[^\n]+") do
	local tag, method, names = match(line, "^%s*(%S+) (%S+) (.-)%s*$")
	if tag then
		local arguments = {}
		for name in gmatch(names, "%S+") do
			arguments[#arguments + 1] = name
		end
		rt.xml_values[raw.string.lower(tag)] = { method = method, arguments = arguments }
	end
end

-- Elements whose content only shows on a screen.
rt.xml_inert = {}
for tag in gmatch("gradient resizebounds titleregion controlpoints backdrop hitrect", "%S+") do
	rt.xml_inert[tag] = true
end

-- Elements that make a part of their parent: the type of the part, and the method that gets it.
rt.xml_parts = {}
for tag, kind, method in gmatch([[
	normaltexture Texture SetNormalTexture             pushedtexture Texture SetPushedTexture
	highlighttexture Texture SetHighlightTexture       disabledtexture Texture SetDisabledTexture
	checkedtexture Texture SetCheckedTexture           disabledcheckedtexture Texture SetDisabledCheckedTexture
	thumbtexture Texture SetThumbTexture               bartexture Texture SetStatusBarTexture
	buttontext FontString SetFontString                swipetexture Texture SetSwipeTexture
	edgetexture Texture SetEdgeTexture                 blingtexture Texture SetBlingTexture
	colorwheeltexture Texture SetColorWheelTexture     colorwheelthumbtexture Texture SetColorWheelThumbTexture
	colorvaluetexture Texture SetColorValueTexture     colorvaluethumbtexture Texture SetColorValueThumbTexture
]], "(%S+) (%S+) (%S+)") do
	rt.xml_parts[tag] = { kind = kind, method = method }
end

rt.xml_regions = { texture = "Texture", fontstring = "FontString", masktexture = "MaskTexture", line = "Line" }
