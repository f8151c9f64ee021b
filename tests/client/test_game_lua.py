"""What the game's own Lua gives addons: pools, lists, menus, dropdowns, links, and the names nobody modelled."""

from __future__ import annotations

import pytest

from generator.client.convert import LuaFailure
from generator.client.products import PRODUCTS
from tests.client.conftest import AddonMaker, Seat, SeatMaker


def test_pools(seat: Seat) -> None:
    assert seat.lua("""
        log = ""
        local pool = CreateFramePool("Button", UIParent, "UIPanelButtonTemplate", function(_, button, new)
            log = log .. (new and "n" or "r")
            button:Hide()
        end)
        local a, new_a = pool:Acquire()
        local b = pool:Acquire()
        a:Show()
        local order = ""
        for button in pool:EnumerateActive() do order = order .. (button == a and "a" or "b") end
        pool:Release(a)
        local again, new_again = pool:Acquire()
        local refused = pool:Release(UIParent)
        pool:ReleaseAll()
        return new_a, new_again, again == a, a:IsShown(), order, log, pool:GetNumActive(), refused, b:GetText()
    """) == (True, False, True, False, "ab", "nnrrr", 0, False, None)


def test_collections_of_pools(seat: Seat) -> None:
    assert seat.lua("""
        local all = CreateFramePoolCollection()
        all:CreatePool("Frame", UIParent, "BackdropTemplate")
        all:CreatePool("Button", UIParent)
        local one, two = all:Acquire("BackdropTemplate"), all:Acquire("Button")
        local active = all:GetNumActive()
        all:Release(two)
        return one.SetBackdrop ~= nil, two:GetObjectType(), active, all:GetNumActive(), all:IsActive(one)
    """) == (True, "Button", 2, 1, True)
    with pytest.raises(LuaFailure, match="there is no pool for Slider"):
        seat.lua("CreateFramePoolCollection():Acquire('Slider')")


def test_data_providers_tell_of_changes(seat: Seat) -> None:
    assert seat.lua("""
        local log, p = {}, CreateDataProvider({ 5, 3 })
        for _, event in ipairs({ "OnInsert", "OnRemove", "OnSizeChanged", "OnSort", "OnMove" }) do
            p:RegisterCallback(event, function(_, ...) log[#log + 1] = strjoin(" ", event, tostringall(...)) end, log)
        end
        p:SetSortComparator(function(a, b) return a < b end)
        p:Insert(4, 1)
        p:RemoveByPredicate(function(n) return n == 5 end)
        p:RemoveIndex(1)
        p:ClearSortComparator()
        p:MoveElementDataToIndex(4, 1)
        p:Flush()
        p:Flush()
        return strjoin(" ", unpack(log))
    """) == (
        "OnSort OnInsert 3 4 true OnInsert 4 1 true OnSizeChanged true OnSort "
        "OnRemove 5 4 OnSizeChanged true OnSort OnRemove 1 1 OnSizeChanged true OnSort "
        "OnMove 4 2 1 OnSizeChanged false"
    )
    assert seat.lua("""
        local p = CreateDataProvider({ "a", "b" })
        local i, found = p:FindByPredicate(function(x) return x == "b" end)
        local c = p:ContainsByPredicate(function(x) return x == "c" end)
        return i, found, (p:FindIndex("b")), p:Find(1), p:GetSize(), c
    """) == (2, "b", 2, "a", 2, False)


def test_trees(seat: Seat) -> None:
    assert seat.lua("""
        local tree, seen = CreateTreeDataProvider(), {}
        local animals = tree:Insert({ text = "animals" })
        animals:Insert({ text = "cat" }):Insert({ text = "paw" })
        tree:Insert({ text = "stones" })
        animals:SetCollapsed(true)
        for _, node in tree:Enumerate() do seen[#seen + 1] = node:GetData().text end
        animals:ToggleCollapsed()
        for _, node in tree:Enumerate() do seen[#seen + 1] = node:GetDepth() .. node:GetData().text end
        return table.concat(seen, " "), tree:GetSize(), animals:GetSize()
    """) == ("animals stones 1animals 2cat 3paw 1stones", 4, 2)


