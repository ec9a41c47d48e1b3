"""Tests of the second verifier, against the real server and its auditor.

    python3 verify/test_verify.py

Makes a demonstration book with the server (AMANAT_SERVER), damages it in every kind of place, and asks both verifiers:
this one, and `ledger-cli audit verify` (AMANAT_CLI). They must agree on the exit code and on the first entry they name.
AMANAT_SEED draws other places.
"""
import base64
import contextlib
import glob
import hashlib
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import verify as v

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SERVER = os.environ.get("AMANAT_SERVER", os.path.join(TOP, "target/release/ledger-server"))
CLI = os.environ.get("AMANAT_CLI", os.path.join(TOP, "target/release/ledger-cli"))
SEED = int(os.environ.get("AMANAT_SEED", "1404"))
THERE = os.access(SERVER, os.X_OK) and os.access(CLI, os.X_OK)
if not THERE:
    print("SKIPPED, OUT LOUD: no server or CLI at %s and %s; nothing is compared" % (SERVER, CLI), file=sys.stderr)
disagreements = []
# Where the two differ, and why this verifier stays with what it says. None of these fails a test; all are printed.
KNOWN = {
    "head at a wrong byte": "journal.md, opening 1: one frame must end exactly where head says",
    "a segment beyond head": "journal.md, order of writing 3: a segment's name proves that all below it was acknowledged",
}


def mine(book, policy=None, links=True):
    """(exit code, report) of this verifier."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            code = v.main([book, "--json"] + (["--policy", policy] if policy else []) + (["--links"] if links else []))
        except SystemExit as end:
            return end.code, None
    return code, json.loads(out.getvalue())


def theirs(book, policy=None):
    """(exit code, report) of the auditor."""
    run = subprocess.run([CLI, "audit", "verify", book, "--json"] + (["--policy", policy] if policy else []),
                         capture_output=True, timeout=60)
    try:
        return run.returncode, json.loads(run.stdout)
    except ValueError:
        return run.returncode, None


def first_named(report):
    return min((f["first"] for f in (report or {}).get("findings", ()) if f["first"] is not None), default=None)


def covers(report, index):
    return any(f["first"] is not None and f["first"] <= index < (f["end"] or f["first"] + 1) for f in report["findings"])


def kinds(report):
    return ["%s@%s %s" % (f["class"], f["first"], f.get("detail") or f.get("found") or "") for f in (report or {}).get("findings", ())] \
        + list((report or {}).get("cannot_tell", ()))


class Signer:
    """The log's key, to make forgeries that only a rule can find."""

    def __init__(self, text):
        _, _, self.name, _, key = text.strip().split("+", 4)  # PRIVATE+KEY+name+key id+base64
        digest = hashlib.sha512(base64.b64decode(key)[1:]).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
        self.prefix = digest[32:]
        self.key = v.point_encode(v.point_multiply(self.scalar, v.BASE))

    def sign(self, message):
        nonce = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % v.ORDER
        point = v.point_encode(v.point_multiply(nonce, v.BASE))
        challenge = int.from_bytes(hashlib.sha512(point + self.key + message).digest(), "little")
        return point + ((nonce + challenge * self.scalar) % v.ORDER).to_bytes(32, "little")

    def checkpoint(self, size, root):
        text = "%s\n%d\n%s\n" % (self.name, size, base64.b64encode(root).decode())
        blob = v.key_id(self.name, 1, self.key) + self.sign(text.encode())
        return ("%s\n\u2014 %s %s\n" % (text, self.name, base64.b64encode(blob).decode())).encode()


class Book:
    """A book on disk that is damaged in place and mended again."""

    def __init__(self, folder, policy):
        self.folder, self.policy = folder, policy
        self.id = v.read_book(self.at("BOOK"))
        self.head = max(v.read_slots(self.at("head"), self.id))
        self.segment = self.at("journal", "%020d.seg" % self.head[2])
        self.journal = self.read(self.segment, self.head[3])
        self.frames, at = [], 0  # [(offset, end, first, count)]
        while at < len(self.journal):
            _, first, count, size, _ = v.frame_header(self.journal, at)
            self.frames.append((at, at + 80 + size, first, count))
            at += 80 + size
        self.links = []
        self.entries = [e for f in self.frames for _, e in v.split_payload(self.journal[f[0] + 80:f[1]], f[3])[0]]

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
    slot = v.HEAD_MAGIC + book + size.to_bytes(8, "little") + link
    slot += segment.to_bytes(8, "little") + offset.to_bytes(8, "little")
    return slot + v.crc32c(slot).to_bytes(4, "little")


