"""XML files: what their elements make, in which order, and what is wrong with them at which line."""

from __future__ import annotations

from typing import Any

import pytest

from generator.client import xmlfile
from tests.client.conftest import AddonMaker, Seat, SeatMaker

UI = '<Ui xmlns="http://www.blizzard.com/wow/ui/" xmlns:xsi="x" xsi:schemaLocation="y">\n%s\n</Ui>\n'


class Loaded:
    """An addon of one XML file, perhaps after a Lua file, in a client that is logged in."""

    def __init__(self, seat: Seat) -> None:
        self.lua, self.client, self.host = seat.lua, seat.client, seat.host

    @property
    def messages(self) -> list[str]:
        return [error.message for error in self.client.errors]


@pytest.fixture
def load(new_seat: SeatMaker, addon: AddonMaker) -> Any:
    def make(xml: str, before: str = "", files: dict[str, str] | None = None, **settings: Any) -> Loaded:
        seat = new_seat(**settings)
        folder = addon("Foo", {**(files or {}), "a.lua": before, "a.xml": UI % xml}, toc="a.lua\na.xml\n")
        seat.client.install(folder)
        seat.client.login()
        return Loaded(seat)

    return make


def test_frames_of_every_kind(load: Any) -> None:
    loaded = load("""
        <Frame name="A" parent="UIParent" hidden="true" id="3" frameStrata="DIALOG" alpha="0.5">
            <Size x="10" y="20"/>
            <Anchors><Anchor point="TOP" relativeTo="UIParent" relativePoint="BOTTOM" x="1" y="-2"/>
                <Anchor point="LEFT"><Offset><AbsDimension x="5" y="6"/></Offset></Anchor></Anchors>
            <Frames>
                <button name="$parentGo" parentKey="Go" text="OKAY"/>
                <CheckButton parentKey="Check" checked="true"/>
                <EditBox parentKey="Edit" letters="9" autoFocus="false" multiLine="true">
                    <TextInsets left="1" right="2" top="3" bottom="4"/><FontString inherits="ChatFontNormal"/></EditBox>
                <Slider parentKey="Slide"
                    minValue="1" maxValue="5" defaultValue="3" valueStep="1" orientation="HORIZONTAL"/>
                <ScrollFrame parentKey="Scroll"><ScrollChild><Frame name="$parentChild"/></ScrollChild></ScrollFrame>
            </Frames>
        </Frame>""")
    assert loaded.messages == []
    assert loaded.lua("""
        local point, to, relative, x, y = A:GetPoint(1)
        return A:IsShown(), A:GetID(), A:GetFrameStrata(), A:GetAlpha(), A:GetWidth(), A:GetHeight(), point,
            to == UIParent, relative, x, y, select(4, A:GetPoint(2))
    """) == (False, 3, "DIALOG", 0.5, 10, 20, "TOP", True, "BOTTOM", 1, -2, 5, 6)
    assert loaded.lua("""
        return AGo == A.Go, A.Go:GetParentKey(), A.Go:GetText(), A.Check:GetChecked(), A.Edit:GetMaxLetters(),
            A.Edit:IsAutoFocus(), A.Edit:IsMultiLine(), (select(4, A.Edit:GetTextInsets())),
            A.Edit:GetFontObject() == ChatFontNormal, A.Slide:GetValue(), A.Slide:GetOrientation(),
            A.Scroll:GetScrollChild() == AChild, AChild:GetParent() == A.Scroll
    """) == (True, "Go", "Okay", True, 9, False, True, 4, True, 3, "HORIZONTAL", True, True)