LIST = """
    box = CreateFrame("Frame", nil, UIParent, "WowScrollBoxList")
    bar = CreateFrame("EventFrame", nil, UIParent, "MinimalScrollBar")
    view = CreateScrollBoxListLinearView(0, 0, 0, 0, 2)
    view:SetElementExtent(18)
    view:SetElementInitializer("Button", function(button, data) button.label = data.label end)
    ScrollUtil.InitScrollBoxListWithScrollBar(box, bar, view)
    ScrollUtil.AddManagedScrollBarVisibilityBehavior(box, bar)
    function labels()
        local all = ""
        box:ForEachFrame(function(frame, data) all = all .. frame.label end)
        return all
    end
    local list = {}
    for i = 1, 9 do list[i] = { label = tostring(i) } end
    provider = CreateDataProvider(list)
"""


def test_all_rows_where_no_height_is_known(seat: Seat) -> None:
    seat.lua(LIST + "box:SetDataProvider(provider)")
    assert seat.lua("return labels(), box:HasScrollableExtent(), bar:IsShown()") == ("123456789", False, False)


def test_rows_that_fit_and_scrolling(seat: Seat) -> None:
    seat.lua(LIST + "box:SetHeight(50) box:SetDataProvider(provider)")
    assert seat.lua("return labels(), box:HasScrollableExtent(), bar:IsShown()") == ("123", True, True)
    assert seat.lua("bar:SetScrollPercentage(1) return labels(), box:GetScrollPercentage()") == ("789", 1)
    assert seat.lua("box:ScrollToBegin() return labels(), bar:GetScrollPercentage()") == ("123", 0)
    assert seat.lua(
        "local d = provider:Find(9) return box:ScrollToElementData(d).label, box:FindElementDataIndex(d)"
    ) == (
        "9",
        9,
    )


def test_a_changed_list_is_shown_in_the_next_frame_and_once(seat: Seat) -> None:
    seat.lua(LIST + "box:SetDataProvider(provider) fills = 0")
    seat.lua("box:RegisterCallback('OnUpdate', function() fills = fills + 1 end, box)")
    seat.lua("provider:Insert({ label = 'x' }) provider:RemoveIndex(1)")
    assert seat.lua("return labels(), fills") == ("123456789", 0)
    seat.host.advance(0.1)
    assert seat.lua("return labels(), fills") == ("23456789x", 1)


def test_rows_of_different_templates(seat: Seat) -> None:
    assert seat.lua("""
        local box = CreateFrame("Frame", nil, UIParent, "WowScrollBoxList")
        local view = CreateScrollBoxListLinearView()
        view:SetElementFactory(function(factory, data)
            if data.head then factory("Frame", function(f) f.kind = "head" end)
            else factory("UIPanelButtonTemplate", function(b, d) b:SetText(d.text) end) end
        end)
        box:Init(view)
        box:SetDataProvider(CreateDataProvider({ { head = true }, { text = "one" } }))
        local head, row = unpack(box:GetFrames())
        return head.kind, head:GetObjectType(), row:GetText(), row:GetObjectType(), row:GetElementData().text
    """) == ("head", "Frame", "one", "Button", "one")


def test_menus_that_open_in_code(seat: Seat) -> None:
    assert seat.lua("""
        local order, picked = {}, nil
        local root = MenuUtil.CreateRootMenuDescription()
        root:CreateDivider()
        local function is(v) return v == picked end
        local function set(v) picked = v end
        local menu = MenuUtil.CreateRadioContextMenu(UIParent, is, set, { "One", 1 }, { "Two", 2 })
        for _, element in root:EnumerateElementDescriptions() do order[#order + 1] = element.kind end
        local entries = menu:GetElementDescriptions()
        entries[2]:SetEnabled(false)
        local refused = entries[2]:Pick()
        entries[1]:Pick()
        return refused, picked, Menu.GetManager():IsAnyMenuOpen(), order[1], MenuResponse.CloseAll
    """) == (False, 1, False, "divider", 4)
    assert seat.lua("return MenuUtil.CreateContextMenu(UIParent, function() end)") is None


