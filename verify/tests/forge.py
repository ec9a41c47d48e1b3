"""Books that are written, damaged and forged here: sound in every checksum, link, hash and signature if they are to be."""
import base64
import contextlib
import hashlib
import os

from amanat_verify import ed25519, entries, hashes, journal, notes


class Signer:
    """The log's key, to make forgeries that only a rule can find."""

    def __init__(self, text):
        _, _, self.name, _, key = text.strip().split("+", 4)  # PRIVATE+KEY+name+key id+base64
        digest = hashlib.sha512(base64.b64decode(key)[1:]).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
        self.prefix = digest[32:]
        self.key = ed25519.point_encode(ed25519.point_multiply(self.scalar, ed25519.BASE))

    def sign(self, message):
        nonce = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % ed25519.ORDER
        point = ed25519.point_encode(ed25519.point_multiply(nonce, ed25519.BASE))
        challenge = int.from_bytes(hashlib.sha512(point + self.key + message).digest(), "little")
        return point + ((nonce + challenge * self.scalar) % ed25519.ORDER).to_bytes(32, "little")

    def checkpoint(self, size, root):
        text = "%s\n%d\n%s\n" % (self.name, size, base64.b64encode(root).decode())
        blob = notes.key_id(self.name, 1, self.key) + self.sign(text.encode())
        return ("%s\n\u2014 %s %s\n" % (text, self.name, base64.b64encode(blob).decode())).encode()


def seed_signer(name, seed):
    return Signer("PRIVATE+KEY+%s+00000000+%s" % (name, base64.b64encode(b"\1" + seed).decode()))


class Book:
    """A book on disk that is damaged in place and mended again."""

    def __init__(self, folder, policy):
        self.folder, self.policy = folder, policy
        self.id = journal.read_book(self.at("BOOK"))
        self.head = max(journal.read_slots(self.at("head"), self.id))
        self.segment = self.at("journal", "%020d.seg" % self.head[2])
        self.journal = self.read(self.segment, self.head[3])
        self.frames, at = [], 0  # [(offset, end, first, count)]
        while at < len(self.journal):
            _, first, count, size, _ = journal.frame_header(self.journal, at)
            self.frames.append((at, at + 80 + size, first, count))
            at += 80 + size
        self.links = []
        self.entries = [e for f in self.frames for _, e in journal.split_payload(self.journal[f[0] + 80:f[1]], f[3])[0]]

    def at(self, *names):
        return os.path.join(self.folder, *names)

    def read(self, path, size=-1):
        with open(path, "rb") as file:
            return file.read(size)

    @contextlib.contextmanager
    def changed(self, path, data, at=0):
        """`data` stands at `at` in the file, and what stood there before comes back."""
        with open(path, "r+b") as file:
            length = file.seek(0, 2)
            file.seek(at)
            before = file.read(len(data))
            file.seek(at)
            file.write(data)
            file.flush()
            try:
                yield
            finally:
                file.seek(at)
                file.write(before)
                file.truncate(length)

    @contextlib.contextmanager
    def replaced(self, path, data):
        """The file has other content, or is gone (None), for a while."""
        kept = path + ".kept"
        os.rename(path, kept)
        try:
            if data is not None:
                with open(path, "wb") as file:
                    file.write(data)
            yield
        finally:
            os.replace(kept, path)


def head_slot(book, size, link, segment, offset):
    slot = journal.HEAD_MAGIC + book + size.to_bytes(8, "little") + link
    slot += segment.to_bytes(8, "little") + offset.to_bytes(8, "little")
    return slot + hashes.crc32c(slot).to_bytes(4, "little")


def frame(book, first, entries, link):
    payload = b"".join(len(e).to_bytes(4, "little") + e for e in entries)
    header = journal.FRAME_MAGIC + book + first.to_bytes(8, "little") + len(entries).to_bytes(4, "little")
    header += len(payload).to_bytes(4, "little") + link
    header += hashes.crc32c(header).to_bytes(4, "little")
    return header + hashes.crc32c(payload, hashes.crc32c(header)).to_bytes(4, "little") + payload


def forge(folder, original, blocks, signer, segments=1):
    """A whole book of these blocks of entries, sound in every checksum, link, hash and signature."""
    book, link, first, files, leaves, same = original.id, hashes.chain(original.id), 0, [[0, b""]], [], True
    os.makedirs(os.path.join(folder, "journal"))
    os.makedirs(os.path.join(folder, "tree"))
    for n, block in enumerate(blocks):
        if n and n % max(1, (len(blocks) + segments - 1) // segments) == 0:
            files.append([first, b""])
        for entry in block:
            at = len(leaves)
            leaves.append(hashes.leaf_hash(entry))
            # BLAKE3 in Python is slow: the links before the first change are those of the book itself.
            same = same and entry == original.entries[at]
            if not same or at >= len(original.links):
                link = hashes.chain(link + leaves[-1])
                if same:
                    original.links.append(link)
            else:
                link = original.links[at]
        files[-1][1] += frame(book, first, block, link)
        first += len(block)
    for start, data in files:
        with open(os.path.join(folder, "journal", "%020d.seg" % start), "wb") as file:
            file.write(data + bytes(8192))
    slot = head_slot(book, first, link, files[-1][0], len(files[-1][1]))
    contents = {"BOOK": original.read(original.at("BOOK")), "LOCK": b"", "head": slot.ljust(4096, b"\0") * 2,
                "checkpoint": signer.checkpoint(first, hashes.tree_root(leaves))}
    nodes = leaves
    for level in range(8):
        contents["tree/%d" % level] = b"".join(nodes)
        for _ in range(8):
            nodes = hashes.next_level(nodes)
    for name, data in contents.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)


def protobuf(fields):
    """[(tag, number or bytes)] as protobuf, in this order."""
    def varint(n):
        out = b""
        while n > 127:
            out, n = out + bytes([n & 127 | 128]), n >> 7
        return out + bytes([n])
    return b"".join(varint(tag << 3) + varint(x) if isinstance(x, int) else varint(tag << 3 | 2) + varint(len(x)) + x
                    for tag, x in fields)


def fields_of(data):
    """The inverse of `protobuf`: enough for entries, which have varints and bytes only."""
    fields, at = [], 0
    while at < len(data):
        key, at = entries.varint(data, at, len(data))
        value, at = entries.varint(data, at, len(data))
        if key & 7 == 2:
            value, at = data[at:at + value], at + value
        fields.append((key >> 3, value))
    return fields


def edit(data, path, change):
    """`data` with the first field at `path` (tags) changed by `change`: its new value, or None to drop it."""
    fields = fields_of(data)
    n = next(n for n, (tag, _) in enumerate(fields) if tag == path[0])
    value = change(fields[n][1]) if len(path) == 1 else edit(fields[n][1], path[1:], change)
    fields[n:n + 1] = [] if value is None else [(path[0], value)]
    return protobuf(fields)
