"""Widgets refuse what they cannot use, and take from their parents what they have not been given."""

from __future__ import annotations

import pytest

from generator.client.convert import LuaFailure
from tests.client.conftest import AddonMaker, Seat, SeatMaker

MAKE = """
    local f, b, e = CreateFrame("Frame", "Box", UIParent), CreateFrame("Button"), CreateFrame("EditBox")
    local s, bar = CreateFrame("Slider"), CreateFrame("StatusBar")
    local t, text = f:CreateTexture(), f:CreateFontString(nil, "OVERLAY", "GameFontNormal")
    local g = f:CreateAnimationGroup()
"""


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("f:SetParent(f)", r"Box:SetParent\(\): a frame cannot be inside itself"),
        ("b:SetParent(f) f:SetParent(b)", r"Box:SetParent\(\): a frame cannot be inside itself"),
        ("f:SetPoint()", r"bad argument #1 to '\?' \(Usage: self:SetPoint"),
        ("f:SetPoint('MIDDLE')", r"Box:SetPoint\(\): Invalid region point MIDDLE"),
        ("f:SetPoint('TOP', UIParent, 'ROOF')", r"Box:SetPoint\(\): Invalid region point ROOF"),
        ("f:SetPoint('TOP', f)", r"Box:SetPoint\(\): Cannot anchor to itself"),
        ("f:SetPoint('TOP', 'Nowhere')", r"Box:SetPoint\(\): Couldn't find region named 'Nowhere'"),
        ("b:SetPoint('TOP', f) f:SetPoint('TOP', b)", r"Box:SetPoint\(\): Cannot anchor to a region dependent on it"),
        ("b:SetAllPoints(f) t:SetPoint('TOP', b) f:SetAllPoints(t)", "Cannot anchor to a region dependent on it"),
        ("f:SetSize()", r"bad argument #1 to '\?' \(Usage: self:SetSize\(x, y\)\)"),
        ("f:SetWidth('wide')", r"Usage: self:SetWidth\(width\)"),
        ("f:SetHeight(nil)", r"Usage: self:SetHeight\(height\)"),
        ("f:SetScale(0)", r"Box:SetScale\(\): Scale must be > 0"),
        ("f:SetAlpha('half')", r"bad argument #1 to '\?' \(Usage: self:SetAlpha\("),
        ("f:SetFrameStrata('ABOVE')", "Usage: self:SetFrameStrata"),
        ("f:SetFrameLevel(-1)", r"Box:SetFrameLevel\(\): Passed negative frame level: -1"),
        ("f:SetID('one')", r"Usage: self:SetID\(id\)"),
        ("f:SetAttribute()", "Usage: self:SetAttribute"),
        ("f:StartMoving()", r"Box:StartMoving\(\): Frame is not movable"),
        ("b:StartSizing()", r"Button:StartSizing\(\): Frame is not resizable"),
        ("f:CreateTexture(nil, 'TOP')", "CreateTexture: Unknown draw layer 'TOP'"),
        ("f:CreateTexture(nil, 'OVERLAY', nil, 8)", "CreateTexture: sublevel must be between -8 and 7"),
        ("t:SetDrawLayer()", "SetDrawLayer: Unknown draw layer 'nil'"),
        ("t:SetBlendMode('SUBTRACT')", "Usage: self:SetBlendMode"),
        ("t:SetVertexColor('red')", r"bad argument #1 to '\?' \(Usage: self:SetVertexColor"),
        ("t:SetVertexColor(1, 1, {})", r"bad argument #3 to '\?' \(Usage: self:SetVertexColor"),
        ("t:SetTexCoord()", "Usage: self:SetTexCoord"),
        ("text:SetJustifyH('MIDDLE')", "Usage: self:SetJustifyH"),
        ("text:SetFont()", r"bad argument #1 to '\?' \(Usage: self:SetFont"),
        ("f:CreateFontString():SetText('x')", r"FontString:SetText\(\): Font not set"),
        ("f:CreateFontString('Title'):SetFormattedText('x')", r"Title:SetFormattedText\(\): Font not set"),
        ("e:SetMaxLetters('many')", "Usage: self:SetMaxLetters"),
        ("s:SetMinMaxValues(1)", r"bad argument #2 to '\?' \(Usage: self:SetMinMaxValues\(minValue, maxValue\)\)"),
        ("bar:SetValue('full')", r"Usage: self:SetValue\(value\)"),
        ("s:SetOrientation('DIAGONAL')", "Usage: self:SetOrientation"),
        ("g:SetLooping('TWICE')", "Usage: self:SetLooping"),
        ("GameTooltip:SetOwner()", "Usage: self:SetOwner"),
        ("CreateFrame('ScrollFrame'):SetScrollChild(5)", "Usage: self:SetScrollChild"),
        ("b:SetFontString('x')", "Usage: self:SetFontString"),
    ],
)
def test_refused(seat: Seat, call: str, message: str) -> None:
    with pytest.raises(LuaFailure, match=f"^eval:6: .*{message}"):
        seat.lua(f"{MAKE}{call}")


