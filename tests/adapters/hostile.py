"""Hostile mails, made from the corpus by chance that can be repeated: `python -m tests.adapters.hostile` reads 500.

Each must be read in two seconds, none may raise, and memory may not grow with their number.
"""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from resource import getpagesize

from tests.adapters.corpus import corpus, read

HOW_MANY = 500
MOST_SECONDS = 2.0
MOST_GROWTH = 32_000_000
HUGE_EVERY = 100
HUGE = 20_000_000
LONG = 400_000

CHARSETS = (
    b"utf-7 utf-16 utf-32 punycode idna zip rot13 hz iso-2022-jp big5 unicode_escape x \xff".split()
)
ENCODINGS = b"base64 quoted-printable x-uuencode uuencode 7bit 8bit binary none".split()
REPEATED = (
    b"\nOn 1 ", b"\n> ", b"\n>", b"<", b"(", b"=?", b"=?utf-8?q?a?= ", b"\n", b" \n", b"\t", b"From:\nSent:\n",
    b"-", b"-----\n", b"<a@b.example>: 550 5.1.1\n", b"until 24 ", b"&#", b"<div style=display:none>", b"<!--",
    b"<blockquote>", b"<li>", b"no thanks ", b"wrote: ", b"\xff\xfe", b"\0", b"\xe2\x80\xae", b"begin 644 a\nM\n",
)  # fmt: skip

type Mutation = Callable[[bytes, Random], bytes]


def hostile_mails(count: int, *, seed: int = 7) -> Iterator[tuple[str, bytes]]:
    """`count` mails with the name of what was done to each; every hundredth is huge."""
    random = Random(seed)
    mails = [each.raw for each in corpus()]
    for number in range(count):
        mutation = MUTATIONS[number % len(MUTATIONS)]
        raw = mutation(random.choice(mails), random)
        if number % HUGE_EVERY == HUGE_EVERY // 2:
            raw += random.choice(b"x\n \0").to_bytes() * HUGE
        yield f"{number}: {mutation.__name__}", raw


def flipped(raw: bytes, random: Random) -> bytes:
    data = bytearray(raw)
    for _each in range(len(data) // 50 + 1):
        if data:
            data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data)


def truncated(raw: bytes, random: Random) -> bytes:
    return raw[: random.randrange(len(raw) + 1)]


def spliced(raw: bytes, random: Random) -> bytes:
    place = random.randrange(len(raw) + 1)
    return raw[:place] + random.choice(corpus()).raw + raw[place:]


def with_headers_again(raw: bytes, random: Random) -> bytes:
    lines = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    return (random.choice(lines) + b"\r\n") * 10_000 + raw


def with_an_endless_header(raw: bytes, random: Random) -> bytes:
    names = (b"Subject", b"References", b"From", b"Content-Type", b"Received", b"To", b"Date")
    between = random.choice((b"", b"\r\n ", b"\r\n\t"))
    piece = random.choice((b"<a@b> ", b"a*0=b;", b'"\\"', b"=?x?b?", b"(", b",", b"a@b,", b";"))
    return random.choice(names) + b": " + (piece + between) * (LONG // 8) + b"\r\n" + raw


def nested(raw: bytes, random: Random) -> bytes:
    depth = random.choice((5, 19, 100, 1_000))
    kind = random.choice((b"multipart/mixed", b"multipart/report", b"message/rfc822"))
    opening = b"Content-Type: %s; boundary=b%d\r\n\r\n--b%d\r\n"
    return b"".join(opening % (kind, each, each) for each in range(depth)) + raw


def in_many_parts(raw: bytes, random: Random) -> bytes:
    kinds = (b"text/plain", b"text/html", b"message/delivery-status", b"text/calendar")
    part = b"--b\r\nContent-Type: %s\r\n\r\n%s\r\n" % (random.choice(kinds), raw[:200])
    head = b"Return-Path: <>\r\nContent-Type: multipart/report; boundary=b\r\n\r\n"
    return head + part * random.choice((50, 2_000))


def with_a_lying_charset(raw: bytes, random: Random) -> bytes:
    charset = random.choice(CHARSETS)
    return raw.replace(b"charset=utf-8", b"charset=" + charset).replace(b"us-ascii", charset)


def with_a_lying_encoding(raw: bytes, random: Random) -> bytes:
    return (
        b"Content-Transfer-Encoding: " + random.choice(ENCODINGS) + b"\r\n" + raw + b"=\n" * 9_000
    )


def with_a_repeated_body(raw: bytes, random: Random) -> bytes:
    piece = random.choice(REPEATED)
    return raw + piece * (LONG // len(piece))


def as_html(raw: bytes, random: Random) -> bytes:
    piece = random.choice(REPEATED)
    return b"Content-Type: text/html\r\n\r\n" + raw + piece * (LONG // len(piece))


def as_a_report(raw: bytes, random: Random) -> bytes:
    piece = random.choice(REPEATED)
    head = b"Return-Path: <>\r\nFrom: MAILER-DAEMON@x.example\r\nSubject: Undeliverable\r\n"
    return head + raw + piece * (LONG // len(piece))


def of_random_bytes(_raw: bytes, random: Random) -> bytes:
    return random.randbytes(random.choice((0, 1, 1_000, 300_000)))


MUTATIONS: tuple[Mutation, ...] = (
    flipped,
    truncated,
    spliced,
    with_headers_again,
    with_an_endless_header,
    nested,
    in_many_parts,
    with_a_lying_charset,
    with_a_lying_encoding,
    with_a_repeated_body,
    as_html,
    as_a_report,
    of_random_bytes,
)


def main() -> int:
    """The worst time on the processor, and the most memory held in the first and in the second half."""
    worst, slowest, held = 0.0, "", [0, 0]
    for number, (name, raw) in enumerate(hostile_mails(HOW_MANY)):
        started = time.process_time()
        read(raw)
        taken = time.process_time() - started
        if taken > worst:
            worst, slowest = taken, name
        half = number * 2 // HOW_MANY
        held[half] = max(held[half], resident())
    megabytes = [most / 1_000_000 for most in held]
    sys.stdout.write(
        f"{HOW_MANY} hostile mails: worst {worst * 1000:.0f} ms ({slowest}),"
        f" memory at most {megabytes[0]:.0f} MB in the first half, {megabytes[1]:.0f} MB in the second\n"
    )
    return int(worst > MOST_SECONDS or held[1] - held[0] > MOST_GROWTH)


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * getpagesize()


if __name__ == "__main__":
    sys.exit(main())
