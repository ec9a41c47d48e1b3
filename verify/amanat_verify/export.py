"""An export: docs/format/export.md. Bundles of entries and tiles of hashes, as C2SP tlog-tiles says; no links."""
import os

from .findings import finding
from .journal import read

FULL = 256


def is_export(folder):
    return os.path.isdir(os.path.join(folder, "tile")) and not os.path.exists(os.path.join(folder, "BOOK"))


def sheet_path(row, number, width):
    """The path of a tile or bundle, and that of the full one that may have taken its place."""
    digits = "%03d" % (number % 1000)
    while number >= 1000:
        number //= 1000
        digits = "x%03d/%s" % (number % 1000, digits)
    full = os.path.join("tile", row, *digits.split("/"))
    return (full if width == FULL else full + ".p" + os.sep + str(width)), full


def read_sheet(folder, row, number, width):
    """(path, bytes, width of what was found), or (path, None, width)."""
    partial, full = sheet_path(row, number, width)
    for name, found in ((partial, width), (full, FULL)):
        path = os.path.join(folder, name)
        try:
            return path, read(path), found
        except FileNotFoundError:
            pass
    return os.path.join(folder, partial), None, width


def sheets(count):
    """(number, width) of each sheet of a row of `count` items."""
    return [(n, min(FULL, count - n * FULL)) for n in range((count + FULL - 1) // FULL)]


def read_bundle(report, path, data, first, width, found):
    """[(position, entry)] of a bundle; what is not whole is reported, and then there is none."""
    entries, at = [], 0
    while len(entries) < found:
        size = int.from_bytes(data[at:at + 2], "big")
        if at + 2 > len(data) or at + 2 + size > len(data):
            finding(report, "truncated", first, first + width, path, at, "%d entries" % found, "%d" % len(entries), "")
            return []
        if size == 0:
            finding(report, "frame", first + len(entries), first + len(entries) + 1, path, at, "an entry", "none", "")
            return []
        entries.append((at + 2, data[at + 2:at + 2 + size]))
        at += 2 + size
    if at != len(data):
        finding(report, "frame", first, first + width, path, at, "%d bytes" % at, "%d bytes" % len(data), "")
        return []
    return entries[:width]


def read_entries(report, folder, size):
    """All entries by index, as journal.read_journal gives them."""
    entries = {}
    for number, width in sheets(size):
        first = number * FULL
        path, data, found = read_sheet(folder, "entries", number, width)
        if data is None:
            finding(report, "missing", first, first + width, path, None, "a bundle", "none", "")
            continue
        for n, (place, entry) in enumerate(read_bundle(report, path, data, first, width, found)):
            entries[first + n] = (entry, path, place)
    return entries


def read_hashes(report, folder, level, size):
    """(path of each hash, the hashes of a level; None for each that is not there)."""
    count, leaves, paths, hashes = size // FULL**level, FULL**level, [], []
    for number, width in sheets(count):
        path, data, found = read_sheet(folder, str(level), number, width)
        if data is None or len(data) != 32 * found:
            first = number * FULL * leaves
            finding(report, "tile", first, first + width * leaves, path, None, "%d bytes" % (32 * found),
                    "none" if data is None else "%d bytes" % len(data), "")
            data = b""
        paths += [path] * width
        hashes += [data[32 * n:32 * n + 32] or None for n in range(width)]
    return paths, hashes