def test_regions_parts_and_fonts(load: Any) -> None:
    loaded = load("""
        <Font name="MyFont" inherits="GameFontNormal" justifyH="LEFT"><Color r="1" g="0" b="0"/></Font>
        <FontFamily name="MyFamily" virtual="true"><Member alphabet="roman">
            <Font file="f.ttf" height="9"/></Member></FontFamily>
        <Button name="B">
            <Layers><Layer level="OVERLAY" textureSubLevel="2">
                <Texture parentKey="Icon" file="Interface\\Icons\\x">
                    <TexCoords left="0.1" right="0.2" top="0.3" bottom="0.4"/>
                    <Color r="0" g="1" b="0"/></Texture>
                <FontString name="$parentTitle" inherits="MyFont" text="Title"/>
                <MaskTexture parentKey="Mask" atlas="m">
                    <MaskedTextures><MaskedTexture childKey="Icon"/></MaskedTextures></MaskTexture>
                <Line parentKey="Line" thickness="2"><StartAnchor point="LEFT"/><EndAnchor point="RIGHT" x="3"/></Line>
            </Layer></Layers>
            <NormalTexture parentKey="Normal" file="n"/><PushedTexture file="p"/>
            <ButtonText parentKey="Text" inherits="MyFamily" text="press"/><NormalFont style="MyFont"/>
        </Button>
        <StatusBar name="S"><BarTexture file="bar"/><BarColor r="1" g="0.5" b="0"/></StatusBar>""")
    assert loaded.messages == []
    assert loaded.lua("""
        local layer, sub = B.Icon:GetDrawLayer()
        return B.Icon:GetTexture(), select(4, B.Icon:GetTexCoord()), layer, sub, BTitle:GetText(),
            BTitle:GetFontObject() == MyFont, MyFont:GetJustifyH(), B.Icon:GetNumMaskTextures(), B.Line:GetThickness(),
            select(4, B.Line:GetEndPoint()), B:GetNormalTexture() == B.Normal, B:GetPushedTexture():GetTexture()
    """) == ("Interface\\Icons\\x", 0.4, "OVERLAY", 2, "Title", True, "LEFT", 1, 2, 3, True, "p")
    assert loaded.lua("""
        return B:GetFontString() == B.Text, B:GetText(), B:GetNormalFontObject() == MyFont,
            S:GetStatusBarTexture():GetTexture(), select(2, S:GetStatusBarColor())
    """) == (True, "press", True, "bar", 0.5, 0, 0)


def test_a_button_keeps_its_text_when_it_gets_a_font_string(load: Any) -> None:
    loaded = load("""<Button name="B" text="OKAY"><ButtonText parentKey="Label" inherits="GameFontNormal"/></Button>""")
    assert loaded.messages == []
    assert loaded.lua("return B:GetText(), B.Label:GetText()") == ("Okay", "Okay")


def test_templates_and_the_order_of_things(load: Any) -> None:
    loaded = load(
        """
        <Frame name="Base" virtual="true" mixin="MixinA">
            <KeyValues><KeyValue key="size" value="3" type="number"/><KeyValue key="who" value="base"/></KeyValues>
            <Frames><Frame name="$parentKid" parentKey="Kid"><Scripts>
                <OnLoad>Log("kid of " .. self:GetParent().who)</OnLoad></Scripts></Frame></Frames>
            <Scripts><OnLoad>Log("base", self.who)</OnLoad><OnShow method="Shown"/></Scripts>
        </Frame>
        <Frame name="Derived" virtual="true" inherits="Base" mixin="MixinB">
            <KeyValues><KeyValue key="who" value="derived"/></KeyValues>
            <Scripts><OnLoad inherit="append">Log("derived", self:Name())</OnLoad></Scripts>
        </Frame>
        <Frame name="Real" parent="UIParent" inherits="Derived">
            <Scripts><OnLoad inherit="prepend" function="Tools.First"/></Scripts>
        </Frame>
        <Frame name="Other" parent="UIParent" inherits="Derived" hidden="true">
            <Scripts><OnLoad>Log("alone")</OnLoad></Scripts>
        </Frame>""",
        """
        log = {}
        function Log(...) log[#log + 1] = strjoin(" ", tostringall(...)) end
        Tools = { First = function(self) Log("first", self:GetName()) end }
        MixinA = { Name = function() return "a" end, Shown = function(self) Log("shown", self:GetName()) end }
        MixinB = { Name = function() return "b" end }
        """,
    )
    assert loaded.messages == []
    assert list(loaded.lua("return log").values()) == [
        "kid of derived",
        "first Real",
        "base derived",
        "derived b",
        "shown Real",
        "kid of derived",
        "alone",
    ]
    assert loaded.lua("return RealKid == Real.Kid, Real.size, OtherKid:GetParent() == Other") == (True, 3, True)
    assert loaded.lua("""
        local f = CreateFrame("Frame", nil, UIParent, "Derived")
        return f.who, f.Kid ~= Real.Kid, log[#log - 1], log[#log]
    """) == ("derived", True, "derived b", "shown nil")


