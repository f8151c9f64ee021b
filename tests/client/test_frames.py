"""Frames: making them, scripts, visibility, OnUpdate; and widgets as far as they are modelled."""

from __future__ import annotations

import pytest

from generator.client.convert import LuaFailure
from tests.client.conftest import Seat


def test_a_named_frame_is_a_global(seat: Seat) -> None:
    assert seat.lua("""
        local f = CreateFrame("frame", "MyFrame", UIParent, nil, 7)
        local child = CreateFrame("Button", "$parentButton", f)
        return MyFrame == f, MyFrameButton == child, child:GetName(), f:GetObjectType(), f:GetID(),
            f:GetParent() == UIParent
    """) == (True, True, "MyFrameButton", "Frame", 7, True)


def test_types_know_what_they_are(seat: Seat) -> None:
    assert seat.lua("""
        local b = CreateFrame("CheckButton")
        return b:IsObjectType("Button"), b:IsObjectType("frame"), b:IsObjectType("EditBox"), type(b), type(b[0])
    """) == (True, True, False, "table", "userdata")
    assert seat.lua("return CreateFrame('EventFrame'):GetObjectType()") == "Frame"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("CreateFrame('Nonsense')", "Unknown frame type 'Nonsense'"),
        ("CreateFrame()", r"bad argument #1 to '\?' \(Usage: CreateFrame\("),
        ("CreateFrame('Frame', nil, 'Nowhere')", "Couldn't find parent frame"),
        ("CreateFrame('Frame', nil, {})", "Couldn't find parent frame"),
        ("CreateFrame('Frame', nil, nil, 'SomebodysTemplate')", "template SomebodysTemplate is not modelled"),
        ("CreateFrame('Frame'):SetScript('OnClick', print)", 'Frame:SetScript.*Doesn\'t have a "OnClick" script'),
        ("CreateFrame('Frame'):SetScript('OnEvent', 5)", r"bad argument #2 to '\?'"),
        ("CreateFrame('Frame'):SetParent({})", r"bad argument #1 to '\?' \(Usage: self:SetParent"),
        ("UIParent.Show({})", "calling 'Show' on bad self"),
        ("CreateFrame('Frame'):GetHighestFrameLevel()", "Frame:GetHighestFrameLevel is not modelled"),
        ("local has = CreateFrame('Frame').GetLeft", "Frame:GetLeft is not modelled"),
    ],
)
def test_refused(seat: Seat, call: str, message: str) -> None:
    with pytest.raises(LuaFailure, match=message):
        seat.lua(call)


def test_a_method_that_is_not_there_is_named_with_its_type(seat: Seat) -> None:
    seat.lua("securecallfunction(function() CreateFrame('Button'):Levitate() end)")
    assert seat.messages == [
        "eval:1: attempt to call method 'Levitate' (a nil value) "
        "[Button:Levitate does not exist, or is not modelled by this client]"
    ]


def test_fields_of_an_addon_are_its_own_business(seat: Seat) -> None:
    assert seat.lua("local f = CreateFrame('Frame'); local before = f.Data; f.Data = 1; return before, f.Data") == (
        None,
        1,
    )


def test_scripts_can_be_set_read_hooked_and_removed(seat: Seat) -> None:
    assert seat.lua("""
        local f, said = CreateFrame("Button"), ""
        local function first() said = said .. "1" end
        f:SetScript("OnClick", first)
        local same = f:GetScript("OnClick") == first
        f:HookScript("OnClick", function() said = said .. "2" end)
        f:Click()
        f:SetScript("OnClick", nil)
        f:Click()
        return same, said, f:GetScript("OnClick"), f:HasScript("OnUpdate"), f:HasScript("OnNothing")
    """) == (True, "12", None, True, False)


