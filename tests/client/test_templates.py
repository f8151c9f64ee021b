"""Templates of the game, stand-ins for those nobody modelled, and the types of widgets."""

from __future__ import annotations

import pytest

from generator.client.convert import LuaFailure
from tests.client.conftest import Seat, SeatMaker

TYPES = [
    "Frame",
    "Button",
    "CheckButton",
    "EditBox",
    "Slider",
    "StatusBar",
    "ScrollFrame",
    "MessageFrame",
    "ScrollingMessageFrame",
    "GameTooltip",
    "SimpleHTML",
    "Cooldown",
    "ColorSelect",
    "Model",
    "PlayerModel",
    "DressUpModel",
    "TabardModel",
    "CinematicModel",
    "ModelScene",
    "MovieFrame",
    "Minimap",
    "OffScreenFrame",
    "FogOfWarFrame",
    "UnitPositionFrame",
    "Browser",
    "QuestPOIFrame",
    "ArchaeologyDigSiteFrame",
    "ScenarioPOIFrame",
    "EventFrame",
    "EventButton",
    "EventScrollFrame",
    "EventEditBox",
    "DropdownButton",
    "ItemButton",
]


@pytest.fixture
def lenient(new_seat: SeatMaker) -> Seat:
    return new_seat(lenient=True).login()


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_made_in_any_case(seat: Seat, kind: str) -> None:
    assert seat.lua(f"""
        local f = CreateFrame(("{kind}"):upper(), nil, UIParent)
        return f:IsObjectType("Frame"), f:IsObjectType("Region"), f:IsObjectType("Object"), f:IsObjectType("Texture"),
            type(getmetatable(f).__index), type(f.SetPoint), f:HasScript("OnEvent"), f:GetParent() == UIParent
    """) == (True, True, True, False, "table", "function", True, True)


@pytest.mark.parametrize(
    ("make", "kind", "parents"),
    [
        ("CreateFrame('Frame'):CreateTexture()", "Texture", "Region"),
        ("CreateFrame('Frame'):CreateMaskTexture()", "MaskTexture", "Texture"),
        ("CreateFrame('Frame'):CreateLine()", "Line", "Region"),
        ("CreateFrame('Frame'):CreateFontString()", "FontString", "FontInstance"),
        ("CreateFont('F')", "Font", "FontInstance"),
        ("CreateFrame('Frame'):CreateAnimationGroup()", "AnimationGroup", "Object"),
        ("CreateFrame('Frame'):CreateAnimationGroup():CreateAnimation('alpha')", "Alpha", "Animation"),
        ("CreateFrame('Frame'):CreateAnimationGroup():CreateAnimation('FlipBook')", "FlipBook", "Animation"),
        ("CreateFrame('EditBox')", "EditBox", "FontInstance"),
        ("CreateFrame('PlayerModel')", "PlayerModel", "Model"),
    ],
)
def test_types_inherit(seat: Seat, make: str, kind: str, parents: str) -> None:
    kinds = f"x:GetObjectType(), x:IsObjectType('{parents}'), x:IsObjectType('Slider')"
    assert seat.lua(f"local x = {make}; return {kinds}") == (
        kind,
        True,
        False,
    )


def test_methods_of_one_type_are_not_those_of_another(seat: Seat) -> None:
    for call, name in (
        ("CreateFrame('Frame'):SetText('x')", "Frame:SetText"),
        ("CreateFrame('Frame'):CreateTexture():RegisterEvent('PLAYER_LOGIN')", "Texture:RegisterEvent"),
        ("CreateFont('F'):Show()", "Font:Show"),
    ):
        seat.lua(f"securecallfunction(function() {call} end)")
        assert f"[{name} does not exist, or is not modelled by this client]" in seat.messages[-1]


