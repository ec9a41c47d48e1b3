"""Content that is not what it was, signed again by the log's own key."""
import glob
import os

from amanat_verify import hashes, schema
from .compare import Compared
from .forge import Book, edit, fields_of, forge, protobuf


class Forgeries(Compared):
    """Only the strict reading and the rules are left to say no."""

    def test_whole_book(self):
        self.same_sums(self.book)

    def entry_of(self, kind, which=0):
        """The index of a `kind`; 0 is the first one."""
        tag = next(t for t, name in schema.EVENT_TAGS.items() if name == kind)
        return [n for n, e in enumerate(self.book.entries) if fields_of(e)[-1][0] == tag][which]

    def test_forged_content(self):
        """Everything is signed again: only the strict reading and the rules are left to say no."""
        tag = {name: t for t, name in schema.EVENT_TAGS.items()}
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
                tag = next(t for t, name in schema.EVENT_TAGS.items() if name == kind)
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
        for name, data in (("BOOK", text + b"crc32c %08x\n" % hashes.crc32c(text)), ("checkpoint", self.part.read(self.part.at("checkpoint")))):
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
