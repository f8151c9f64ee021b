"""Trying addons in every client."""

from __future__ import annotations

from generator.client.products import PRODUCTS
from generator.client.runtime import Runtime
from generator.client.trial import try_addons
from tests.client.conftest import ADDONS, AddonMaker


def test_addons_that_start_everywhere(runtime: Runtime) -> None:
    trials = try_addons([ADDONS / "Regalia", ADDONS / "Regalia_Options"], runtime=runtime)
    assert [trial.product.key for trial in trials] == list(PRODUCTS)
    assert all(trial.started for trial in trials)


def test_what_is_wrong_is_told(runtime: Runtime, addon: AddonMaker) -> None:
    source = "print('file') C_Timer.After(2, function() error('late') end) local x = WorldMapFrame"
    folder = addon("Foo", source, toc="## Interface: 120100\nFoo.lua\nGone.lua\n")
    needy = addon("Needy", "", Dependencies="Nowhere")
    (empty := folder.parent / "Empty").mkdir()
    retail, era = try_addons([folder, needy, empty], [PRODUCTS["wow"], PRODUCTS["wow_classic_era"]], runtime=runtime)
    place = "Interface/AddOns/Foo/Foo.lua:1"
    once = [
        f"{place}: WorldMapFrame is not modelled by this client",
        "Interface/AddOns/Foo/Foo.toc:3: Gone.lua: no such file in the addon",
        f"{place}: late",
    ]
    assert retail.errors == once * 2
    assert retail.refused == {
        "Empty": f"{empty}: no Empty.toc; an addon's TOC file is named like its folder",
        "Needy": "DEP_MISSING",
    }
    assert (retail.unmodelled, retail.printed, retail.started) == ({"WorldMapFrame": place}, ["file", "file"], False)
    assert (era.refused["Foo"], era.errors) == ("INTERFACE_VERSION", [])


def test_leniently(runtime: Runtime, addon: AddonMaker) -> None:
    folder = addon("Foo", "WorldMapFrame:SetScale(2)")
    (trial,) = try_addons([folder], [PRODUCTS["wow"]], lenient=True, runtime=runtime)
    assert (trial.started, trial.assumed) == (True, {"WorldMapFrame": "Interface/AddOns/Foo/Foo.lua:1"})