def test_a_hooked_metatable_reaches_every_frame(seat: Seat) -> None:
    assert seat.lua("""
        local old = CreateFrame("Button")
        local index, shown = getmetatable(old).__index, 0
        hooksecurefunc(index, "Show", function() shown = shown + 1 end)
        function index:Levitate() return "up" end
        old:Show() CreateFrame("Button"):Show()
        return shown, old:Levitate(), CreateFrame("Button"):Levitate(), CreateFrame("Frame").Levitate
    """) == (2, "up", "up", None)


def test_on_show_waits_for_all_above(seat: Seat) -> None:
    assert seat.lua("""
        local log = {}
        local outer = CreateFrame("Frame", nil, UIParent)
        outer:Hide()
        local inner = CreateFrame("Frame", nil, outer)
        inner:SetScript("OnShow", function() log[#log + 1] = "shown" end)
        inner:Hide() inner:Show()
        local before = #log
        outer:Show()
        return before, #log
    """) == (0, 1)


def test_registries(seat: Seat) -> None:
    assert seat.lua("""
        local f, log = CreateFrame("EventFrame", nil, UIParent), {}
        f:RegisterCallback("OnHide", function(owner) log[#log + 1] = owner end, "me")
        f:Hide()
        f:GenerateCallbackEvents({ "Mine" })
        f:RegisterCallback("Mine", function(owner, a) log[#log + 1] = owner .. a end, "you")
        f:TriggerEvent("Mine", 1)
        local b = CreateFrame("EventButton")
        b:RegisterCallback("OnClick", function(_, button) log[#log + 1] = button end)
        b:Click()
        return table.concat(log, " "), pcall(b.RegisterCallback, b, "Mine", print)
    """)[:2] == ("me you1 LeftButton", False)


def test_parts_of_buttons(seat: Seat) -> None:
    assert seat.lua("""
        local b = CreateFrame("Button")
        local before = b:GetFontString()
        b:SetNormalTexture("n") b:SetFormattedText("%d x", 3) b:SetNormalFontObject("GameFontNormal")
        local own = b:CreateTexture()
        b:SetPushedTexture(own)
        return before, b:GetText(), b:GetFontString():GetText(), b:GetNormalTexture():GetTexture(),
            b:GetPushedTexture() == own, b:GetNormalFontObject() == GameFontNormal
    """) == (None, "3 x", "3 x", "n", True, True)


@pytest.mark.parametrize(
    ("kind", "template", "check"),
    [
        ("Frame", "BackdropTemplate", "f.SetBackdrop == BackdropTemplateMixin.SetBackdrop and f:GetBackdropColor()"),
        ("Button", "UIPanelButtonTemplate", "f:GetFontString() == f.Text and FText == f.Text and f.Left ~= nil"),
        ("EditBox", "InputBoxTemplate", "f.Left and f:HasScript('OnEscapePressed') and f:GetScript('OnEscapePressed')"),
        ("EditBox", "SearchBoxTemplate", "f.Instructions:GetText() == nil and FClearButton == f.clearButton"),
        ("ScrollFrame", "UIPanelScrollFrameTemplate", "FScrollBar == f.ScrollBar and f.ScrollBar.ScrollUpButton"),
        ("CheckButton", "UICheckButtonTemplate", "f.text == f.Text and FText == f.Text"),
        ("Slider", "OptionsSliderTemplate", "FLow == f.Low and f.High"),
        ("GameTooltip", "GameTooltipTemplate", "f.NineSlice"),
        ("Frame", "BackdropTemplate, BasicFrameTemplateWithInset", "f.TitleText and f.Inset and f.SetBackdrop"),
        ("Button", "secureactionbuttontemplate", "true"),
    ],
)
def test_the_games_templates(seat: Seat, kind: str, template: str, check: str) -> None:
    assert seat.lua(f"local f = CreateFrame('{kind}', 'F', UIParent, '{template}'); return ({check}) and true") is True
    assert seat.client.unmodelled == {}


def test_a_close_button_closes(seat: Seat) -> None:
    assert (
        seat.lua("""
        local f = CreateFrame("Frame", nil, UIParent, "BasicFrameTemplate")
        f.CloseButton:Click()
        return f:IsShown()
    """)
        is False
    )


