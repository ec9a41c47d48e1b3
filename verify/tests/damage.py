"""Bytes that are not what they were: both verifiers on one damage."""
import os
import unittest

from amanat_verify import hashes
from .compare import Compared
from .forge import forge, frame, head_slot


class Damage(Compared):
    """Bytes flipped, files gone, frames moved, checksums mended."""

    def test_flips_in_the_journal(self):
        self.book = self.part
        places = []
        frames = [self.book.frames[0], self.book.frames[-1]] + self.random.sample(self.book.frames[1:-1], 4)
        for at, end, first, count in frames:
            places += [at + self.random.randrange(*part) for part in ((0, 8), (8, 24), (24, 32), (32, 36), (36, 40),
                                                                      (40, 72), (72, 76), (76, 80))]
            places += [at + 80 + self.random.randrange(4), end - 1, self.random.randrange(at + 80, end)]
        results = []
        for at in places:
            byte = bytes([self.book.journal[at] ^ 1 << self.random.randrange(8)])
            with self.book.changed(self.book.segment, byte, at):
                frame = next(f for f in self.book.frames if f[0] <= at < f[1])
                results.append(self.agree("flip in the journal at %d, byte %d of its frame" % (at, at - frame[0]), 3))
        self.sound(results)

    def test_flips_elsewhere(self):
        self.book = self.part
        results = []
        for name, region, code in (("BOOK", 73, 4), ("head", 84, 3), ("head", None, 3), ("checkpoint", None, None),
                                   ("tree/0", None, 3), ("tree/1", None, 3)):
            data = self.book.read(self.book.at(name))
            span = (4096, 4180) if (name, region) == ("head", None) else (0, region or len(data))
            count = len(data) if name == "tree/9" else 12
            for at in self.random.sample(range(*span), min(count, span[1] - span[0])):
                with self.book.changed(self.book.at(name), bytes([data[at] ^ 1 << self.random.randrange(8)]), at):
                    results.append(self.agree("flip in %s at %d" % (name, at), code))
        self.sound(results)

    def test_files(self):
        self.book = self.part
        size, link = self.book.head[:2]
        head = self.book.read(self.book.at("head"))
        before, last = self.book.frames[-2:]
        other = (last[2], self.book.journal[before[0] + 40:before[0] + 72], 0, last[0])
        note = self.book.read(self.book.at("checkpoint"))
        leaves = self.book.read(self.book.at("tree/0"))
        early = self.book.frames[len(self.book.frames) // 2]
        earlier = self.book.frames[len(self.book.frames) // 2 - 1][0]
        early_slot = head_slot(self.book.id, early[2], self.book.journal[earlier + 40:earlier + 72], 0, early[0])
        cases = [
            ("BOOK gone", "BOOK", None, 4), ("BOOK empty", "BOOK", b"", 4),
            ("BOOK of format 2", "BOOK", b"amanat book\nformat 2\nother\n", 4),
            ("head gone", "head", None, 4), ("head zero", "head", bytes(8192), 4), ("head short", "head", head[:5000], None),
            ("head cut to one slot", "head", head[:4096], None), ("head long", "head", head + b"x", None),
            ("one slot zero", "head", head[:4096] + bytes(4096), 3), ("other slot zero", "head", bytes(4096) + head[4096:], 3),
            ("head back by one block", "head", head_slot(self.book.id, *other).ljust(4096, b"\0") * 2, 3),
            ("head back to the middle", "head", early_slot.ljust(4096, b"\0") * 2, 3),
            ("head ahead", "head", head_slot(self.book.id, size + 1, link, 0, self.book.head[3]).ljust(4096, b"\0") * 2, 3),
            ("head at a wrong byte", "head", head_slot(self.book.id, size, link, 0, self.book.head[3] + 1).ljust(4096, b"\0") * 2, 3),
            ("head with a wrong link", "head", head_slot(self.book.id, size, bytes(32), 0, self.book.head[3]).ljust(4096, b"\0") * 2, 3),
            ("checkpoint gone", "checkpoint", None, 5), ("checkpoint empty", "checkpoint", b"", 3),
            ("checkpoint twice", "checkpoint", note + note, 3), ("checkpoint without end", "checkpoint", note[:-1], 3),
            ("signature line twice", "checkpoint", note + note.split(b"\n\n")[1], 0),
            ("unknown signature", "checkpoint", note + "\u2014 example.com/foo Uw2QOkn8srU=\n".encode(), 0),
            ("tree/0 gone", "tree/0", None, 4), ("tree/0 short", "tree/0", leaves[:-32], 4), ("tree/1 gone", "tree/1", None, 4),
            ("tree/0 with half a hash more", "tree/0", leaves + leaves[:16], None),
            ("tree/0 with a hash more", "tree/0", leaves + leaves[:32], None),
            ("tree/7 gone", "tree/7", None, None), ("tree/7 of a hash", "tree/7", leaves[:32], None),
            ("LOCK gone", "LOCK", None, 0), ("segment gone", os.path.relpath(self.book.segment, self.book.folder), None, 3),
            ("segment empty", os.path.relpath(self.book.segment, self.book.folder), b"", 3),
            ("segment cut at head", os.path.relpath(self.book.segment, self.book.folder), self.book.journal, 0),
            ("segment cut in the last frame", os.path.relpath(self.book.segment, self.book.folder), self.book.journal[:-9], 3),
            ("noise past head", os.path.relpath(self.book.segment, self.book.folder), self.book.journal + b"noise", 0),
            ("frame past head", os.path.relpath(self.book.segment, self.book.folder), self.book.journal + self.book.journal[:self.book.frames[1][0]], 0),
        ]
        results = []
        for what, name, data, code in cases:
            with self.book.replaced(self.book.at(name), data):
                results.append(self.agree(what, code))
        for what, name in (("", "x.seg"), ("", "spare"), ("the next segment: ", "%020d.seg" % size),
                           ("a segment beyond head: ", "%020d.seg" % (size + 5))):
            with open(self.book.at("journal", name), "wb") as file:
                file.write(bytes(4096))
            results.append(self.agree(what + "a file journal/%s more" % name))
            os.remove(self.book.at("journal", name))
        self.sound(results)

    def test_frames_moved(self):
        self.book = self.part
        pieces = [self.book.journal[f[0]:f[1]] for f in self.book.frames]
        results = []
        for n in (1, len(pieces) // 2, len(pieces) - 3):
            for what, order in (("dropped", pieces[:n] + pieces[n + 1:]), ("twice", pieces[:n] + pieces[n:n + 1] + pieces[n:]),
                                ("swapped", pieces[:n] + [pieces[n + 1], pieces[n]] + pieces[n + 2:]),
                                ("later twice", pieces[:n + 2] + pieces[n:n + 1] + pieces[n + 2:])):
                with self.book.replaced(self.book.segment, b"".join(order) + bytes(100)):
                    results.append(self.agree("frame %d (entry %d) %s" % (n, self.book.frames[n][2], what), 3))
        with self.book.replaced(self.book.segment, b"".join(pieces[:-1]) + bytes(9000)):
            results.append(self.agree("last frame dropped", 3))
        self.sound(results)

    def test_edits_with_mended_checksums(self):
        """The attacker mends the CRCs of the block, and perhaps the stored leaf."""
        self.book = self.part
        results = []
        for n in self.random.sample(range(len(self.book.frames)), 5):
            at, end, first, count = self.book.frames[n]
            entries, link = list(self.book.entries[first:first + count]), self.book.journal[at + 40:at + 72]
            which = self.random.randrange(count)
            entry = bytearray(entries[which])
            entry[self.random.randrange(len(entry) * 3 // 4, len(entry))] ^= 1
            entries[which] = bytes(entry)
            block = frame(self.book.id, first, entries, link)
            with self.book.changed(self.book.segment, block, at):
                results.append(self.agree("entry %d edited" % (first + which), 3, index=first + which, links=True))
                with self.book.changed(self.book.at("tree/0"), hashes.leaf_hash(entries[which]), 32 * (first + which)):
                    results.append(self.agree("entry %d edited, leaf mended" % (first + which), 3, links=True))
            if count > 1:
                entries = list(self.book.entries[first:first + count])
                entries[0], entries[1] = entries[1], entries[0]
                with self.book.changed(self.book.segment, frame(self.book.id, first, entries, link), at):
                    results.append(self.agree("entries %d and the next swapped" % first, 3, index=first))
            block = frame(self.book.id, first, self.book.entries[first:first + count], bytes(32))
            with self.book.changed(self.book.segment, block, at):
                results.append(self.agree("link of the block at %d" % first, 3, links=True))
        self.sound(results)

    def test_bytes_of_a_small_book(self):
        """Only the opening, and every eighth byte of each file of it; the seed says which."""
        folder = os.path.join(self.folder.name, "small")
        forge(folder, self.book, [self.book.entries[:3]], self.signer)
        journal = os.path.join("journal", "%020d.seg" % 0)
        results = []
        for name, size in ((journal, self.book.frames[0][1]), ("head", 84), ("checkpoint", None), ("tree/0", 96), ("BOOK", None)):
            path = os.path.join(folder, name)
            data = self.book.read(path)
            for at in range(self.random.randrange(8), size or len(data), 8):
                byte = bytes([data[at] ^ 1 << self.random.randrange(8)])
                with self.book.changed(path, byte, at):
                    results.append(self.agree("small book, %s byte %d" % (name, at), 4 if name == "BOOK" else None, folder))
        self.sound(results)
