"""A server of chat completions on this machine, which answers as a test tells it to."""

import json
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Stub:
    """Answers each request with ``answer(body, number)``: a text, or a way to go wrong."""

    def __init__(self, answer):
        self.answer, self.bodies, self.headers = answer, [], []
        self._lock = threading.Lock()
        self.busy = self.most_busy = 0

    def received(self, body, headers):
        with self._lock:
            self.bodies.append(body)
            self.headers.append(headers)
            return len(self.bodies) - 1

    @contextmanager
    def counted(self):
        with self._lock:
            self.busy += 1
            self.most_busy = max(self.busy, self.most_busy)
        try:
            yield
        finally:
            with self._lock:
                self.busy -= 1


class Status:
    """An answer with a status, and headers where they are given."""

    def __init__(self, status, **headers):
        self.status, self.headers = status, headers


class Raw:
    """Bytes as they are, after a head that promises ``length`` of them; ``every`` slows them."""

    def __init__(self, body, *, length=None, every=0.0):
        self.body, self.length, self.every = body, length, every


def completion(text, reason="stop"):
    message = {"role": "assistant", "content": text}
    return {"choices": [{"index": 0, "message": message, "finish_reason": reason}]}


@contextmanager
def serving(answer):
    """Serve; give the stub and its address."""
    stub = Stub(answer)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_said):
            pass

        def do_POST(self):
            # Until it answers, not longer: who has read an answer may ask again at once.
            with stub.counted():
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                number = stub.received(body, {**self.headers, "path": self.path})
                given = stub.answer(body, number)
            try:
                self._give(given)
            except OSError:
                self.close_connection = True  # the client went away

        def _give(self, given):
            if isinstance(given, Status):
                self.send_response(given.status)
                for name, value in given.headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if not isinstance(given, Raw):
                given = Raw(json.dumps(given if isinstance(given, dict) else completion(given)))
            data = given.body.encode()
            self.send_response(200)
            self.send_header("Content-Length", str(given.length or len(data)))
            self.end_headers()
            if not given.every:
                self.wfile.write(data)
                return
            for place in range(len(data)):
                self.wfile.write(data[place : place + 1])
                self.wfile.flush()
                time.sleep(given.every)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    try:
        yield stub, f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def dripping_head():
    """Serve a head that never ends, a letter at a time."""
    listening = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def drip():
        connected, _address = listening.accept()
        with connected:
            try:
                connected.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not ended.wait(0.05):
                    connected.sendall(b"x")
            except OSError:
                return

    threading.Thread(target=drip, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    finally:
        ended.set()
        listening.close()
