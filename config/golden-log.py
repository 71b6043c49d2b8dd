"""Writes the golden files of Tests/EventLogTests/Golden, from Docs/format.md and by nothing of Kith's.

    config/golden-log.py Tests/EventLogTests/Golden

What is there already must be what this program makes; files that are not there are written. Needs Python's
`cryptography`, for AES-GCM alone."""
import hashlib
import os
import struct
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ORIGIN = bytes(range(16))
BLOCK = 4096


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def subject(kind, value):
    return bytes([kind]) + value.to_bytes(16, "big")


def key(slot):
    """Keys count up from 0: that of slot 1 is the bytes 0 to 31."""
    return bytes((32 * (slot - 1) + i) % 256 for i in range(32))


def nonces():
    """Nonces go on counting behind the keys of four slots."""
    at = 128
    while True:
        yield bytes((at + i) % 256 for i in range(12))
        at += 12


class Header:
    position, type, schema, recorded, occurred = 1, 16, 1, 1_790_000_000_000_000, 1_789_999_999_000_000
    subject, version, uid, role, index, count = subject(1, 1), 1, 1000, 2, 0, 1
    digest, others, command, correlation, causation = bytes(32), [], b"", b"", b""
    flags, epoch, role_name = 0, 1, b""

    def __init__(self, **fields):
        for name, value in fields.items():
            getattr(self, name)
            setattr(self, name, value)

    def bytes(self, form, opened, seals):
        fixed = struct.pack(">QIHqq", self.position, self.type, self.schema, self.recorded, self.occurred)
        fixed += self.subject + struct.pack(">QIBHHI", self.version, self.uid, self.role, self.index, self.count, len(opened))
        fixed += sha(opened) + sha(seals) + self.digest
        fixed += bytes([len(self.others), len(self.command), len(self.correlation), len(self.causation)])
        assert len(fixed) == 168
        if form == 2:
            fixed += struct.pack(">BIB", self.flags, self.epoch, len(self.role_name))
            assert len(fixed) == 174
        names = self.command + self.correlation + self.causation + (self.role_name if form == 2 else b"")
        return fixed + b"".join(self.others) + names


def seal(form, header, slot, text, nonce, until=0):
    bound = bytes([form]) + ORIGIN + struct.pack(">QIQ", header.position, header.type, slot)
    head = struct.pack(">Q", slot)
    if form == 2:
        bound += struct.pack(">I", until)
        head += struct.pack(">I", until)
    sealed = nonce + AESGCM(key(slot)).encrypt(nonce, text, bound)
    return head + struct.pack(">I", len(sealed)) + sealed


def record(form, header, opened, sealed=()):
    """A record; `sealed` has slot, text and until when the key is kept, of each seal."""
    source = nonces()
    seals = bytes([len(sealed)]) + b"".join(seal(form, header, s, t, next(source), u) for s, t, u in sealed)
    head = header.bytes(form, opened, seals)
    leaf = sha(b"\0", head)
    return bytes([form]) + struct.pack(">I", len(head)) + head + opened + seals + leaf[:8], leaf


def edge(leaves):
    """The roots of the full subtrees, the largest first."""
    nodes = []
    for number, node in enumerate(leaves):
        while number & 1:
            node = sha(b"\1", nodes.pop(), node)
            number >>= 1
        nodes.append(node)
    return nodes


def meta(form):
    leaves = [bytes([number]) * 32 for number in range(3)]
    created = 1_790_000_000_000_000
    identity = struct.pack(">I", form) + ORIGIN + struct.pack(">q", created)
    state = struct.pack(">QQ", 3, 0x0102030405060708)
    if form == 2:
        identity += bytes(range(16, 32)) + struct.pack(">Q", 0x1112131415161718) + bytes([7]) * 32
        identity += sha(identity)
        state += struct.pack(">I", 0x01020304)
    state += b"".join(edge(leaves))
    return identity + (state + sha(state) if form == 2 else state)


def journal(version, records, whole):
    """A journal of three blocks, with one entry of these records."""
    generation = bytes(range(16, 32))
    head = b"KITHJRN1" + struct.pack(">II", version, BLOCK) + ORIGIN + generation
    head += sha(head)
    body = b"".join(struct.pack(">I", len(r)) + r for r, _ in records)
    length = 76 + len(body) + 32
    entry = (b"KJE1" if whole else b"KJE2") + struct.pack(">I", length) + generation
    entry += struct.pack(">QIQ", 1, len(records), 5) + sha()
    entry += body + sha(entry, body if whole else b"".join(leaf for _, leaf in records))
    return head.ljust(BLOCK, b"\0") + entry.ljust(2 * BLOCK, b"\0")


def vault(version):
    head = b"KITHVLT1" + struct.pack(">II", version, 64) + ORIGIN
    head += sha(head)
    if version > 1:
        head += bytes(range(32)) + struct.pack(">Q", 0)
        head += sha(head)
    slots = [bytes(64)]
    for slot in (1, 2, 3):
        slots.append(bytes(64) if slot == 2 else key(slot) + sha(struct.pack(">Q", slot), key(slot)))
    return head.ljust(BLOCK, b"\0") + b"".join(slots)


def full(**fields):
    return Header(
        position=0x0102030405060708, type=0xA1A2A3A4, schema=0xB1B2, recorded=-1, occurred=2**63 - 1,
        subject=subject(2, int.from_bytes(bytes(range(0x10, 0x20)), "big")), version=0xC1C2C3C4C5C6C7C8,
        others=[subject(1, 2), subject(7, 2**128 - 1)], uid=0xD1D2D3D4, role=4, command=b"command-1",
        digest=struct.pack(">QQQQ", 1, 2, 3, 4), index=0xE1E2, count=0xF1F2, correlation=b"correlation/2", causation=b"~",
        **fields)


def plain(position):
    time = 1_790_000_000_000_000
    return Header(position=position, type=20, recorded=time, occurred=time)


ADA = b"Ada Lovelace"
files = {
    "record-open.bin": record(1, Header(), b"open part")[0],
    "record-sealed.bin": record(1, full(), b"open part", [(3, ADA, 0)])[0],
    "meta.bin": meta(1),
    "vault-1.bin": vault(1),
    "vault.bin": vault(2),
    "journal-1.bin": journal(1, [record(1, Header(), b"open part"), record(1, full(), b"open part", [(3, ADA, 0)])], True),
    "journal.bin": journal(2, [record(1, plain(p), b"open part", [(3, ADA, 0)]) for p in (1, 2)], False),
    "record-2-open.bin": record(2, Header(), b"open part")[0],
    "record-2-sealed.bin": record(
        2, full(flags=1, epoch=0x01020304, role_name=b"sales+support"), b"open part",
        [(3, ADA, 0), (4, b"a bill of hers", 25_000)])[0],
    "record-2-of-nothing.bin": record(2, Header(), b"open part", [(3, b"", 0)])[0],
    "meta-2.bin": meta(2),
    "journal-2.bin": journal(
        2, [record(1, plain(1), b"open part", [(3, ADA, 0)]), record(2, plain(2), b"open part", [(3, ADA, 0)])], False),
}

if __name__ == "__main__":
    wrong = 0
    for name, content in files.items():
        path = os.path.join(sys.argv[1], name)
        if not os.path.exists(path):
            open(path, "wb").write(content)
            print("written:", name)
        elif open(path, "rb").read() != content:
            wrong += 1
            print("not what it is to be:", name)
    sys.exit(1 if wrong else 0)