def frame(book, first, entries, link):
    payload = b"".join(len(e).to_bytes(4, "little") + e for e in entries)
    header = v.FRAME_MAGIC + book + first.to_bytes(8, "little") + len(entries).to_bytes(4, "little")
    header += len(payload).to_bytes(4, "little") + link
    header += v.crc32c(header).to_bytes(4, "little")
    return header + v.crc32c(payload, v.crc32c(header)).to_bytes(4, "little") + payload


def forge(folder, original, blocks, signer, segments=1):
    """A whole book of these blocks of entries, sound in every checksum, link, hash and signature."""
    book, link, first, files, leaves, same = original.id, v.chain(original.id), 0, [[0, b""]], [], True
    os.makedirs(os.path.join(folder, "journal"))
    os.makedirs(os.path.join(folder, "tree"))
    for n, block in enumerate(blocks):
        if n and n % max(1, (len(blocks) + segments - 1) // segments) == 0:
            files.append([first, b""])
        for entry in block:
            at = len(leaves)
            leaves.append(v.leaf_hash(entry))
            # BLAKE3 in Python is slow: the links before the first change are those of the book itself.
            same = same and entry == original.entries[at]
            if not same or at >= len(original.links):
                link = v.chain(link + leaves[-1])
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
                "checkpoint": signer.checkpoint(first, v.tree_root(leaves))}
    nodes = leaves
    for level in range(8):
        contents["tree/%d" % level] = b"".join(nodes)
        for _ in range(8):
            nodes = v.next_level(nodes)
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
        key, at = v.varint(data, at, len(data))
        value, at = v.varint(data, at, len(data))
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


