"""Verifies a log and says what is in it: written from Docs/format.md alone, with nothing of Kith's.

    config/outside-log.py FOLDER

FOLDER is a data folder, or a copy of one with `log/` and perhaps `vault`, whose daemon does not run. Writes a line of JSON;
exits with 1 and a sentence where anything is not as that page says. Needs Python's `lmdb` and `cryptography`."""
import hashlib
import json
import os
import struct
import sys

import lmdb
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BLOCK = 4096
FIXED = {1: 168, 2: 174}
CLOCK_RESET, LOSS_ACCEPTED = 45, 44


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def check(holds, sentence):
    if not holds:
        sys.exit(sentence)


class Header:
    def __init__(self, form, data):
        self.position, self.type, self.schema, self.recorded, self.occurred = struct.unpack_from(">QIHqq", data, 0)
        self.subject = data[30:47]
        self.version, self.uid, self.role, self.index, self.count, self.open_length = struct.unpack_from(">QIBHHI", data, 47)
        self.open_digest, self.seals_digest, self.request_digest = data[68:100], data[100:132], data[132:164]
        n, c, r, a = data[164:168]
        at, self.flags, self.epoch, name = 168, 0, 0, 0
        if form == 2:
            self.flags, self.epoch, name = struct.unpack_from(">BIB", data, 168)
            at = 174
            check(self.flags < 2 and self.epoch > 0 and name <= 64, f"position {self.position}: flags, epoch or name")
        check(len(data) == at + 17 * n + c + r + a + name, f"position {self.position}: the header's length")
        check(n <= 64 and max(c, r, a) <= 128 and self.role <= 6, f"position {self.position}: a length or the role")
        self.others = [data[at + 17 * i:at + 17 * i + 17] for i in range(n)]
        at += 17 * n
        self.ids = []
        for length in (c, r, a, name):
            self.ids.append(data[at:at + length])
            at += length
        check(all(0x20 <= byte <= 0x7E for text in self.ids for byte in text), f"position {self.position}: an id's bytes")
        kinds = [s[0] for s in [self.subject] + self.others]
        check(all(1 <= kind <= 9 for kind in kinds), f"position {self.position}: a kind of subject")
        check(len(set(self.others)) == n and self.subject not in self.others, f"position {self.position}: a subject twice")


class Record:
    def __init__(self, key, data):
        self.position = key
        self.form = data[0]
        check(self.form in FIXED, f"position {key}: format {self.form}")
        (length,) = struct.unpack_from(">I", data, 1)
        check(FIXED[self.form] <= length <= len(data) - 14, f"position {key}: the lengths")
        self.head = data[5:5 + length]
        self.header = header = Header(self.form, self.head)
        at = 5 + length + header.open_length
        check(at < len(data) - 8, f"position {key}: the lengths")
        self.open, self.seals = data[5 + length:at], data[at:-8]
        self.leaf = sha(b"\0", self.head)
        check(header.position == key, f"position {key}: the header is of {header.position}")
        check(self.leaf[:8] == data[-8:], f"position {key}: the check")
        check(sha(self.open) == header.open_digest, f"position {key}: the open digest")
        check(sha(self.seals) == header.seals_digest, f"position {key}: the seals digest")

    def each_seal(self):
        at = 1
        for _ in range(self.seals[0]):
            (slot,) = struct.unpack_from(">Q", self.seals, at)
            kept = struct.unpack_from(">I", self.seals, at + 8)[0] if self.form == 2 else 0
            at += 12 if self.form == 2 else 8
            (length,) = struct.unpack_from(">I", self.seals, at)
            at += 4
            check(length >= 28 and at + length <= len(self.seals), f"position {self.position}: a seal's length")
            yield slot, kept, self.seals[at:at + length]
            at += length
        check(at == len(self.seals), f"position {self.position}: the seals' length")

    def bound(self, origin, slot, kept):
        bound = bytes([self.form]) + origin + struct.pack(">QIQ", self.position, self.header.type, slot)
        return bound + (struct.pack(">I", kept) if self.form == 2 else b"")


