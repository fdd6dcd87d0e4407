"""A real IMAP server (pymap) in a thread of the test, on loopback."""

import asyncio
import ssl
import threading
from argparse import Namespace
from contextlib import AsyncExitStack
from typing import Self
from uuid import uuid4

from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer
from pysasl.hashing import BuiltinHash

USER = "maya@fernhill.example"
PASSWORD = "påss wörd 1"


class ImapServer:
    """`encrypted` is TLS from the first byte; a context without it offers STARTTLS and then insists on it."""

    def __init__(self, context: ssl.SSLContext | None = None, *, encrypted: bool = False) -> None:
        self._context = context
        self._encrypted = encrypted
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        offers_starttls = self._context is not None and not self._encrypted
        arguments = Namespace(
            host="127.0.0.1",
            port=0,
            debug=False,
            cert=None,
            key=None,
            tls=offers_starttls,
            passlib_cfg=None,
            proxy_protocol=None,
            demo_data=True,
            demo_user=USER,
            demo_password=PASSWORD,
        )
        backend, config = await DictBackend.init(
            arguments,
            ssl_context=self._context,
            secure_auth=offers_starttls,
            invalid_user_sleep=0,
            hash_context=BuiltinHash(rounds=1),
        )
        config.apply_context()
        async with AsyncExitStack() as stack:
            await backend.start(stack)
            speak = IMAPServer(backend.login, config)

            async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                await speak(reader, writer, SocketInfoLocal(writer, unique_id=uuid4().bytes))

            server = await asyncio.start_server(
                converse, "127.0.0.1", 0, ssl=self._context if self._encrypted else None
            )
            await stack.enter_async_context(server)
            self.port = server.sockets[0].getsockname()[1]
            self._started.set()
            await self._stopped.wait()
