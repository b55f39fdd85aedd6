"""Speak HTTP by hand, for what no client library would send, and run coroutines beside other tests."""

import asyncio
import json
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing


def run_apart(coroutine: Coroutine):
    """Run a coroutine in a thread of its own: a browser that other tests drive keeps this one's event loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def exchange(port: int, sent: bytes, timeout_s: float = 20) -> bytes:
    """Send bytes, return all that comes back until the server closes."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=timeout_s)) as connection:
        connection.sendall(sent)
        return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    received = b""
    try:
        while part := connection.recv(65536):
            received += part
    except ConnectionResetError:
        pass
    return received


def status_of(response: bytes) -> int:
    return int(response.split(b" ", 2)[1])


def body_of(response: bytes):
    return json.loads(response.partition(b"\r\n\r\n")[2])


def post(body: bytes, port: int, path: str = "/api/generate", *headers: bytes, close: bool = True) -> bytes:
    """Return the bytes of a POST request."""
    lines = [
        f"POST {path} HTTP/1.1".encode(),
        f"Host: 127.0.0.1:{port}".encode(),
        b"Content-Type: application/json",
        f"Content-Length: {len(body)}".encode(),
        *([b"Connection: close"] if close else []),
        *headers,
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