def test_clicks_pass_the_button_and_spare_the_disabled(seat: Seat) -> None:
    assert seat.lua("""
        local b, got = CreateFrame("CheckButton"), {}
        b:SetScript("OnClick", function(self, button, down)
            got[#got + 1] = button .. tostring(down) .. tostring(self:GetChecked())
        end)
        b:Click() b:Click("RightButton", true)
        b:Disable() b:Click()
        return got[1], got[2], #got, b:IsEnabled()
    """) == ("LeftButtonfalsetrue", "RightButtontruefalse", 2, False)


def test_showing_and_hiding_reaches_what_is_inside(seat: Seat) -> None:
    assert seat.lua("""
        local log = {}
        local function watch(frame, name)
            frame:SetScript("OnShow", function() log[#log + 1] = name .. "+" end)
            frame:SetScript("OnHide", function() log[#log + 1] = name .. "-" end)
        end
        local outer = CreateFrame("Frame", nil, UIParent)
        local inner = CreateFrame("Frame", nil, outer)
        local hidden = CreateFrame("Frame", nil, outer)
        hidden:Hide()
        watch(outer, "outer") watch(inner, "inner") watch(hidden, "hidden")
        outer:Hide()
        local shown, visible = inner:IsShown(), inner:IsVisible()
        inner:Hide() inner:Show()
        outer:SetShown(true) outer:Show()
        return table.concat(log, " "), shown, visible, inner:IsVisible(), hidden:IsVisible()
    """) == ("outer- inner- outer+ inner+", True, False, True, False)


def test_a_new_parent_can_hide(seat: Seat) -> None:
    assert seat.lua("""
        local dark, f, log = CreateFrame("Frame"), CreateFrame("Frame", nil, UIParent), ""
        dark:Hide()
        f:SetScript("OnHide", function() log = log .. "hide" end)
        f:SetParent(dark)
        return log, f:IsVisible(), dark:GetNumChildren(), f:IsShown()
    """) == ("hide", False, 1, True)


def test_on_update_runs_each_frame_while_visible(seat: Seat) -> None:
    seat.lua("""
        turns, total = 0, 0
        frame = CreateFrame("Frame")
        frame:Hide()
        frame:SetScript("OnUpdate", function(_, elapsed) turns, total = turns + 1, total + elapsed end)
    """)
    seat.host.advance(1)
    assert seat.lua("return turns") == 0
    assert seat.host.pending == 0
    seat.lua("frame:Show()")
    seat.host.advance(1.01)
    turns, total = seat.lua("return turns, total")
    assert turns == 30
    assert total == pytest.approx(1.0)
    seat.lua("frame:Hide()")
    seat.host.advance(1)
    assert seat.lua("return turns") == 30
    assert seat.host.pending == 0


def test_on_update_wakes_when_an_ancestor_is_shown(seat: Seat) -> None:
    seat.lua("""
        outer = CreateFrame("Frame") outer:Hide()
        inner, turns = CreateFrame("Frame", nil, outer), 0
        inner:SetScript("OnUpdate", function(self)
            turns = turns + 1
            if turns == 3 then self:SetScript("OnUpdate", nil) end
        end)
    """)
    seat.host.advance(1)
    seat.lua("outer:Show()")
    seat.host.advance(1)
    assert seat.lua("return turns") == 3
    assert seat.host.pending == 0


def test_an_error_in_on_update_is_recorded_every_time(seat: Seat) -> None:
    seat.lua("CreateFrame('Frame'):SetScript('OnUpdate', function() error('again') end)")
    seat.host.advance(0.11)
    assert seat.messages == ["eval:1: again"] * 3
    assert seat.client.errors[0].source == "OnUpdate"


def test_geometry_is_kept_not_computed(seat: Seat) -> None:
    assert seat.lua("""
        local f = CreateFrame("Frame", nil, UIParent)
        f:SetPoint("TOP", 5, 6)
        f:SetPoint("LEFT", UIParent, "RIGHT", 1, 2)
        f:SetSize(10, 20)
        local point, to, relative, x, y = f:GetPoint(2)
        return point, to == UIParent, relative, x, y, f:GetNumPoints(), f:GetWidth(), f:GetHeight()
    """) == ("LEFT", True, "RIGHT", 1, 2, 2, 10, 20)


