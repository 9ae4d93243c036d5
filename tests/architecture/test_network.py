"""No test may reach beyond this machine; these prove that the guard is up."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


# The guard warns as it raises, so that code which swallows the error is caught too.
@pytest.mark.filterwarnings("ignore:A test tried to use socket:UserWarning")
def test_refuses_a_connection_to_another_machine():
    with socket.socket() as outward, pytest.raises(SocketConnectBlockedError):
        outward.connect(("192.0.2.1", 80))


def test_allows_a_connection_to_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as here:
        socket.create_connection(here.getsockname()).close()