def test_a_dropdown_shows_what_is_selected(seat: Seat) -> None:
    assert (
        seat.lua("""
        local d = CreateFrame("DropdownButton", nil, UIParent, "WowStyle1DropdownTemplate")
        d:SetDefaultText("Nothing")
        local on, seen = {}, { }
        MenuUtil.CreateCheckboxMenu(d, function(v) return on[v] == true end, function(v) on[v] = not on[v] end,
            { "A", 1 }, { "B", 2 })
        seen[1] = d:GetText()
        d:RegisterCallback("OnMenuOpen", function() seen[#seen + 1] = "open" end, d)
        d:RegisterCallback("OnMenuClose", function() seen[#seen + 1] = "close" end, d)
        d:OpenMenu()
        for i = 1, 2 do d:GetMenuDescription().elements[i]:Pick() end
        seen[#seen + 1] = d:GetText()
        d:SetSelectionText(function(selected) return #selected .. " chosen" end)
        seen[#seen + 1] = d.Text:GetText()
        d:CloseMenu()
        d:OverrideText("Own")
        seen[#seen + 1] = d:GetText()
        return table.concat(seen, ", ")
    """)
        == "Nothing, open, A, B, 2 chosen, close, Own"
    )


def test_dropdowns_of_the_old_kind(seat: Seat) -> None:
    assert seat.lua("""
        local f, chosen = CreateFrame("Frame", "OldMenu", UIParent, "UIDropDownMenuTemplate"), nil
        UIDropDownMenu_SetWidth(f, 100)
        UIDropDownMenu_Initialize(f, function(self, level)
            for value, text in ipairs({ "First", "Second" }) do
                local info = UIDropDownMenu_CreateInfo()
                info.text, info.value, info.checked = text, value, value == chosen
                info.func = function(entry) chosen = entry.value UIDropDownMenu_SetSelectedValue(f, chosen) end
                UIDropDownMenu_AddButton(info, level)
            end
        end)
        UIDropDownMenu_SetText(f, "Choose")
        local before = UIDropDownMenu_GetText(f)
        UIDropDownMenu_SetSelectedValue(f, 2)
        return before, OldMenuText:GetText(), UIDropDownMenu_GetSelectedValue(f), UIDROPDOWNMENU_OPEN_MENU
    """) == ("Choose", "Second", 2, None)
    seat.lua("ToggleDropDownMenu(1, nil, OldMenu) opened = UIDROPDOWNMENU_OPEN_MENU == OldMenu CloseDropDownMenus()")
    assert seat.lua("return opened, UIDROPDOWNMENU_OPEN_MENU") == (True, None)


def test_a_slider_with_steppers(seat: Seat) -> None:
    assert (
        seat.lua("""
        local s, heard = CreateFrame("Frame", nil, UIParent, "MinimalSliderWithSteppersTemplate"), {}
        local event = MinimalSliderWithSteppersMixin.Event.OnValueChanged
        s:RegisterCallback(event, function(_, v) heard[#heard + 1] = v end, s)
        s:Init(3, 0, 10, 10)
        s.Forward:Click()
        s.Back:Click()
        s.Back:Click()
        return table.concat(heard, " ")
    """)
        == "3 4 3 2"
    )


def test_colours(seat: Seat) -> None:
    assert seat.lua("""
        local red = CreateColorFromHexString("80ff0000")
        local h, s, v = C_ColorUtil.ConvertRGBToHSV(0, 0.5, 0.5)
        return red:GenerateHexColor(), ("%.2f"):format(red.a), red:WrapTextInColorCode("x"), h, s, v,
            C_ColorUtil.ConvertHSVToRGB(240, 1, 1)
    """) == ("ffff0000", "0.50", "|cffff0000x|r", 180, 1, 0.5, 0, 0, 1)
    assert seat.lua("return ITEM_QUALITY_COLORS[4].hex, select(4, GetClassColor('MAGE')), GetClassColorObj('X')") == (
        "|cffa335ee",
        "ff3fc7eb",
        None,
    )


