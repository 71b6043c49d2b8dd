"""Writes the table of the time zones' rules (IANA's tz database) as Swift; with --samples what Python's zoneinfo makes of
the same rules at some times, to hold the table against. Needs PyPI's tzdata.

A line of the table is `name=name of the same rules` or `name rule changes`: the rule of POSIX's TZ that holds from the last
change on, and the changes since 1900, each as the seconds since the one before (in base 36) and a letter of what the offset
is from then on; first the offsets in seconds.
"""
import datetime
import importlib.resources
import random
import struct
import sys
import zoneinfo

import tzdata

EARLIEST = -2_208_988_800


def read(name):
    """The offset at the earliest time, the changes since then as (time, offset), and the rule that holds behind them."""
    data = importlib.resources.files("tzdata.zoneinfo").joinpath(name).read_bytes()
    header = struct.Struct(">4sc15x6L")
    _, _, *counts = header.unpack_from(data)
    utc, std, leap, times, types, letters = counts
    start = header.size + times * 5 + types * 6 + letters + leap * 8 + std + utc
    _, _, *counts = header.unpack_from(data, start)
    utc, std, leap, times, types, letters = counts
    start += header.size
    at = struct.unpack_from(f">{times}q", data, start)
    which = data[start + times * 8 : start + times * 9]
    start += times * 9
    offsets = [struct.unpack_from(">lBB", data, start + 6 * i)[0] for i in range(types)]
    start += types * 6 + letters + leap * 12 + std + utc
    rule = data[start:].decode().strip("\n")
    first, changes = offsets[0], []
    for time, kind in zip(at, which):
        offset = offsets[kind]
        # The last one says from when on the rule holds, whether it changes anything or not.
        if time <= EARLIEST:
            first = offset
        elif offset != (changes[-1][1] if changes else first) or time == at[-1]:
            changes.append((time, offset))
    return first, changes, rule


def base36(number):
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def row(first, changes, rule):
    offsets = [first]
    text, before = "", EARLIEST
    for time, offset in changes:
        if offset not in offsets:
            offsets.append(offset)
        text += base36(time - before) + chr(ord("A") + offsets.index(offset))
        before = time
    assert len(offsets) <= 26
    return f"{rule} {','.join(map(str, offsets))} {text}".rstrip()


def names():
    return sorted(importlib.resources.files("tzdata").joinpath("zones").read_text().split())


def write_table():
    lines, known = [], {}
    # The name with an area is the one that the others are the same as.
    for name in sorted(names(), key=lambda name: ("/" not in name or name.startswith(("Etc/", "US/")), name)):
        text = row(*read(name))
        lines.append(f"{name}={known[text]}" if text in known else f"{name} {text}")
        known.setdefault(text, name)
    print(f"// Made by config/zone-tables.py from the tz database {tzdata.IANA_VERSION}. Do not edit.")
    print("// swift-format-ignore-file")
    print()
    print("extension ZoneTable {")
    print("  /// The release of IANA's tz database.")
    print(f'  static let release = "{tzdata.IANA_VERSION}"')
    print("  /// See config/zone-tables.py.")
    print('  static let text = #"""')
    for line in sorted(lines):
        while len(line) > 116:
            print("    " + line[:115] + "\\#")
            line = line[115:]
        print("    " + line)
    print('    """#')
    print("}")


def write_samples():
    """A line for each zone: its name, then times in UTC with the offset there, `time+offset` or `time-offset`, then times as
    its clocks show them, `@shown=time`, all in seconds since 1970."""
    zoneinfo.reset_tzpath([])
    chance = random.Random(1970)
    zero = datetime.datetime(1970, 1, 1)
    print("# Made by config/zone-tables.py --samples from the tz database", tzdata.IANA_VERSION)
    for name in names():
        zone = zoneinfo.ZoneInfo(name)
        _, changes, _ = read(name)
        # The last one may change nothing: it says from when on the rule holds.
        if len(changes) > 1 and changes[-1][1] == changes[-2][1]:
            changes.pop()
        near = [time for time, _ in chance.sample(changes, min(2, len(changes))) + changes[-1:]]
        later = [int(datetime.datetime(2040 + chance.randrange(150), m, 1).timestamp()) for m in (1, 4, 7, 11)]
        times = [time + step for time in near for step in (-1, 0)] + [t + chance.randrange(30 * 86400) for t in later]
        times.append(chance.randrange(EARLIEST, 0))
        samples = []
        for time in times:
            at = (zero + datetime.timedelta(seconds=time)).replace(tzinfo=datetime.timezone.utc).astimezone(zone)
            samples.append(f"{time}{int(at.utcoffset().total_seconds()):+}")
        for time in near:
            shown = time + chance.randrange(-90, 90) * 60 + int(
                (zero + datetime.timedelta(seconds=time - 1)).replace(tzinfo=datetime.timezone.utc).astimezone(zone)
                .utcoffset().total_seconds())
            local = (zero + datetime.timedelta(seconds=shown)).replace(tzinfo=zone)
            samples.append(f"@{shown}={shown - int(local.utcoffset().total_seconds())}")
        print(name, *samples)


write_samples() if sys.argv[1:] == ["--samples"] else write_table()
