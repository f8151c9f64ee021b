import pytest
from trp3_env import Client


@pytest.fixture
def client():
    """A player who is logged in, with the stand-in loaded and the adapter started."""
    return Client().start()
