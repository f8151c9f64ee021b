"""The Settings API as addons register with it (facts 5)."""

from __future__ import annotations

import pytest

from generator.client.convert import LuaFailure
from generator.client.products import PRODUCTS
from tests.client.conftest import Seat, SeatMaker


def test_a_page_of_settings(seat: Seat) -> None:
    assert seat.lua("""
        DB = { kept = false }
        local category, layout = Settings.RegisterVerticalLayoutCategory("Foo")
        local Boolean = Settings.VarType.Boolean
        local kept = Settings.RegisterAddOnSetting(category, "Foo_kept", "kept", DB, Boolean, "Kept", true)
        local new = Settings.RegisterAddOnSetting(category, "Foo_new", "new", DB, "number", "New", 3)
        local box = Settings.CreateCheckbox(category, kept, "tip")
        Settings.CreateSlider(category, new, Settings.CreateSliderOptions(1, 10, 1), "tip")
        layout:AddInitializer(CreateSettingsListSectionHeaderInitializer("Header"))
        Settings.RegisterAddOnCategory(category)
        before = kept:GetValue()
        heard = {}
        new:SetValueChangedCallback(function(setting, value) heard[#heard + 1] = setting:GetVariable() .. value end)
        new:SetValue(5) new:SetValue(5) Settings.SetValue("Foo_kept", true)
        local count = 0
        for _ in layout:GetInitializers() do count = count + 1 end
        return DB.kept, DB.new, kept:GetValue(), heard[1], #heard, count, box:GetSetting() == kept,
            type(category:GetID()), before
    """) == (True, 5, True, "Foo_new5", 1, 3, True, "number", False)


def test_proxies_and_pages(seat: Seat) -> None:
    assert seat.lua("""
        local frame = CreateFrame("Frame") frame:Hide()
        local category = Settings.RegisterCanvasLayoutCategory(frame, "Foo")
        local sub = Settings.RegisterVerticalLayoutSubcategory(category, "Sub")
        local stored = "a"
        local s = Settings.RegisterProxySetting(sub, "Foo_p", "string", "P", "a", function() return stored end,
            function(value) stored = value end)
        s:SetValue("b")
        return stored, Settings.GetValue("Foo_p"), Settings.OpenToCategory(category:GetID()), frame:IsShown(),
            sub:GetParentCategory() == category, Settings.OpenToCategory(99)
    """) == ("b", "b", True, True, True, False)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("Settings.RegisterVerticalLayoutCategory()", "Settings.RegisterVerticalLayoutCategory"),
        (
            "Settings.RegisterAddOnSetting(nil, 'v', 'k', {}, 'boolean', 'n', 5)",
            "the default of the setting 'v' is a number",
        ),
        ("Settings.RegisterAddOnSetting(nil, 'v', 'k', nil, 'boolean', 'n', true)", "keeps the value in a table"),
        ("Settings.OpenToCategory('Foo')", "takes the number"),
        ("Settings.CreateColorSwatch()", "Settings.CreateColorSwatch is not modelled"),
    ],
)
def test_refused(seat: Seat, call: str, message: str) -> None:
    with pytest.raises(LuaFailure, match=message):
        seat.lua(call)


def test_a_value_of_the_wrong_type(seat: Seat) -> None:
    with pytest.raises(LuaFailure, match="the setting 'v' takes a boolean, not a string"):
        seat.lua("Settings.RegisterAddOnSetting(nil, 'v', 'k', {}, 'boolean', 'n', true):SetValue('x')")
    with pytest.raises(LuaFailure, match="the setting 'v' is registered already"):
        seat.lua("Settings.RegisterAddOnSetting(nil, 'v', 'k', {}, 'boolean', 'n', true)")


@pytest.mark.parametrize(("key", "by_name"), [("wow_11_2", True), ("wow", False), ("wow_classic_era", False)])
def test_a_category_may_have_an_id_of_its_own(new_seat: SeatMaker, key: str, by_name: bool) -> None:
    seat = new_seat(product=PRODUCTS[key]).login()
    seat.lua("""
        panel = CreateFrame("Frame")
        panel:Hide()
        category = Settings.RegisterCanvasLayoutCategory(panel, "Foo")
        category.ID = "Foo"
        Settings.RegisterAddOnCategory(category)
        Settings.RegisterInitializer(category, Settings.CreateElementInitializer("FooRowTemplate", { x = 1 }))
    """)
    assert seat.lua("return (pcall(Settings.OpenToCategory, 'Foo')), panel:IsShown()") == (by_name, by_name)
    with pytest.raises(LuaFailure, match=r"Settings\.RegisterAddOnCategory"):
        seat.lua("Settings.RegisterAddOnCategory({})")