def test_links(seat: Seat) -> None:
    assert seat.lua("""
        local link = LinkUtil.FormatLink("addon", "[x]", "Foo", 1)
        return link, LinkUtil.ExtractLink("a " .. link)
    """) == ("|Haddon:Foo:1|h[x]|h", "addon", "Foo:1", "[x]")
    assert seat.lua("return C_StringUtil.StripHyperlinks('|cffffffff|Hx|h[y]|h|r|T1:2|t')") == "y"
    assert seat.lua("return C_StringUtil.StripHyperlinks('|cffffffff|Hx|h[y]|h|r', true, true)") == "|cffffffff[y]|r"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("SecondsToTime(3725)", "1 Hr 2 Min"),
        ("SecondsToClock(3725)", "01:02:05"),
        ("FormatLargeNumber(-1234567.5)", "-1,234,567.5"),
        ("BreakUpLargeNumbers(999)", "999"),
        ("tostring(tCompare({ a = { 1 } }, { a = { 1 } }, 2))", "true"),
        ("tostring(FlagsUtil.IsSet(6, 2))", "true"),
        ("EnumUtil.GenerateNameTranslation({ A = 1 })(1)", "A"),
        ("CreateVector2D(3, 4):GetLength()", 5),
        ("table.concat(GetKeysArraySortedByValue({ a = 2, b = 1 }))", "ba"),
        ("RoundToSignificantDigits(3.14159, 2)", 3.14),
    ],
)
def test_small_helpers(seat: Seat, text: str, result: object) -> None:
    assert seat.lua(f"return {text}") == result


def test_special_windows_close_with_escape(seat: Seat) -> None:
    seat.lua("CreateFrame('Frame', 'Mine', UIParent) tinsert(UISpecialFrames, 'Mine') tinsert(UISpecialFrames, 'Gone')")
    seat.client.press_escape()
    assert seat.lua("return Mine:IsShown(), GameMenuFrame:IsShown()") == (False, False)
    seat.client.press_escape()
    assert seat.lua("return GameMenuFrame:IsShown()") is True


def test_dialogs_that_answer_for_themselves(seat: Seat) -> None:
    seat.lua("""
        log = ""
        local function answer(_, data, reason) log = log .. data .. ":" .. reason .. " " end
        StaticPopupDialogs.SLOW = { text = "?", button2 = NO, timeout = 5, OnCancel = answer }
        StaticPopupDialogs.QUICK = { text = "?", button2 = NO, hideOnEscape = true, OnCancel = answer }
        StaticPopup_Show("SLOW", nil, nil, "slow")
        StaticPopup_Show("QUICK", nil, nil, "quick")
    """)
    seat.client.press_escape()
    assert seat.lua("return log, StaticPopup_Visible('SLOW') ~= false, GameMenuFrame:IsShown()") == (
        "quick:clicked ",
        True,
        False,
    )
    seat.lua("StaticPopup_Hide('SLOW') StaticPopup_Show('SLOW', nil, nil, 'again')")
    seat.host.advance(5.1)
    assert seat.lua("return log, StaticPopup_Visible('SLOW')") == ("quick:clicked again:timeout ", False)


def test_waiting_for_events(new_seat: SeatMaker, addon: AddonMaker) -> None:
    seat = new_seat()
    source = """
        log = ""
        local function note(what) return function(...) log = log .. what .. select("#", ...) .. " " end end
        EventUtil.ContinueOnVariablesLoaded(note("variables"))
        EventUtil.ContinueOnPlayerLogin(note("login"))
        EventUtil.ContinueAfterAllEvents(note("both"), "PLAYER_LOGIN", "PLAYER_ENTERING_WORLD")
        EventUtil.RegisterOnceFrameEventAndCallback("ADDON_LOADED", note("other"), "Other")
        EventUtil.ContinueOnAddOnLoaded("Foo", note("loaded"))
    """
    seat.client.install(addon("Foo", source))
    seat.client.login()
    assert seat.lua("return log") == "loaded0 variables0 login0 both0 "


def test_the_colour_picker(seat: Seat) -> None:
    assert seat.lua("""
        local r
        ColorPickerFrame:SetupColorPickerAndShow({ r = 1, g = 0, b = 0, swatchFunc = function()
            r = ColorPickerFrame:GetColorRGB()
        end })
        ColorPickerFrame:SetColorRGB(0.25, 1, 1)
        return r, ColorPickerFrame:GetPreviousValues()
    """) == (0.25, 1, 0, 0, None)


# Names nobody modelled


def test_a_strict_client_knows_the_games_own_names(seat: Seat) -> None:
    for name in ("CompactUnitFrame_UpdateName", "WorldMapFrame", "PixelUtil", "SOUNDKIT.NO_SUCH_SOUND"):
        with pytest.raises(LuaFailure, match=f"^eval:1: {name} is not modelled by this client$"):
            seat.lua(f"return {name}")
    assert list(seat.client.unmodelled) == [
        "CompactUnitFrame_UpdateName",
        "WorldMapFrame",
        "PixelUtil",
        "SOUNDKIT.NO_SUCH_SOUND",
    ]
    assert seat.lua("return NobodysFunction") is None