def test_key_values_arrays_and_attributes(load: Any) -> None:
    loaded = load(
        """
        <Frame name="K" inherits="">
            <KeyValues><KeyValue key="b" value="TRUE" type="boolean"/><KeyValue key="n" value="1.5" type="number"/>
                <KeyValue key="g" value="Deep.Down.Here" type="global"/><KeyValue key="z" value="" type="nil"/>
                <KeyValue key="7" keyType="number" value="seven"/></KeyValues>
            <Attributes><Attribute name="Kind" value="4" type="number"/></Attributes>
            <Frames><Frame parentArray="Rows"/><Frame parentArray="Rows" id="2"/></Frames>
            <Scripts><OnAttributeChanged>heard = name .. value</OnAttributeChanged></Scripts>
        </Frame>""",
        "Deep = { Down = { Here = 'found' } }",
    )
    assert loaded.messages == []
    assert loaded.lua("return K.b, K.n, K.g, K.z, K[7], K:GetAttribute('kind'), #K.Rows, K.Rows[2]:GetID()") == (
        True,
        1.5,
        "found",
        None,
        "seven",
        4,
        2,
        2,
    )
    assert loaded.lua("K:SetAttribute('a', 1) return heard") == "a1"


@pytest.mark.parametrize(
    ("script", "act", "heard"),
    [
        ("OnClick", "F:Click('RightButton', true)", "RightButton true"),
        ("OnSizeChanged", "F:SetSize(3, 4)", "3 4"),
        ("OnAttributeChanged", "F:SetAttribute('x', 'y')", "x y"),
    ],
)
def test_inline_scripts_know_their_arguments(load: Any, script: str, act: str, heard: str) -> None:
    names = {"OnClick": "button, down", "OnSizeChanged": "w, h", "OnAttributeChanged": "name, value"}[script]
    body = f"heard = strjoin(' ', tostringall({names}))"
    loaded = load(f'<Button name="F"><Scripts><{script}>{body}</{script}></Scripts></Button>')
    assert loaded.lua(f"{act} return heard") == heard


def test_on_event_passes_everything_on(load: Any) -> None:
    loaded = load("""<Frame name="F"><Scripts>
        <OnLoad>self:RegisterEvent("PLAYER_ENTERING_WORLD")</OnLoad>
        <OnEvent>heard = strjoin(" ", event, tostringall(...))</OnEvent></Scripts></Frame>""")
    assert loaded.lua("return heard") == "PLAYER_ENTERING_WORLD true false"


def test_animations(load: Any) -> None:
    loaded = load("""<Frame name="F"><Animations><AnimationGroup parentKey="Fade" looping="REPEAT">
        <Alpha parentKey="In" fromAlpha="0" toAlpha="1" duration="0.5" order="2"/><Translation offsetX="3" offsetY="4"/>
        <Scripts><OnFinished>done = requested</OnFinished></Scripts>
        </AnimationGroup></Animations></Frame>""")
    assert loaded.messages == []
    assert loaded.lua("""
        F.Fade:Play()
        local _, move = F.Fade:GetAnimations()
        return F.Fade:GetLooping(), F.Fade.In:GetToAlpha(), F.Fade.In:GetOrder(), move:GetObjectType(), move:GetOffset()
    """) == ("REPEAT", 1, 2, "Translation", 3, 4)
    assert loaded.lua("F.Fade:Stop() F.Fade:SetLooping('NONE') F.Fade:Play() return done") is None
    loaded.host.advance(0.6)
    assert loaded.lua("return done") is False


