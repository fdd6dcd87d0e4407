"""A link to Valkey that can go half-open: `python -m tests.proof.halfopen PORT SOCKET`.

SIGUSR1: every connection stays alive and nothing passes any more. SIGUSR2: new connections pass again; the old ones stay
mute for ever, as after a firewall forgot them.
"""

import asyncio
import signal
import sys


class Link:
    def __init__(self, socket: str) -> None:
        self.socket = socket
        self.passes = asyncio.Event()
        self.passes.set()
        self.age = 0

    def cut(self) -> None:
        self.age += 1
        self.passes.clear()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.passes.is_set():
            await asyncio.Event().wait()
        age = self.age
        there, back = await asyncio.open_unix_connection(self.socket)
        await asyncio.gather(self._pass(reader, back, age), self._pass(there, writer, age))

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, age: int
    ) -> None:
        while words := await reader.read(65_536):
            if age != self.age:
                await asyncio.Event().wait()
            writer.write(words)
        writer.close()


async def main(port: int, socket: str) -> None:
    link, loop = Link(socket), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, link.cut)
    loop.add_signal_handler(signal.SIGUSR2, link.passes.set)
    server = await asyncio.start_server(link.serve, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