def test_properties_come_back(seat: Seat) -> None:
    assert seat.lua("""
        local f = CreateFrame("Frame")
        local t = f:CreateTexture()
        local s = f:CreateFontString(nil, "ARTWORK", "GameFontNormal")
        f:SetAlpha(0.5) f:SetMovable(true)
        t:SetTexture("x") t:SetTexCoord(1, 2, 3, 4)
        s:SetText("hi") s:SetTextColor(1, 0, 0)
        return f:GetAlpha(), f:GetScale(), f:IsMovable(), t:GetTexture(), select(4, t:GetTexCoord()), s:GetText(),
            select("#", s:GetTextColor()), f:GetNumRegions()
    """) == (0.5, 1, True, "x", 4, "hi", 3, 2)


def test_edit_boxes_sliders_and_tooltips(seat: Seat) -> None:
    assert seat.lua("""
        local log = {}
        local e = CreateFrame("EditBox")
        e:SetScript("OnTextChanged", function(self, user) log[#log + 1] = self:GetText() .. tostring(user) end)
        e:SetText("a") e:Insert("b") e:SetFocus()
        local s = CreateFrame("Slider")
        s:SetMinMaxValues(0, 10)
        s:SetScript("OnValueChanged", function(_, value) log[#log + 1] = value end)
        s:SetValue(50) s:SetValue(10)
        GameTooltip:SetOwner(UIParent, "ANCHOR_NONE")
        GameTooltip:AddLine("left") GameTooltip:AddDoubleLine("l", "r") GameTooltip:Show()
        return table.concat(log, " "), e:HasFocus(), GameTooltip:NumLines(), GameTooltipTextRight2:GetText(),
            GameTooltip:IsShown()
    """) == ("afalse abfalse 10", True, 2, "r", True)


def test_templates_that_are_known(seat: Seat) -> None:
    assert seat.lua("""
        local f = CreateFrame("Frame", nil, UIParent, "BackdropTemplate")
        f:SetBackdrop({ bgFile = "x" })
        local b = CreateFrame("CheckButton", nil, UIParent, "UICheckButtonTemplate")
        b.Text:SetText("label")
        return f:GetBackdrop().bgFile, b.Text:GetText()
    """) == ("x", "label")


def test_a_message_frame_keeps_its_last_lines(seat: Seat) -> None:
    assert seat.lua("""
        local f = CreateFrame("ScrollingMessageFrame")
        f:SetMaxLines(2)
        for i = 1, 3 do f:AddMessage("line " .. i, i, 0, 0) end
        local text, red = f:GetMessageInfo(1)
        f:RemoveMessagesByPredicate(function(line) return line == "line 3" end)
        return f:GetNumMessages(), text, red, f:AtBottom(), (f:GetMessageInfo(5))
    """) == (1, "line 2", 2, True, None)
    assert seat.client.printed == ["line 1", "line 2", "line 3"]


def test_scripts_hear_of_changes_and_of_nothing_else(seat: Seat) -> None:
    """A frame that keeps its shape, a box that tidies its text: neither goes on for ever."""
    assert (
        seat.lua("""
        log = ""
        local f = CreateFrame("Frame")
        f:SetScript("OnSizeChanged", function(self, w, h) log = log .. w .. "x" .. h .. " " self:SetHeight(w / 2) end)
        f:SetWidth(10) f:SetWidth(10) f:SetSize(10, 5)
        local e = CreateFrame("EditBox")
        e:SetScript("OnTextChanged", function(self)
            log = log .. self:GetText() .. " "
            self:SetText(self:GetText():upper())
        end)
        e:SetText("ab") e:SetText("AB")
        return log
    """)
        == "10x0 10x5 ab AB "
    )
    assert seat.messages == []
