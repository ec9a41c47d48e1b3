"""Files and frames: docs/format/journal.md."""
import os

from .faults import FORMAT, Malformed, Newer
from .findings import finding
from .hashes import crc32c, leaf_hash

BOOK_MAGIC, FRAME_MAGIC, HEAD_MAGIC = b"amanat book", b"\xffAMNTFR\x01", b"\xffAMNTHD\x01"
FRAME_HEADER, MAX_COUNT, MAX_PAYLOAD, MAX_ENTRY = 80, 65_536, 16_777_216, 65_535
SLOT_BYTES, SLOT_OFFSETS = 84, (0, 4_096)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def word(data, at, size):
    return int.from_bytes(data[at:at + size], "little")


def read_book(path):
    """The book's id. Raises Newer or Malformed, and both mean: cannot tell."""
    lines = read(path).split(b"\n")
    if lines[0] != BOOK_MAGIC or len(lines) < 2 or not lines[1].startswith(b"format ") or not lines[1][7:].isdigit():
        raise Malformed("not `amanat book` and its format", 0)
    if int(lines[1][7:]) > FORMAT:
        raise Newer("BOOK has format %s" % lines[1][7:].decode())
    book = lines[2][3:] if len(lines) == 5 else b""
    body = b"amanat book\nformat 1\nid " + book + b"\n"
    if len(book) != 32 or b"\n".join(lines) != body + b"crc32c %08x\n" % crc32c(body) or book != book.lower():
        raise Malformed("not the four lines of BOOK, or a wrong checksum", 0)
    return bytes.fromhex(book.decode())


def read_slots(path, book):
    """The slots of `head`, sound ones as (size, link, segment, offset), others as None."""
    data = read(path)
    slots = []
    for at in SLOT_OFFSETS:
        slot = data[at:at + SLOT_BYTES]
        sound = len(slot) == SLOT_BYTES and slot[:8] == HEAD_MAGIC and word(slot, 80, 4) == crc32c(slot[:80])
        sound = sound and slot[8:24] == book
        slots.append((word(slot, 24, 8), slot[32:64], word(slot, 64, 8), word(slot, 72, 8)) if sound else None)
    return slots


def frame_header(data, at):
    """(book, first index, count, payload bytes, link) of the frame at `at`, or None if its header does not check."""
    header = data[at:at + FRAME_HEADER]
    if len(header) < FRAME_HEADER or header[:8] != FRAME_MAGIC or word(header, 72, 4) != crc32c(header[:72]):
        return None
    return header[8:24], word(header, 24, 8), word(header, 32, 4), word(header, 36, 4), header[40:72]


def split_payload(payload, count):
    """[(position, entry)], and whether the payload is exactly `count` of them."""
    entries, at = [], 0
    while len(entries) < count:
        size = word(payload, at, 4) if at + 4 <= len(payload) else 0
        if not 1 <= size <= MAX_ENTRY or at + 4 + size > len(payload):
            return entries, False
        entries.append((at + 4, payload[at + 4:at + 4 + size]))
        at += 4 + size
    return entries, at == len(payload)


