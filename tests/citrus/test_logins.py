"""AU and AR: passwords go to the account service of the settings, verdicts come from there, and nothing shows them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner
from netted import Bare, Net

from generator.citrus.view import Event
from generator.cli.main import cli
from generator.codec import EncodeError

UUID = b"0b0f5b0e-3f0e-4c52-9b8e-3d1f6a7c2e11"
PASSWORD = b"by the light of Elune"


@pytest.fixture
def net(chain: Callable[..., Net]) -> Net:
    """1AA - 2BB - 9SV, the account service at the far end."""
    made = chain(b"1AA", b"2BB", b"9SV")
    for node in made.nodes.values():
        node.settings = replace(node.settings, accounts=b"9SV")
    return made


def asked(net: Net) -> Event:
    return net.hearers[b"9SV"].of("password")[-1]


def test_a_password_is_asked_about_over_another_server(net: Net) -> None:
    node = net.nodes[b"1AA"]
    request = node.log_in(b"tammya", PASSWORD)
    net.pump()
    found = asked(net)
    assert (found.subject, found.source, bytes(found.text)) == (b"tammya", b"1AA", PASSWORD)
    net.nodes[b"9SV"].answer_login(found.source, int(found.value), b"ok", b"tammya", UUID)
    net.pump()
    told = net.hearers[b"1AA"].of("login")
    assert [(each.subject, each.value, each.text) for each in told] == [(b"%d" % request, b"tammya", UUID)]
    assert node.due() is not None
    net.run(20.0)
    assert net.hearers[b"1AA"].of("login-failed") == []


@pytest.mark.parametrize("result", [b"no", b"busy"])
def test_a_wrong_password_and_a_busy_service(net: Net, result: bytes) -> None:
    request = net.nodes[b"1AA"].log_in(b"tammya", PASSWORD)
    net.pump()
    net.nodes[b"9SV"].answer_login(b"1AA", request, result)
    net.pump()
    assert [each.value for each in net.hearers[b"1AA"].of("login-failed")] == [result]


def test_a_service_that_says_nothing_is_given_up(net: Net) -> None:
    net.nodes[b"1AA"].log_in(b"tammya", PASSWORD)
    net.run(20.0)
    assert [each.value for each in net.hearers[b"1AA"].of("login-failed")] == [b"none"]


def test_without_a_service_within_reach_one_is_told_at_once(net: Net) -> None:
    node = net.add(b"5EE", accounts=b"9SV")
    node.log_in(b"tammya", PASSWORD)
    net.pump()
    assert [each.value for each in net.hearers[b"5EE"].of("login-failed")] == [b"none"]
    with pytest.raises(EncodeError):
        node.log_in(b"no name", PASSWORD)


def test_a_verdict_of_somebody_else_counts_for_nothing(net: Net) -> None:
    node = net.nodes[b"1AA"]
    request = node.log_in(b"tammya", PASSWORD)
    uid = node.add_user(b"Tammya", b"t", b"h", b"r")
    net.pump()
    net.nodes[b"2BB"].answer_login(b"1AA", request, b"ok", b"tammya", UUID)
    net.nodes[b"2BB"].log_user(uid, b"tammya", UUID)
    net.pump()
    assert net.hearers[b"1AA"].of("login") == []
    assert node.own.users[uid].account == b"*"
    assert node.counts["AR nobody asked for"] == node.counts["not allowed"] == 1


def test_the_service_logs_a_user_in_and_out(net: Net) -> None:
    uid = net.nodes[b"1AA"].add_user(b"Tammya", b"t", b"h", b"r")
    net.pump()
    for account, uuid in ((b"tammya", UUID), (b"*", b"*")):
        net.nodes[b"9SV"].log_user(uid, account, uuid)
        net.pump()
        assert {node.state.view.users[uid].account for node in net.nodes.values()} == {account}


def test_a_service_on_the_same_server(net: Net) -> None:
    node = net.nodes[b"9SV"]
    request = node.log_in(b"tammya", PASSWORD)
    net.pump()
    node.answer_login(b"9SV", request, b"ok", b"tammya", UUID)
    net.pump()
    assert [each.value for each in net.hearers[b"9SV"].of("login")] == [b"tammya"]


def test_a_neighbour_with_the_seeds_commands_never_hears_a_password(bare: Bare) -> None:
    node = bare.net.nodes[b"1AA"]
    bare.greet()
    bare.answer()
    node.settings = replace(node.settings, accounts=b"9SV")
    node.log_in(b"tammya", PASSWORD)
    assert not any(PASSWORD in line for line in bare.hear())
    assert [each.value for each in bare.net.hearers[b"1AA"].of("login-failed")] == [b"none"]


def test_a_password_shows_nowhere(net: Net, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    net.nodes[b"1AA"].log_in(b"tammya", PASSWORD)
    net.pump()
    for node in net.nodes.values():
        assert "Elune" not in repr(node.status())
    assert "Elune" not in repr(net.hearers[b"9SV"].events) + str(asked(net)) + f"{asked(net).text}"
    assert not any("Elune" in repr(effect) for _, effect in net.other if type(effect).__name__ == "Log")
    for more in ([], ["--format", "json"]):
        shown = CliRunner().invoke(
            cli, ["decode", "--revision", "citrus-mesh", *more], input=b"1AA AU 9SV 7 tammya :" + PASSWORD + b"\n"
        )
        assert shown.exit_code == 0, shown.output
        assert "(secret)" in shown.output
        assert "Elune" not in shown.output
