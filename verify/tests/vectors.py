"""What the documents print."""
import os
import tempfile
import unittest

from amanat_verify import ed25519, entries as records, faults, hashes, journal, notes, partition, schema, years
from .compare import TOP, mine
from .forge import fields_of, frame, head_slot, protobuf


class Vectors(unittest.TestCase):
    """What the documents print."""

    def test_checksum_and_link(self):
        self.assertEqual(hashes.crc32c(b"123456789"), 0xE3069283)
        book = bytes([0xB0]) * 16
        with open(os.path.join(TOP, "docs/format/journal.md")) as file:
            text = file.read()
        example = bytes.fromhex(text.split("```")[3])
        link = hashes.chain(hashes.chain(book) + hashes.leaf_hash(b"gift"))
        self.assertEqual(journal.frame_header(example, 0), (book, 0, 1, 8, link))
        self.assertEqual(frame(book, 0, [b"gift"], link), example)

    def test_note(self):
        name, key = notes.parse_verifier_key("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", 1)
        line = "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
        text, signatures = notes.parse_note(("This is an example message.\n\n" + line).encode())
        self.assertIs(notes.signed_by(text, signatures, name, key), True)
        self.assertIs(notes.signed_by(text + "x", signatures, name, key), False)

    def test_ed25519_of_rfc_8032(self):
        key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        signature = bytes.fromhex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                                  "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")
        self.assertTrue(ed25519.ed25519_verify(key, b"", signature))
        for bit in (0, 255, 256, 511):
            wrong = (int.from_bytes(signature, "little") ^ 1 << bit).to_bytes(64, "little")
            self.assertFalse(ed25519.ed25519_verify(key, b"", wrong))

    def test_record_vectors(self):
        with open(os.path.join(TOP, "docs/format/record.md")) as file:
            lines = file.read().split("```vectors\n")[1].split("```")[0].split("\n")[:-1]
        self.assertEqual(len(lines), len(schema.EVENT_TAGS))
        for n, line in enumerate(lines):
            name, data = line.split()
            data = bytes.fromhex(data)
            entry = records.decode_entry(data)
            self.assertEqual(entry["event"]["kind_of"].lower(), name.replace("_", ""))
            self.assertEqual(entry["index"], n * 1000)
            self.assertEqual(protobuf(fields_of(data)), data)
            for cut in range(len(data)):
                with self.assertRaises(faults.Malformed):
                    records.decode_entry(data[:cut])

    def test_book_of_the_format(self):
        """docs/format.md 8: every line of it follows from its entries, and the book verifies."""
        with open(os.path.join(TOP, "docs/format.md")) as file:
            lines = file.read().split("```book\n")[1].split("```")[0].split("\n")[:-1]
        said = {}
        for line in lines:
            said.setdefault(line[:10].strip(), []).append(line[11:])
        entries = [bytes.fromhex(said["entry %d" % n][0]) for n in range(3)]
        book, leaves = bytes.fromhex(said["book"][0]), [hashes.leaf_hash(e) for e in entries]
        links = [hashes.chain(book)]
        for leaf in leaves:
            links.append(hashes.chain(links[-1] + leaf))
        self.assertEqual([link.hex() for link in links], [said["link %d" % n][0] for n in range(-1, 3)])
        self.assertEqual([leaf.hex() for leaf in leaves], [said["leaf %d" % n][0] for n in range(3)])
        block = frame(book, 0, entries, links[-1])
        self.assertEqual(block[:journal.FRAME_HEADER].hex(), said["frame"][0])  # the page prints the header only
        self.assertEqual(hashes.tree_root(leaves).hex(), said["root 3"][0])
        text = b"amanat book\nformat 1\nid %s\n" % book.hex().encode()
        files = {"BOOK": text + b"crc32c %08x\n" % hashes.crc32c(text), "journal/%020d.seg" % 0: block + bytes(100),
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
            self.assertEqual(years.fiscal_year(day), year)
        self.assertIsNone(years.fiscal_year(years.YEAR_STARTS[0] - 1))
        self.assertIsNone(years.fiscal_year(years.YEAR_STARTS[-1]))

    def test_partition(self):
        rials = partition.Partition(partition.RIALS)
        rials.open(1, fund=2, account=3)
        rials.extend({"series": 1, "start": 0, "count": 10}, ("free", 0))

        def run(start, count, source, target):
            rials.move({"series": [1], "starts": [start], "counts": [count]}, source, target)
        run(3, 4, ("free", 0), ("allotted", 7))
        run(5, 1, ("allotted", 7), ("notified", 7))
        self.assertEqual(rials.series[1][0], [0, 3, 5, 6, 7])
        for start, count, source in ((2, 2, ("free", 0)), (3, 3, ("allotted", 7)), (9, 2, ("free", 0)), (5, 1, ("notified", 8))):
            with self.assertRaises(faults.Breach):
                run(start, count, source, ("voided", 1))
        self.assertEqual(rials.series[1][0], [0, 3, 5, 6, 7])
        with self.assertRaises(faults.Breach):
            rials.extend({"series": 1, "start": 9, "count": 1}, ("free", 0))
        sums = rials.totals([2, 4])
        self.assertEqual((sums[2]["numbered"], sums[2]["free"], sums[2]["notified"], sums[4]["numbered"]), (10, 6, 1, 0))

    def test_runs_that_touch_are_one(self):
        ranges = {"series": [5, 4, 5, 5], "starts": [4, 0, 0, 9], "counts": [2, 1, 4, 1]}
        self.assertEqual(partition.joined(ranges), [(4, 0, 1), (5, 0, 6), (5, 9, 1)])

    def test_policy(self):
        log = "log example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        self.assertEqual(notes.parse_policy("# a comment\n\n%s\nquorum none\n" % log)["quorum"], "none")
        for text in ("quorum none", log, log + "\nquorum x", log + "\nquorum none\nquorum none", log[:-1] + "\nquorum none",
                     log + "\ngroup g 2 w\nquorum g", "logs x\nquorum none"):
            with self.assertRaises(ValueError):
                notes.parse_policy(text)
        tree = {"witnesses": dict.fromkeys("abc"), "groups": {"g": (2, ["a", "b", "h"]), "h": (1, ["c"])}}
        for cosigned, reached in (("a", False), ("ab", True), ("bc", True), ("c", False)):
            self.assertIs(notes.quorum_reached(tree, "g", set(cosigned)), reached)