def test_includes_and_scripts(load: Any) -> None:
    files = {
        "Sub/b.xml": UI
        % '<Script file="c.lua"/><Include file="..\\d.lua"/><Include file="Interface\\AddOns\\Foo\\e.lua"/>',
        "Sub/c.lua": "log = ...; local _, ns = ...; ns.x = 'c'",
        "d.lua": "local _, ns = ...; log = log .. ns.x .. 'd'",
        "e.lua": "log = log .. 'e'",
    }
    loaded = load(
        '<Include file="Sub\\b.xml"/><Script>local name = ...\nlog = log .. "inline" .. name</Script>', "", files
    )
    assert loaded.messages == []
    assert loaded.lua("return log") == "FoocdeinlineFoo"


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("<Frame>\n</Fram>", "a.xml:3: mismatched tag"),
        ("<Frame x='1' X='2'/>", "a.xml:2: attribute X is there twice"),
        ("<Frame>" * 101 + "</Frame>" * 101, "a.xml:2: elements nested deeper than 100 levels"),
        ("\n<Frame inherits='Nope'/>", "a.xml:3: template Nope is not modelled by this client"),
        ("<Frame mixin='Nope'/>", "a.xml:2: mixin Nope is not modelled by this client"),
        (
            "<Frame name='F'><Scripts>\n<OnLoad>\nlocal x = = 1</OnLoad></Scripts></Frame>",
            "a.xml:4: unexpected symbol near '='",
        ),
        ("<Frame><Scripts><OnLoad>\n\nerror('bad')</OnLoad></Scripts></Frame>", "a.xml:4: bad"),
        ("<Frame><Scripts><OnLoad><!--\n\n-->error('bad')</OnLoad></Scripts></Frame>", "a.xml:4: bad"),
        ("<Frame><Scripts><OnLoad>local x\n<!--\n\n-->error('bad')</OnLoad></Scripts></Frame>", "a.xml:5: bad"),
        (
            "\n<Frame mixin='C_ChatInfo.GetChatTypeName'/>",
            "a.xml:3: C_ChatInfo.GetChatTypeName is not modelled by this client",
        ),
        (
            "<Frame><Scripts><OnLoad>x = 1 end, function()</OnLoad></Scripts></Frame>",
            "a.xml:2: '<eof>' expected near 'end'",
        ),
        ("<Frame><Scripts><OnClick>x()</OnClick></Scripts></Frame>", "a.xml:2: a Frame does not have a script OnClick"),
        (
            "<Frame><Scripts><OnLoad function='No.Such'/></Scripts></Frame>",
            "a.xml:2: OnLoad names the function No.Such, which does not exist",
        ),
        (
            "<Frame><Scripts><OnLoad method='Nope'/></Scripts></Frame>",
            "a.xml:2: OnLoad calls method Nope, which the object does not have",
        ),
        ("<Frame colour='red'/>", "a.xml:2: attribute colour of a Frame is not modelled by this client"),
        ("<Frame checked='true'/>", "a.xml:2: attribute checked of a Frame is not modelled by this client"),
        ("<Frame><Glow/></Frame>", "a.xml:2: element Glow in a Frame is not modelled by this client"),
        ("<Frame><Frames><Widget/></Frames></Frame>", "a.xml:2: frame type Widget is not modelled by this client"),
        ("<Texture/>", "a.xml:2: element Texture outside a frame is not modelled by this client"),
        ("<Frame virtual='true'/>", "a.xml:2: a virtual element needs a name"),
        ("<Frame parent='Nobody'/>", "a.xml:2: there is no frame Nobody to be the parent"),
        (
            "<Frame name='T' virtual='true' inherits='T'/><Frame inherits='T'/>",
            "a.xml:2: template T inherits from itself",
        ),
        (
            "<Frame><KeyValues><KeyValue key='a' type='tree'/></KeyValues></Frame>",
            "a.xml:2: a value has no type tree; it is string, number, boolean, nil or global",
        ),
        ("<Include file='none.xml'/>", "a.xml:2: none.xml: no such file in the addon"),
        ("<Include file='a.xml'/>", "a.xml:2: a.xml: includes itself"),
        ("<Include/>", "a.xml:2: Include names no file"),
        ("<Script>\nerror('bad')</Script>", "a.xml:3: bad"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(load: Any, xml: str, message: str) -> None:
    assert load(xml).messages == [f"Interface/AddOns/Foo/{message}"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"<Frame/>", "a.xml:1: the outermost element must be Ui, not Frame"),
        (b"", "a.xml:1: no element found"),
        (b"<Ui>\xff</Ui>", "a.xml:1: not well-formed (invalid token)"),
        (b'<!DOCTYPE a [<!ENTITY b "cc">]><Ui>&b;</Ui>', "a.xml:1: a document type is not allowed here"),
        (b"<Ui>&b;</Ui>", "a.xml:1: undefined entity"),
    ],
)
def test_files_that_are_no_xml(new_seat: SeatMaker, addon: AddonMaker, source: bytes, message: str) -> None:
    seat = new_seat()
    seat.client.install(addon("Foo", {"a.xml": source, "b.lua": "print('on')"}))
    seat.client.login()
    assert seat.messages == [f"Interface/AddOns/Foo/{message}"]
    assert seat.client.printed == ["on"]