class Tree:
    def __init__(self):
        self.size, self.edge = 0, []

    def append(self, leaf):
        size = self.size
        while size & 1:
            leaf = sha(b"\1", self.edge.pop(), leaf)
            size >>= 1
        self.edge.append(leaf)
        self.size += 1

    def root(self):
        if not self.edge:
            return sha()
        root = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            root = sha(b"\1", left, root)
        return root


class Vault:
    def __init__(self, path, origin):
        self.data = open(path, "rb").read()
        check(self.data[:8] == b"KITHVLT1" and self.data[32:64] == sha(self.data[:32]), "the vault's header")
        check(self.data[16:32] == origin, "the vault's origin")
        (version,) = struct.unpack(">I", self.data[8:12])
        check(version in (1, 2), "the vault's version")
        if version == 2:
            check(self.data[104:136] == sha(self.data[:104]), "the vault's secret")
        check(not any(self.data[136 if version == 2 else 64:BLOCK]), "the vault's first block")
        self.slots = (len(self.data) - BLOCK) // 64

    def key(self, slot):
        """The key, None when it is erased."""
        data = self.data[BLOCK + 64 * slot:BLOCK + 64 * slot + 64]
        check(len(data) == 64, f"slot {slot} is past the vault's end")
        if not any(data):
            return None
        check(data[32:] == sha(struct.pack(">Q", slot), data[:32]), f"slot {slot} is damaged")
        return data[:32]


class Meta:
    def __init__(self, identity, state):
        (self.form,) = struct.unpack_from(">I", identity, 0)
        check(self.form in (1, 2), f"the log has format {self.form}")
        self.source = None
        fixed = 16
        if self.form == 2:
            fixed = 20
            check(len(identity) == 116 and sha(identity[:-32]) == identity[-32:], "kith.log's digest")
            check(sha(state[:-32]) == state[-32:], "kith.state's digest")
            state = state[:-32]
            if any(identity[28:84]):
                self.source = {"origin": identity[28:44].hex(), "head": struct.unpack_from(">Q", identity, 44)[0],
                               "root": identity[52:84].hex()}
        self.origin = identity[4:20]
        self.head, self.next_slot = struct.unpack_from(">QQ", state, 0)
        self.epoch = struct.unpack_from(">I", state, 16)[0] if self.form == 2 else 1
        self.edge = [state[at:at + 32] for at in range(fixed, len(state), 32)]
        check(len(state) == fixed + 32 * bin(self.head).count("1"), "kith.state's length")