class Vectors(unittest.TestCase):
    """What the documents print."""

    def test_checksum_and_link(self):
        self.assertEqual(v.crc32c(b"123456789"), 0xE3069283)
        book = bytes([0xB0]) * 16
        with open(os.path.join(TOP, "docs/format/journal.md")) as file:
            text = file.read()
        example = bytes.fromhex(text.split("```")[3])
        link = v.chain(v.chain(book) + v.leaf_hash(b"gift"))
        self.assertEqual(v.frame_header(example, 0), (book, 0, 1, 8, link))
        self.assertEqual(frame(book, 0, [b"gift"], link), example)

    def test_note(self):
        name, key = v.parse_verifier_key("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", 1)
        line = "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
        text, signatures = v.parse_note(("This is an example message.\n\n" + line).encode())
        self.assertIs(v.signed_by(text, signatures, name, key), True)
        self.assertIs(v.signed_by(text + "x", signatures, name, key), False)

    def test_ed25519_of_rfc_8032(self):
        key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        signature = bytes.fromhex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                                  "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")
        self.assertTrue(v.ed25519_verify(key, b"", signature))
        for bit in (0, 255, 256, 511):
            wrong = (int.from_bytes(signature, "little") ^ 1 << bit).to_bytes(64, "little")
            self.assertFalse(v.ed25519_verify(key, b"", wrong))

    def test_record_vectors(self):
        with open(os.path.join(TOP, "docs/format/record.md")) as file:
            lines = file.read().split("```vectors\n")[1].split("```")[0].split("\n")[:-1]
        self.assertEqual(len(lines), len(v.EVENT_TAGS))
        for n, line in enumerate(lines):
            name, data = line.split()
            data = bytes.fromhex(data)
            entry = v.decode_entry(data)
            self.assertEqual(entry["event"]["kind_of"].lower(), name.replace("_", ""))
            self.assertEqual(entry["index"], n * 1000)
            self.assertEqual(protobuf(fields_of(data)), data)
            for cut in range(len(data)):
                with self.assertRaises(v.Malformed):
                    v.decode_entry(data[:cut])

    def test_book_of_the_format(self):
        """docs/format.md 8: every line of it follows from its entries, and the book verifies."""
        with open(os.path.join(TOP, "docs/format.md")) as file:
            lines = file.read().split("```book\n")[1].split("```")[0].split("\n")[:-1]
        said = {}
        for line in lines:
            said.setdefault(line[:10].strip(), []).append(line[11:])
        entries = [bytes.fromhex(said["entry %d" % n][0]) for n in range(3)]
        book, leaves = bytes.fromhex(said["book"][0]), [v.leaf_hash(e) for e in entries]
        links = [v.chain(book)]
        for leaf in leaves:
            links.append(v.chain(links[-1] + leaf))
        self.assertEqual([link.hex() for link in links], [said["link %d" % n][0] for n in range(-1, 3)])
        self.assertEqual([leaf.hex() for leaf in leaves], [said["leaf %d" % n][0] for n in range(3)])
        block = frame(book, 0, entries, links[-1])
        self.assertEqual(block[:v.FRAME_HEADER].hex(), said["frame"][0])  # the page prints the header only
        self.assertEqual(v.tree_root(leaves).hex(), said["root 3"][0])
        text = b"amanat book\nformat 1\nid %s\n" % book.hex().encode()
        files = {"BOOK": text + b"crc32c %08x\n" % v.crc32c(text), "journal/%020d.seg" % 0: block + bytes(100),
                 "head": head_slot(book, 3, links[-1], 0, len(block)).ljust(4096, b"\0") * 2,
                 "checkpoint": ("\n".join(said["checkpoint"]) + "\n").encode(), "tree/0": b"".join(leaves)}
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(os.path.join(folder, "book/journal"))
            os.makedirs(os.path.join(folder, "book/tree"))
            for name, data in {**{"book/" + n: d for n, d in files.items()},
                               "policy": ("\n".join(said["policy"]) + "\n").encode()}.items():
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(data)
            code, report = mine(os.path.join(folder, "book"), os.path.join(folder, "policy"))
        self.assertEqual((code, report["head"]["size"]), (0, 3), report)

    def test_years(self):
        # Nowruz as published: 1403 was leap, 1404 began on 2025-03-21, 1405 on 2026-03-21, 1408 is leap.
        for day, year in ((20_167, 1403), (20_168, 1404), (20_532, 1404), (20_533, 1405), (19_802, 1403), (19_801, 1402)):
            self.assertEqual(v.fiscal_year(day), year)
        self.assertIsNone(v.fiscal_year(v.YEAR_STARTS[0] - 1))
        self.assertIsNone(v.fiscal_year(v.YEAR_STARTS[-1]))

    def test_partition(self):
        state = v.State()
        state.numbered[1], state.series[1] = 10, ([0], [("free", 0)])
        def run(start, count, source, target):
            v.move(state, 0, {"series": [1], "starts": [start], "counts": [count]}, source, target)
        run(3, 4, ("free", 0), ("allotted", 7))
        run(5, 1, ("allotted", 7), ("notified", 7))
        self.assertEqual(state.series[1][0], [0, 3, 5, 6, 7])
        for start, count, source in ((2, 2, ("free", 0)), (3, 3, ("allotted", 7)), (9, 2, ("free", 0)), (5, 1, ("notified", 8))):
            with self.assertRaises(v.Breach):
                run(start, count, source, ("voided", 1))
        self.assertEqual(state.series[1][0], [0, 3, 5, 6, 7])

    def test_policy(self):
        log = "log example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        self.assertEqual(v.parse_policy("# a comment\n\n%s\nquorum none\n" % log)["quorum"], "none")
        for text in ("quorum none", log, log + "\nquorum x", log + "\nquorum none\nquorum none", log[:-1] + "\nquorum none",
                     log + "\ngroup g 2 w\nquorum g", "logs x\nquorum none"):
            with self.assertRaises(ValueError):
                v.parse_policy(text)
        tree = {"witnesses": dict.fromkeys("abc"), "groups": {"g": (2, ["a", "b", "h"]), "h": (1, ["c"])}}
        for cosigned, reached in (("a", False), ("ab", True), ("bc", True), ("c", False)):
            self.assertIs(v.quorum_reached(tree, "g", set(cosigned)), reached)