def test_strict_clients_refuse_what_nobody_modelled(seat: Seat) -> None:
    with pytest.raises(LuaFailure, match=r"^eval:1: template SomebodysTemplate is not modelled by this client$"):
        seat.lua("CreateFrame('Frame', nil, UIParent, 'SomebodysTemplate')")
    assert seat.client.unmodelled == {"template SomebodysTemplate": "eval:1"}
    assert seat.client.assumed == {}


def test_lenient_clients_make_stand_ins(lenient: Seat) -> None:
    assert lenient.lua("""
        local f = CreateFrame("Frame", "F", UIParent, "SomeTemplate")
        f.ScrollBar:SetValue(3)
        f.Title:SetText("hi")
        f:SetDataProvider({})
        local inside = CreateFrame("Frame", nil, f.Inset)
        f.NineSlice.TopEdge:SetTexture("x")
        return f.ScrollBar:GetValue(), f.Title:GetText(), f.Inset == f.Inset, inside:GetParent() == f.Inset,
            f.lower, f:GetName(), f:IsShown(), type(f.ScrollBar), type(getmetatable(f).__index), f.Inset:IsVisible()
    """) == (3, "hi", True, True, None, "F", True, "table", "table", True)
    assert list(lenient.client.assumed) == [
        "template SomeTemplate",
        "SomeTemplate.ScrollBar",
        "SomeTemplate.Title",
        "SomeTemplate.SetDataProvider",
        "SomeTemplate.Inset",
        "SomeTemplate.NineSlice",
        "SomeTemplate.NineSlice.TopEdge",
    ]
    assert lenient.client.assumed["SomeTemplate.Title"] == "eval:4"
    assert lenient.client.unmodelled == {}
    assert lenient.client.errors == []


def test_lenient_clients_answer_for_methods_too(lenient: Seat) -> None:
    assert lenient.lua("""
        local f = CreateFrame("Frame")
        local x, y = f:GetCenter()
        return f:GetLeft(), x, y, f:AbortDrag(), f:GetHighestFrameLevel(), f.Levitate
    """) == (0, 0, 0, None, 1, None)
    assert list(lenient.client.assumed) == [
        f"Frame:{name}" for name in ("GetCenter", "GetLeft", "AbortDrag", "GetHighestFrameLevel")
    ]


def test_frames_are_not_stand_ins_of_others(lenient: Seat) -> None:
    lenient.lua("CreateFrame('Frame', nil, nil, 'SomeTemplate')")
    assert lenient.lua("return CreateFrame('Frame').Inset") is None
    assert lenient.lua("return CreateFrame('Frame', nil, nil, 'BackdropTemplate').Inset") is None


def test_dialogs(seat: Seat) -> None:
    assert seat.lua("""
        local log = {}
        StaticPopupDialogs.FOO = {
            text = "Forget %s?", button1 = ACCEPT, button2 = CANCEL, hasEditBox = true,
            OnShow = function(self, data) log[#log + 1] = self.text:GetText() .. data end,
            OnAccept = function(self, data) log[#log + 1] = self.editBox:GetText() .. data end,
            OnCancel = function(_, _, why) log[#log + 1] = why end,
            OnHide = function() log[#log + 1] = "gone" end,
        }
        local dialog = StaticPopup_Show("FOO", "Catnia", nil, 7)
        local name, same = StaticPopup_Visible("FOO")
        dialog.editBox:SetText("yes")
        dialog.button1:Click()
        StaticPopup_Show("FOO", "Borin", nil, 8).button2:Click()
        return table.concat(log, " "), name, same == dialog, dialog:IsShown(), StaticPopup_Visible("FOO"),
            StaticPopup_Show("NONE")
    """) == ("Forget Catnia?7 yes7 gone Forget Borin?8 clicked gone", "StaticPopup1", True, False, False, None)