def journal(path, origin):
    """The records of the journal's entries, in order, and the next free slot behind them."""
    data = open(path, "rb").read()
    if not data:
        return [], None
    check(data[:8] == b"KITHJRN1" and sha(data[:48]) == data[48:80], "the journal's header")
    check(data[16:32] == origin, "the journal's origin")
    generation, found, slot, at = data[32:48], [], None, BLOCK
    while at + 108 <= len(data) and data[at:at + 4] in (b"KJE1", b"KJE2") and data[at + 8:at + 24] == generation:
        (length,) = struct.unpack_from(">I", data, at + 4)
        entry = data[at:at + length]
        first, count, next_slot = struct.unpack_from(">QIQ", entry, 24)
        records, place = [], 76
        for number in range(count):
            (size,) = struct.unpack_from(">I", entry, place)
            records.append((first + number, entry[place + 4:place + 4 + size]))
            place += 4 + size
        whole = entry[:4] == b"KJE1"
        digest = sha(entry[:-32]) if whole else sha(entry[:76], *(Record(p, r).leaf for p, r in records))
        if digest != entry[-32:] or place != length - 32:
            break
        found += records
        slot = next_slot
        at += -(-length // BLOCK) * BLOCK
    return found, slot


class Log:
    """Goes through all records and holds what is true between them."""

    def __init__(self, meta, vault):
        self.meta, self.vault, self.tree = meta, vault, Tree()
        self.epoch, self.form, self.recorded, self.slot = 1, 1, None, 0
        self.versions, self.slots, self.command = {}, set(), None
        self.counts = {"format1": 0, "format2": 0, "digestsOfFormat1": 0, "sealed": 0, "erased": 0, "kept": 0, "opened": 0,
                       "days": 0, "roleNames": 0}

    def take(self, record):
        header, counts = record.header, self.counts
        check(record.position == self.tree.size + 1, f"position {record.position} is not the next")
        check(record.form >= self.form, f"position {record.position} is of format 1 behind format 2")
        self.form = record.form
        counts[f"format{record.form}"] += 1
        counts["digestsOfFormat1"] += record.form == 1 and any(header.request_digest)
        counts["days"] += header.flags & 1
        counts["roleNames"] += bool(header.ids[3])
        if header.flags & 1:
            check(header.occurred % 86_400_000_000 == 43_200_000_000, f"position {record.position}: a day that is no noon")
        if record.form == 2:
            check(header.epoch == self.epoch + (header.type == LOSS_ACCEPTED), f"position {record.position}: the epoch")
            self.epoch = header.epoch
        if self.recorded is not None and header.type != CLOCK_RESET:
            check(header.recorded >= self.recorded, f"position {record.position} was recorded before the one before it")
        self.recorded = header.recorded
        known = self.versions.get(header.subject, 0)
        check(header.version in (known, known + 1), f"position {record.position}: version {header.version} after {known}")
        self.versions[header.subject] = header.version
        self.take_command(header)
        for slot, kept, sealed in record.each_seal():
            self.take_seal(record, slot, kept, sealed)
        self.tree.append(record.leaf)

    def take_command(self, header):
        same = (header.count, header.uid, header.recorded, header.ids)
        index, before = self.command or (0, None)
        check(header.index == index and (index == 0 or before == same), f"position {header.position}: its command")
        self.command = (index + 1, same) if index + 1 < header.count else None

    def take_seal(self, record, slot, kept, sealed):
        counts = self.counts
        if slot not in self.slots:
            check(slot == len(self.slots) + 1, f"position {record.position}: slot {slot} leaves some out")
            self.slots.add(slot)
        counts["sealed"] += 1
        counts["kept"] += kept > 0
        if self.vault is None or len(sealed) == 28:
            return
        key = self.vault.key(slot)
        if key is None:
            counts["erased"] += 1
            return
        try:
            AESGCM(key).decrypt(sealed[:12], sealed[12:], record.bound(self.meta.origin, slot, kept))
        except Exception:
            sys.exit(f"position {record.position}: a seal does not open")
        counts["opened"] += 1


def main(folder):
    environment = lmdb.open(os.path.join(folder, "log"), readonly=True, lock=False, max_dbs=4)
    table = environment.open_db(b"records", create=False)
    with environment.begin() as reading:
        meta = Meta(reading.get(b"kith.log"), reading.get(b"kith.state"))
        vault_path = os.path.join(folder, "vault")
        log = Log(meta, Vault(vault_path, meta.origin) if os.path.exists(vault_path) else None)
        for key, value in reading.cursor(table):
            log.take(Record(struct.unpack(">Q", key)[0], value))
    check(log.tree.size == meta.head and log.tree.edge == meta.edge, "kith.state is not of these records")
    check(meta.epoch == log.epoch, f"kith.state has epoch {meta.epoch}, the records {log.epoch}")
    next_slot = meta.next_slot
    later, slot = journal(os.path.join(folder, "log", "journal"), meta.origin)
    for position, data in later:
        if position > meta.head:
            log.take(Record(position, data))
            next_slot = slot
    check(next_slot > max(log.slots, default=0), f"the next free slot is {next_slot}")
    if log.vault:
        check(log.vault.slots >= next_slot, "the vault is cut short")
    said = {"origin": meta.origin.hex(), "format": meta.form, "epoch": log.epoch, "head": log.tree.size,
            "root": log.tree.root().hex(), "source": meta.source, **log.counts}
    print(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1])