def test_one_bad_element_spares_the_others(load: Any) -> None:
    loaded = load("<Frame name='A' inherits='Nope'><Frames><Frame name='B'/></Frames></Frame><Frame name='C'/>")
    assert loaded.client.unmodelled == {"template Nope": "Interface/AddOns/Foo/a.xml:2"}
    assert loaded.lua("return B:GetParent() == A, C:GetName()") == (True, "C")


def test_a_lenient_client_lists_what_it_made_up(load: Any) -> None:
    xml = "<Frame name='A' inherits='Nope' colour='red' mixin='Unknown'>\n<Glow/></Frame>"
    loaded = load(xml, lenient=True)
    assert loaded.messages == []
    assert loaded.client.assumed == {
        "template Nope": "Interface/AddOns/Foo/a.xml:2",
        "mixin Unknown": "Interface/AddOns/Foo/a.xml:2",
        "attribute colour of a Frame": "Interface/AddOns/Foo/a.xml:2",
        "element Glow in a Frame": "Interface/AddOns/Foo/a.xml:3",
    }
    assert loaded.client.unmodelled == {}


def test_clients_share_elements_but_not_what_is_made_of_them(new_seat: SeatMaker, addon: AddonMaker) -> None:
    scripts = "<Scripts><OnLoad>count = (count or 0) + 1</OnLoad></Scripts>"
    xml = f"<Frame name='T' virtual='true'>{scripts}</Frame><Frame name='F' inherits='T'/>"
    folder = addon("Foo", {"a.xml": UI % xml})
    one, two = new_seat(), new_seat("Catnia")
    for seat in (one, two):
        seat.client.install(folder)
        seat.client.login()
    one.lua("CreateFrame('Frame', nil, nil, 'T')")
    assert (one.lua("return count"), two.lua("return count")) == (2, 1)
    two.client.reload()
    assert two.lua("return count") == 1


def test_elements_keep_their_lines() -> None:
    root = xmlfile.parse(b"<Ui>\n\n<Frame A='1'>\n<Scripts>\n<OnLoad>\ntext\n</OnLoad></Scripts></Frame></Ui>")
    frame = root.children[0]
    script = frame.children[0].children[0]
    assert (frame.line, frame.attributes, script.kind, script.tag) == (3, {"a": "1"}, "OnLoad", "onload")
    assert (script.line, script.text_line, script.text) == (5, 5, "\ntext\n")