@unittest.skipUnless(THERE, "no server or CLI")
class Books(unittest.TestCase):
    """Both verifiers on one damage."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        data = os.path.join(cls.folder.name, "demo")
        subprocess.run([SERVER, "demo", "--once", "--data", data, "--listen", "127.0.0.1:0"], check=True,
                       capture_output=True, timeout=60)
        cls.book = cls.whole = Book(os.path.join(data, "book"), data + ".policy")
        with open(os.path.join(data, "private/keys/log")) as file:
            cls.signer = Signer(file.read())
        cls.random = random.Random(SEED)
        cls.forged = 0
        # The first blocks as a book of their own: damage to bytes is the same there, and faster to find.
        part = os.path.join(cls.folder.name, "part")
        forge(part, cls.whole, [cls.whole.entries[f[2]:f[2] + f[3]] for f in cls.whole.frames if f[2] < 800], cls.signer)
        cls.part = Book(part, cls.whole.policy)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()
        for line in disagreements:
            print("DISAGREEMENT", line, file=sys.stderr)

    def agree(self, what, code=None, book=None, policy=True, index=None, beyond=False, links=False):
        """Both say the same; `code` and `index` too, where they are given. `beyond`: a rule that this verifier has not."""
        book = book or self.book.folder
        policy = self.book.policy if policy is True else policy
        (my_code, my_report), (their_code, their_report) = mine(book, policy, links), theirs(book, policy)
        named = first_named(my_report)
        same = my_code == their_code and (code is None or my_code == code) and (index is None or named == index)
        if beyond and (my_code, their_code) == (0, 3):
            same = {f["class"] for f in their_report["findings"]} == {"rule_broken"}
        if named is not None and first_named(their_report) is not None:
            # The auditor may name a block or tile where this one names an entry of it, and the other way round.
            same = same and (covers(their_report, named) or covers(my_report, first_named(their_report)))
        if not same:
            text = "%s: this %s %s, auditor %s %s" % (what, my_code, kinds(my_report)[:3], their_code, kinds(their_report)[:3])
            known = next((why for name, why in KNOWN.items() if what.startswith(name)), None)
            disagreements.append(text + (" [known: %s]" % known if known else ""))
            return known is not None
        return True

    def sound(self, results):
        self.assertTrue(all(results), "disagreements: %d of %d" % (results.count(False), len(results)))

    def forgery(self, what, entries=None, code=3, blocks=None, index=None, segments=1, beyond=False):
        """A book in which only the content is wrong: every checksum, link, hash and signature is mended."""
        Books.forged += 1
        folder = os.path.join(self.folder.name, "forged-%d" % self.forged)
        if blocks is None:
            # What comes long after the change adds nothing but time.
            end = 200 + next((n for n, e in enumerate(entries) if e != self.book.entries[n]), len(entries))
            blocks = [entries[f[2]:f[2] + f[3]] for f in self.book.frames if f[2] <= end]
        forge(folder, self.book, blocks, self.signer, segments)
        return self.agree(what, code, folder, index=index, beyond=beyond)

    def test_whole_book(self):
        for policy, code in ((self.book.policy, 0), (None, 5)):
            (my_code, my), (their_code, other) = mine(self.book.folder, policy), theirs(self.book.folder, policy)
            self.assertEqual((my_code, their_code), (code, code))
            self.assertEqual(mine(self.book.folder, policy, True)[0], code)
            for key in ("book", "origin"):
                self.assertEqual(my[key], other[key])
            self.assertEqual(my["totals"]["unit"], other["totals"]["unit"])
            self.assertEqual({k: str(x) for k, x in my["totals"]["all"].items()}, other["totals"]["all"])
            self.assertEqual({int(fund): {k: str(x) for k, x in sums.items()} for fund, sums in my["totals"]["funds"].items()},
                             {f["fund"]: f["sums"] for f in other["totals"]["funds"]})
            self.assertEqual(my["checkpoint"], {k: other["checkpoint"][k] for k in ("size", "root")})
            self.assertEqual(my["head"], {k: other["head"][k] for k in ("size", "link")})

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
                with self.book.changed(self.book.at("tree/0"), v.leaf_hash(entries[which]), 32 * (first + which)):
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

    def entry_of(self, kind, which=0):
        """The index of a `kind`; 0 is the first one."""
        tag = next(t for t, name in v.EVENT_TAGS.items() if name == kind)
        return [n for n, e in enumerate(self.book.entries) if fields_of(e)[-1][0] == tag][which]

    def test_forged_content(self):
        """Everything is signed again: only the strict reading and the rules are left to say no."""
        tag = {name: t for t, name in v.EVENT_TAGS.items()}
        more, less = lambda x: x + 1, lambda x: x - 1
        packed_less = lambda x: x[:-1] + bytes([x[-1] ^ 1])
        cases = [
            ("nothing changed", "ReceiptRecorded", None, 0),
            ("receipt number", "ReceiptRecorded", ((25, 2), more), 3), ("receipt count", "ReceiptRecorded", ((25, 7), less), 3),
            ("receipt booked later", "ReceiptRecorded", ((25, 3), lambda x: x + 4000), 3),
            ("receipt booked before the calendar", "ReceiptRecorded", ((25, 3), lambda x: 2**22 + 1), 3),
            ("another series", "ReceiptRecorded", ((25, 5), more), 3), ("unknown office", "ReceiptRecorded", ((25, 1), lambda x: 4000), 3),
            ("channel", "ReceiptRecorded", ((25, 9), lambda x: 4 if x < 4 else 1), 3), ("channel 6", "ReceiptRecorded", ((25, 9), lambda x: 6), 3),
            ("time back", "FundOpened", ((4,), less), 3), ("ruleset 2", "Allotted", ((2,), more), 4),
            ("format 2", "Allotted", ((1,), more), 4), ("format 0", "Allotted", ((1,), lambda x: 0), 3),
            ("index", "Allotted", ((3,), more), 3), ("no blind", "Allotted", ((6,), lambda x: None), 3),
            ("short blind", "Allotted", ((6,), lambda x: x[1:]), 3), ("default principal", "Allotted", ((5,), lambda x: 0), 3),
            ("allotted elsewhere", "Allotted", ((28, 1), more), 3), ("allotted numbers", "Allotted", ((28, 3, 2), packed_less), 3),
            ("allotted amount", "Allotted", ((28, 3, 3), packed_less), 3), ("notified line", "AllotmentNotified", ((29, 3), less), 3),
            ("notified numbers", "AllotmentNotified", ((29, 4, 3), packed_less), 3), ("no ranges", "Allotted", ((28, 3), lambda x: b""), 3),
            ("credit numbers", "CreditSecured", ((32, 5, 2), packed_less), 3), ("credit line", "CreditSecured", ((32, 3), less), 3),
            ("order for another grant", "PaymentOrdered", ((35, 1), less), 3), ("settled numbers", "PaymentSettled", ((36, 3, 2), packed_less), 3),
            ("return reason 5", "PaymentReturned", ((37, 4), lambda x: 5), 3), ("cancelled numbers", "GrantCancelled", ((38, 4, 3), packed_less), 3),
            ("act too long", "AreaRegistered", ((7, 4), more), 3), ("items", "ProgrammeRegistered", ((7, 3), more), 3),
            ("no items", "ProgrammeRegistered", ((7, 3), lambda x: None), 3), ("items in the opening", "BookOpened", ((7, 3), lambda x: None), None),
            ("no fingerprint", "ProgrammeRegistered", ((7, 2), lambda x: None), 3), ("no head", "AreaRegistered", ((7,), lambda x: None), 3),
            ("ordinal", "Refused", ((39, 1), lambda x: b"\x08\x63" + x), 3), ("code 19", "Refused", ((39, 1, 2), lambda x: 19), 3),
            ("a number of the code more", "Refused", ((39, 1, 3), lambda x: x + b"\1"), 3),
            ("role 200", "Refused", ((39, 1), lambda x: protobuf([(2, 21), (3, b"\xc8\x01")])), None),
            ("roles 8, 9", "Refused", ((39, 1), lambda x: protobuf([(2, 26), (3, b"\x08\x09")])), None),
            ("stage 99", "Refused", ((39, 1), lambda x: protobuf([(2, 50), (3, b"\x63")])), None),
            ("source 4", "Refused", ((39, 1), lambda x: protobuf([(2, 38), (3, b"\x04")])), None),
            ("dimension 3", "Refused", ((39, 1), lambda x: protobuf([(2, 45), (3, b"\x05\x03")])), None),
            ("needed 2", "Refused", ((39, 1), lambda x: protobuf([(2, 35), (3, b"\x02")])), None),
            ("line's year", "LineOpened", ((27, 3), lambda x: 1499), None), ("name", "AreaRegistered", ((13, 4), lambda x: x + b"\x01"), 3),
            ("no name", "AreaRegistered", ((13, 4), lambda x: None), 3), ("level 5", "AreaRegistered", ((13, 2), lambda x: 5), 3),
            ("a code with a space", "AreaRegistered", ((13, 1), lambda x: x + b" "), 3),
            ("blind of 17", "Refused", ((6,), lambda x: x + b"x"), 3),
            ("conflict", "Refused", ((39,), lambda x: x + b"\x10\x05"), 3), ("area twice", "AreaRegistered", ((13, 1), lambda x: b"0000"), None),
            ("clock back", "ClockAdvanced", ((12, 1), lambda x: x - 10**13), 3), ("clock not scripted", "BookOpened", ((10, 8), lambda x: 1), 3),
            ("origin", "BookOpened", ((10, 2), lambda x: x[:-1]), 3), ("log key", "BookOpened", ((10, 3), packed_less), 3),
            ("book id", "BookOpened", ((10, 1), packed_less), 3), ("one administrator", "BookOpened", ((10, 7), lambda x: None), 3),
            ("unit", "BookOpened", ((10, 5), lambda x: b"I R"), 3), ("fund source", "FundOpened", ((23, 2), lambda x: 5), 3),
            ("demo 2", "BookOpened", ((10, 9), lambda x: 2), 3), ("offset", "BookOpened", ((10, 6), lambda x: 2**33), 3),
            ("origin with a space", "BookOpened", ((10, 2), lambda x: b"a b"), 3),
        ]
        results = []
        for what, kind, change, code in cases:
            index = self.entry_of(kind, 0 if kind in ("BookOpened", "ClockAdvanced", "PaymentReturned", "GrantCancelled") else 1)
            if change and change[0][0] == 7 and kind != "BookOpened":
                tag = next(t for t, name in v.EVENT_TAGS.items() if name == kind)
                index = next(n for n, e in enumerate(self.book.entries) if n > 3 and fields_of(e)[-1][0] == tag
                             and any(t == 7 for t, _ in fields_of(e)))
            if what in ("ordinal", "clock back"):
                index = self.entry_of(kind, -1)
            if what in ("time back",):
                index = self.entry_of("ClockAdvanced", 1) + 1
            entries = list(self.book.entries)
            try:
                if change:
                    entries[index] = edit(entries[index], *change)
            except StopIteration:
                self.fail("%s: entry %d has no such field" % (what, index))
            results.append(self.forgery("forged: %s at entry %d" % (what, index), entries, code,
                                        beyond=what == "cancelled numbers"))
        heads = {}
        for n, entry in enumerate(self.book.entries):
            head, principal = ([x for t, x in fields_of(entry) if t == tag] for tag in (7, 5))
            if n > 2 and head:
                heads.setdefault(principal[0], []).append(n)
        first, second = next(found for found in heads.values() if len(found) > 3)[1:3]
        payments = [n for n, e in enumerate(self.book.entries) if fields_of(e)[-1][0] == 25 and fields_of(fields_of(e)[-1][1])[-1][0] == 10]
        for what, a, b, path in (("request id", first, second, (7, 1)), ("payment", payments[0], payments[1], (25, 10))):
            taken, entries = [], list(self.book.entries)
            edit(entries[a], path, taken.append)
            entries[b] = edit(entries[b], path, lambda x: taken[0])
            if what == "payment":
                for tag in (7, 9):  # channel and amount are part of what is once; the amount then breaks the numbers first
                    edit(entries[a], (25, tag), taken.append)
                    entries[b] = edit(entries[b], (25, tag), lambda x: taken[-1])
            results.append(self.forgery("forged: %s of entry %d again at %d" % (what, a, b), entries, 3))
        self.sound(results)

    def test_forged_bytes(self):
        """Other encodings of the same content, and bytes drawn by chance, signed."""
        index = self.entry_of("PaymentSettled")
        entry = self.book.entries[index]
        fields = fields_of(entry)
        shapes = [("a long varint", b"\x08\x81\x00" + entry[2:]), ("a field twice", entry[:2] + entry[:2] + entry[2:]),
                  ("unknown field", protobuf(fields + [(40, 1)])), ("unknown field 8", protobuf(fields[:-1] + [(8, 1)] + fields[-1:])),
                  ("order", protobuf([fields[1], fields[0]] + fields[2:])), ("order later", protobuf(fields[:3] + [fields[4], fields[3]] + fields[5:])),
                  ("two events", protobuf(fields + [(39, b"")])), ("no event", protobuf(fields[:-1])), ("a byte more", entry + b"\0"),
                  ("empty", b"\x08\x01"), ("default present", protobuf(fields[:-1] + [(fields[-1][0], fields[-1][1] + b"\x20\x00")]))]
        shapes += [("a unpacked list", edit(entry, (36, 3), lambda x: protobuf([(1, 5), (2, 5), (3, 5)])))]
        shapes += [("ruleset twice", entry[:4] + b"\x10\x02" + entry[4:])]
        for n in range(9):
            at = self.random.randrange(len(self.book.entries))
            data = bytearray(self.book.entries[at])
            byte = self.random.choice([n % len(data), self.random.randrange(len(data))])
            data[byte] ^= 1 << self.random.randrange(8)
            shapes.append(("start by chance" if byte < 8 else "byte by chance", bytes(data), at))
        results = []
        for what, data, *place in shapes:
            entries = list(self.book.entries)
            at = place[0] if place else index
            entries[at] = data
            # What this verifier does not judge (roles, stages, blinds) it may accept: only a wrong *yes* to bytes counts.
            results.append(self.forgery("forged bytes: %s at entry %d: %s" % (what, at, data.hex()[:60]), entries,
                                        None if place else 3, beyond=bool(place)))
        self.sound(results)

    def test_other_blocks_and_segments(self):
        entries = self.book.entries
        acts = [n for n, e in enumerate(entries) if any(tag == 7 for tag, _ in fields_of(e))] + [len(entries)]
        by_act = [entries[a:b] for a, b in zip(acts, acts[1:])]
        long = next(n for n in range(1, len(by_act)) if len(by_act[n]) > 1)
        renamed = os.path.join(self.folder.name, "renamed")
        other = Book(self.part.folder, self.part.policy)
        other.id, other.links = bytes(16), []
        forge(renamed, other, [entries[f[2]:f[2] + f[3]] for f in self.part.frames], self.signer)
        text = b"amanat book\nformat 1\nid %s\n" % (b"0" * 32)
        for name, data in (("BOOK", text + b"crc32c %08x\n" % v.crc32c(text)), ("checkpoint", self.part.read(self.part.at("checkpoint")))):
            with open(os.path.join(renamed, name), "wb") as file:
                file.write(data)
        results = [self.agree("another id around the same entries", 3, renamed)]
        results += [self.forgery("a block for each act, in three segments", blocks=by_act, code=0, segments=3),
                   self.forgery("one block", blocks=[entries], code=0),
                   self.forgery("an act in two blocks", blocks=[sum(by_act[:long], []) + by_act[long][:1], by_act[long][1:]
                                                                + sum(by_act[long + 1:], [])], code=0),
                   self.forgery("an act dropped", blocks=by_act[:60] + by_act[61:]),
                   self.forgery("an act twice", blocks=by_act[:60] + by_act[59:]),
                   self.forgery("the journal ends in an act", blocks=by_act[:long] + [by_act[long][:-1]]),
                   self.forgery("only the opening", blocks=by_act[:1], code=0),
                   self.forgery("an empty book", blocks=[], code=None)]
        self.sound(results)
        several = next(f for f in glob.glob(os.path.join(self.folder.name, "forged-*")) if len(os.listdir(f + "/journal")) == 3)
        names = sorted(os.listdir(several + "/journal"))
        results = []
        for name, path in [(n, os.path.join(several, "journal", n)) for n in names]:
            with self.book.changed(path, b"x", os.path.getsize(path) - 5):
                results.append(self.agree("a byte in the zeros of segment %s" % name, None, several))
            with self.book.replaced(path, None):
                results.append(self.agree("segment %s gone" % name, 3, several))
            data = self.book.read(path)
            with self.book.replaced(path, data[:-8192]):
                results.append(self.agree("segment %s without zeros" % name, None, several))
        os.rename(os.path.join(several, "journal", names[1]), os.path.join(several, "journal", "%020d.seg" % (int(names[1][:20]) + 1)))
        results.append(self.agree("segment under a wrong name", 3, several))
        self.sound(results)

    def test_anchor(self):
        with open(self.book.policy) as file:
            text = file.read()
        folder = self.folder.name
        foo = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        key = v.point_encode(v.point_multiply(5, v.BASE))
        witness = "w.example+%s+%s" % (v.key_id("w.example", 4, key).hex(), base64.b64encode(b"\4" + key).decode())
        needs = text.replace("quorum none", "witness w %s\nquorum w" % witness)
        cases = [("other log", "log %s\nquorum none\n" % foo, 3), ("two logs", text.replace("quorum", "log %s\nquorum" % foo), 0),
                 ("no quorum", text.replace("quorum none", ""), 2), ("not a policy", "x\n", 2), ("witness needed", needs, 5)]
        results = []
        for what, content, code in cases:
            path = os.path.join(folder, "policy")
            with open(path, "w") as file:
                file.write(content)
            results.append(self.agree("policy: " + what, code, policy=path))
        inside = self.book.at("policy")
        with open(inside, "w") as file:
            file.write(text)
        link = os.path.join(folder, "linked-policy")
        os.symlink(inside, link)
        results += [self.agree("policy inside the book", 2, policy=inside), self.agree("policy linked into it", 2, policy=link)]
        os.remove(inside)
        os.symlink(self.book.policy, inside)
        results += [self.agree("policy outside, linked from inside", 2, policy=inside), self.agree("no policy file", 2, policy=folder + "/none")]
        os.remove(inside)
        results.append(self.agree("no such book", 2, folder + "/none"))
        self.sound(results)

    def test_cosignature(self):
        key, digest = Signer.__new__(Signer), hashlib.sha512(b"w").digest()
        key.scalar, key.prefix = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254, digest[32:]
        key.key = v.point_encode(v.point_multiply(key.scalar, v.BASE))
        vkey = "w.example+%s+%s" % (v.key_id("w.example", 4, key.key).hex(), base64.b64encode(b"\4" + key.key).decode())
        note = self.book.read(self.book.at("checkpoint"))
        text = note.split(b"\n\n")[0] + b"\n"
        blob = v.key_id("w.example", 4, key.key) + (1404).to_bytes(8, "big") + key.sign(b"cosignature/v1\ntime 1404\n" + text)
        policy = os.path.join(self.folder.name, "witnessed")
        with open(self.book.policy) as file, open(policy, "w") as out:
            out.write(file.read().replace("quorum none", "witness w %s\ngroup g any w\nquorum g" % vkey))
        results = []
        for what, data, code in (("good", blob, 0), ("bad", blob[:-1] + bytes([blob[-1] ^ 1]), None)):
            line = ("\u2014 w.example %s\n" % base64.b64encode(data).decode()).encode()
            with self.book.replaced(self.book.at("checkpoint"), note + line):
                results.append(self.agree("cosignature: " + what, code, policy=policy))
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


if __name__ == "__main__":
    unittest.main()
