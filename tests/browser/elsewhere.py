"""A server that should never hear of us: it counts whoever connects, also without a word."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

HTML = """<!doctype html><html><head>
<base href="{there}/base/">
<meta http-equiv="refresh" content="1; url={there}/refresh">
<link rel="preconnect" href="{there}">
<link rel="stylesheet" href="{there}/sheet.css">
<link rel="prefetch" href="{there}/prefetch"><link rel="icon" href="{there}/icon.png">
<script src="{there}/script.js"></script>
<script>document.documentElement.dataset.ran = "script"; fetch("{there}/fetch")</script>
<style>@import url("{there}/import.css");
@font-face {{ font-family: Theirs; src: url("{there}/font.woff2") }}
p {{ font-family: Theirs; background: url("{there}/background.png") }}</style></head>
<body onload="document.documentElement.dataset.ran = 'load'" background="{there}/body.png">
<p style="list-style-image: url({there}/list.png)">Hello from a stranger.</p>
<img src="{there}/pixel.gif" width="1" height="1" onerror="document.documentElement.dataset.ran = 'error'">
<img srcset="{there}/set.png 1x"><picture><source srcset="{there}/source.png"><img></picture>
<svg width="9" height="9" onload="document.documentElement.dataset.ran = 'svg'"><image href="{there}/svg.png" width="9" height="9"/>
<script>document.documentElement.dataset.ran = "svg script"</script><use href="{there}/use.svg#x"/></svg>
<video src="{there}/video.mp4" poster="{there}/poster.png" autoplay></video><audio src="{there}/audio.mp3" autoplay></audio>
<object data="{there}/object"></object><embed src="{there}/embed">
<iframe src="{there}/frame"></iframe>
<iframe srcdoc="&lt;link rel=preconnect href={there}&gt;&lt;img src={there}/srcdoc.png&gt;&lt;script&gt;parent.document.documentElement.dataset.ran = 1&lt;/script&gt;"></iframe>
<form action="{there}/form" method="post" id="form"><input name="password" autofocus><button>Sign in again</button></form>
<a id="script" href="javascript:document.documentElement.dataset.ran = 'link'">Open</a>
<a id="away" href="{there}/away" ping="{there}/ping" target="_top">Our page</a>
</body></html>"""


@dataclass
class Elsewhere:
    """`html` is a mail that tries everything it can to reach this server, which serves it at /mail, too."""

    address: str
    heard: list[str] = field(default_factory=list)

    @property
    def html(self) -> str:
        return HTML.format(there=self.address)


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        there = Elsewhere(f"http://127.0.0.1:{server.getsockname()[1]}")
        answering = threading.Thread(target=_answer, args=(server, there), daemon=True)
        answering.start()
        yield there
        server.shutdown(socket.SHUT_RDWR)
        answering.join(5)


def _answer(server: socket.socket, there: Elsewhere) -> None:
    while True:
        try:
            caller, _address = server.accept()
        except OSError:
            return
        threading.Thread(target=_hear, args=(caller, there), daemon=True).start()


def _hear(caller: socket.socket, there: Elsewhere) -> None:
    """Whoever connects is noted before they say anything, and again with what they ask for."""
    there.heard.append("connected")
    with caller:
        caller.settimeout(5)
        try:
            asked = caller.recv(4096).decode("latin-1").partition("\r\n")[0]
            there.heard.append(asked)
            body = there.html.encode() if asked.startswith("GET /mail ") else b""
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}"
            caller.sendall(head.encode() + b"\r\nConnection: close\r\n\r\n" + body)
        except OSError:
            return