def walk_segment(report, path, data, start, stop, book, stored):
    """The frames of one segment up to `stop`, or to its zeros: a list of dictionaries, damage reported."""
    frames, at, expected = [], 0, start
    while at < (len(data) if stop is None else stop):
        header = frame_header(data, at)
        if header is None:
            if data.count(0, at) == len(data) - at:
                break  # the room that no frame has taken yet
            following = data.find(FRAME_MAGIC, at + 1)
            while following >= 0 and frame_header(data, following) is None:
                following = data.find(FRAME_MAGIC, following + 1)
            found = "no sound frame header" + ("" if following < 0 else "; the next sound one is at byte %d" % following)
            finding(report, "frame header", expected, None, path, at, "magic and CRC32C of a frame", found,
                    "the block that begins at entry %d" % expected)
            if following < 0:
                break
            at = following
            continue
        owner, first, count, size, link = header
        payload = data[at + FRAME_HEADER:at + FRAME_HEADER + size]
        end = at + FRAME_HEADER + size
        crc = crc32c(payload, crc32c(data[at:at + 76]))
        crc_found = word(data, at + 76, 4)
        entries, whole = split_payload(payload, count)
        sound = (owner == book and 1 <= count <= MAX_COUNT and size <= MAX_PAYLOAD and len(payload) == size
                 and crc == crc_found and whole)
        if not sound:
            # The stored leaves tell which entry of a damaged payload is not what it was.
            bad = next((n for n in range(count if count <= MAX_COUNT else 0) if n >= len(entries)
                        or leaf_hash(entries[n][1]) != stored(first + n)), 0)
            place = at if bad >= len(entries) else at + FRAME_HEADER + entries[bad][0]
            finding(report, "frame", first + bad, None, path, place, "book %s, CRC32C %08x, %d whole entries"
                    % (book.hex(), crc_found, count), "book %s, CRC32C %08x, %d whole entries"
                    % (owner.hex(), crc, len(entries)), "the block that begins at entry %d, byte %d" % (first, at))
        frames.append({"first": first, "end": first + count, "link": link, "path": path, "at": at, "stop": end,
                       "entries": entries if sound else None, "bytes": data[at:end]})
        at, expected = end, first + count
    return frames


def order_frames(report, frames, size):
    """Entries by index from frames in the order of the files; what is missing, twice or elsewhere is reported."""
    entries, following, gaps = {}, 0, []
    for frame in frames:
        first, end, path, at = frame["first"], frame["end"], frame["path"], frame["at"]
        if first > following:
            gaps.append([following, first, path, at, False])
        elif first < following:
            gap = next((gap for gap in gaps if gap[0] <= first < gap[1]), None)
            if gap is None:
                finding(report, "duplicated", first, end, path, at, "entry %d" % following, "entry %d" % first,
                        "these entries stand earlier already")
                continue
            gap[4] = True
        if end > size:
            finding(report, "frame", first, end, path, at, "no block across head, %d" % size, "entries to %d" % end, "")
        for n, (place, data) in enumerate(frame["entries"] or ()):
            entries.setdefault(first + n, (data, path, at + FRAME_HEADER + place))
        following = max(following, end)
    for first, end, path, at, reordered in gaps:
        finding(report, "reordered" if reordered else "missing", first, end, path, at, "entry %d" % first,
                "entry %d" % end, "the entries between stand later" if reordered else "")
    return entries, following


def segment_names(folder):
    names = os.listdir(os.path.join(folder, "journal"))
    return sorted(n for n in names if len(n) == 24 and n.endswith(".seg") and n[:20].isascii() and n[:20].isdigit())


def read_journal(report, folder, names, book, head, size, stored):
    """All entries below `size`, by index, and the frames."""
    frames, last = [], head[2] if head else None
    for name in names:
        path, start = os.path.join(folder, "journal", name), int(name[:20])
        if start > size:
            finding(report, "truncated", size, start, path, 0, "head not below %d" % start, "head %d" % size,
                    "a segment's name proves that all entries below it were acknowledged")
        if last is not None and start > last:
            continue
        data = read(path)
        stop = head[3] if head and start == last else None
        these = walk_segment(report, path, data, start, stop, book, stored)
        if these and these[0]["first"] != start and these[0]["at"] == 0:
            finding(report, "segment", min(start, these[0]["first"]), None, path, 0, "entry %d, as its name says" % start,
                    "entry %d" % these[0]["first"], "")
        frames += these if head else [f for f in these if f["first"] < size]
    entries, following = order_frames(report, frames, size)
    if following < size:
        if not any(f["class"] == "frame header" and f["first"] == following for f in report["findings"]):
            finding(report, "truncated", following, size, folder, None, "entries to %d" % size, "to %d" % following, "")
    elif head and size and not any(f["end"] == size and f["stop"] == head[3] and f["link"] == head[1]
                                 and int(os.path.basename(f["path"])[:20]) == last for f in frames):
        finding(report, "head", size - 1, size, os.path.join(folder, "head"), None,
                "segment %d, byte %d, link %s" % (last, head[3], head[1].hex()), "no block that ends there so", "")
    return entries, frames