@pytest.mark.parametrize(
    ("calls", "result"),
    [
        ("f:SetPoint('center', 'UIParent', 'top') return f:GetPoint()", "'CENTER', UIParent, 'TOP', 0, 0"),
        ("f:SetPoint('TOP', nil, 'BOTTOM', '3', 4) return f:GetPoint()", "'TOP', UIParent, 'BOTTOM', 3, 4"),
        ("f:SetAlpha('0.5') return f:GetAlpha()", "0.5"),
        ("f:SetFrameStrata('high') return f:GetFrameStrata()", "'HIGH'"),
        ("f:SetHitRectInsets(1, 2, 3, 4) return f:GetHitRectInsets()", "1, 2, 3, 4"),
        ("t:SetDrawLayer('overlay', '7') return t:GetDrawLayer()", "'OVERLAY', 7"),
        ("f:EnableMouse(true) f:EnableKeyboard(1) return f:IsMouseEnabled(), f:IsKeyboardEnabled()", "true, true"),
        ("return f:IsMouseEnabled(), b:IsMouseEnabled(), f:IsProtected()", "false, true, false, false"),
        ("f.Kept = b b:SetParent(f) b:SetParentKey('Kept') return b:GetDebugName()", "'Box.Kept'"),
        ("bar:SetMinMaxValues(0, '10') bar:SetValue('4') return bar:GetValue()", "4"),
        ("GameTooltip:SetOwner(f, 'ANCHOR_TOP') return GameTooltip:GetAnchorType()", "'ANCHOR_TOP'"),
    ],
)
def test_taken(seat: Seat, calls: str, result: str) -> None:
    assert (
        seat.lua(f"""
        local function pack(...) return {{ n = select("#", ...), ... }} end
        local got = pack((function() {MAKE} {calls} end)())
        local want = pack({result})
        for i = 1, want.n do if got[i] ~= want[i] then return i .. ": " .. tostring(got[i]) end end
        return got.n
    """)
        == result.count(",") + 1
    )


def test_what_comes_from_the_parents(seat: Seat) -> None:
    assert seat.lua("""
        local one = CreateFrame("Frame", nil, UIParent)
        local two = CreateFrame("Frame", nil, one)
        one:SetScale(0.5) two:SetScale(0.5) one:SetAlpha(0.5) two:SetAlpha(0.5)
        one:SetFrameStrata("DIALOG") one:SetFrameLevel(7)
        local t = two:CreateTexture()
        local scale, alpha = t:GetEffectiveScale(), two:GetEffectiveAlpha()
        two:SetIgnoreParentScale(true) two:SetIgnoreParentAlpha(true)
        return scale, alpha, two:GetEffectiveScale(), two:GetEffectiveAlpha(), two:GetFrameStrata(), two:GetFrameLevel()
    """) == (0.25, 0.25, 0.5, 0.5, "DIALOG", 8)


def test_one_box_has_the_keyboard(seat: Seat) -> None:
    assert seat.lua("""
        log = ""
        local function box(name)
            local e = CreateFrame("EditBox")
            e:SetScript("OnEditFocusGained", function() log = log .. "+" .. name end)
            e:SetScript("OnEditFocusLost", function() log = log .. "-" .. name end)
            return e
        end
        local a, b = box("a"), box("b")
        a:SetFocus() a:SetFocus() b:SetFocus() a:ClearFocus()
        local at = GetCurrentKeyBoardFocus() == b
        b:ClearFocus()
        return log, at, a:HasFocus(), b:HasFocus(), GetCurrentKeyBoardFocus()
    """) == ("+a-a+b-b", True, False, False, None)


@pytest.mark.parametrize(
    ("limit", "text", "kept"),
    [
        ("SetMaxLetters(3)", "äöüß", "äöü"),
        ("SetMaxLetters(0)", "äöüß", "äöüß"),
        ("SetMaxBytes(6)", "äöüß", "äö"),
        ("SetMaxBytes(9)", "äöüß", "äöüß"),
        ("SetMaxBytes(2)", "ä", ""),
    ],
)
def test_the_limits_of_a_box(seat: Seat, limit: str, text: str, kept: str) -> None:
    assert seat.lua(f"""
        local e = CreateFrame("EditBox")
        e:{limit}
        e:SetText("{text}")
        return e:GetText(), e:GetNumLetters()
    """) == (kept, len(kept))


def test_secrets_go_into_widgets(seat: Seat) -> None:
    seat.lua("""
        local s, name = secretwrap(3, "Catnia")
        local bar = CreateFrame("StatusBar")
        bar:SetMinMaxValues(s, 10) bar:SetValue(s) bar:SetAlpha(s) bar:SetWidth(s)
        local box = CreateFrame("EditBox")
        box:SetText(name)
        assert(issecretvalue(bar:GetValue()))
    """)


def test_an_error_of_the_games_own_lua_is_told_where_the_addon_is(new_seat: SeatMaker, addon: AddonMaker) -> None:
    seat = new_seat()
    seat.client.install(addon("Foo", "local x\nCopyTable(x)"))
    seat.client.login()
    assert seat.messages == ["Interface/AddOns/Foo/Foo.lua:2: bad argument #1 to 'pairs' (table expected, got nil)"]