def test_a_lenient_client_has_stand_ins_for_them(new_seat: SeatMaker) -> None:
    seat = new_seat(lenient=True).login()
    assert seat.lua("""
        hooksecurefunc("CompactUnitFrame_UpdateName", function(frame) hooked = frame end)
        CompactUnitFrame_UpdateName(5)
        WorldMapFrame:HookScript("OnShow", function() end)
        PixelUtil.SetPoint(UIParent, "CENTER")
        return hooked, SOUNDKIT.NO_SUCH_SOUND, WorldMapFrame == WorldMapFrame, type(PixelUtil)
    """) == (5, 0, True, "table")
    assert seat.client.assumed == {
        "CompactUnitFrame_UpdateName": "eval:3",
        "WorldMapFrame": "eval:4",
        "PixelUtil": "eval:5",
        "PixelUtil.SetPoint": "eval:5",
        "SOUNDKIT.NO_SUCH_SOUND": "eval:6",
    }


@pytest.mark.parametrize("key", sorted(PRODUCTS))
def test_which_clients_have_which_of_it(new_seat: SeatMaker, key: str) -> None:
    product = PRODUCTS[key]
    for shims in (True, False):
        seat = new_seat(product=product, deprecation_fallbacks=shims).login()
        old = shims or not product.secrets
        for name, there in {
            "TooltipDataProcessor": product.mainline,
            "AddonCompartmentFrame": product.mainline,
            "ScrollUtil": True,
            "MenuUtil": True,
            "ChatFrameUtil": product.secrets,
            "ChatFrame_SendTell": old,
            "ChatEdit_InsertLink": old,
            "NUM_CHAT_WINDOWS": old,
            "MAX_WOW_CHAT_CHANNELS": old,
            "ChatFrame10EditBox": True,
        }.items():
            assert seat.lua(f"return {name} ~= nil") is there, (name, shims)
        assert seat.lua("return GameTooltip:HasScript('OnTooltipSetUnit')") is not product.mainline


def test_old_chat_functions_are_gone_since_12(new_seat: SeatMaker) -> None:
    assert new_seat().login().lua("return ChatFrame_MessageEventHandler") is None
    old = new_seat(product=PRODUCTS["wow_11_2"]).login()
    with pytest.raises(LuaFailure, match="ChatFrame_MessageEventHandler is not modelled"):
        old.lua("return ChatFrame_MessageEventHandler")


# Bindings


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        ("<Bindings>\n<Binding>x()</Binding></Bindings>", ["2: a Binding needs a name"]),
        ("<Bindings>\n<Binding name='A'>\nif\n</Binding></Bindings>", ["4: unexpected symbol near '<eof>'"]),
        ("<Ui/>", ["1: the outermost element must be Bindings, not Ui"]),
        ("<Bindings>\n<", ["2: unclosed token"]),
        ("<Bindings><ModifiedClick action='A' default='ALT'/></Bindings>", []),
    ],
)
def test_bindings_that_cannot_be_read(new_seat: SeatMaker, addon: AddonMaker, source: str, messages: list[str]) -> None:
    seat = new_seat()
    source_of_foo = "local f = CreateFrame('Frame') f:RegisterEvent('ADDON_LOADED') f:SetScript('OnEvent', print)"
    folder = addon("Foo", source_of_foo)
    (folder / "bindings.XML").write_text(source)
    seat.client.install(folder)
    seat.client.login()
    assert seat.messages == [f"Interface/AddOns/Foo/bindings.XML:{message}" for message in messages]
    assert seat.client.printed[0].endswith("ADDON_LOADED Foo false")


def test_an_error_in_a_binding_has_its_line(new_seat: SeatMaker, addon: AddonMaker) -> None:
    seat = new_seat()
    folder = addon("Foo", "")
    (folder / "Bindings.xml").write_text("<Bindings>\n<Binding name='A'>\n\nerror(keystate)</Binding></Bindings>")
    seat.client.install(folder)
    seat.client.login()
    seat.lua("SetBinding('F', 'A')")
    seat.client.press("F")
    assert seat.messages == ["Interface/AddOns/Foo/Bindings.xml:4: down"]
