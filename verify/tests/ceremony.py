"""Promises, lists, payees and goods: the rules of docs/format.md 6 on them."""
from amanat_verify import schema
from .compare import SHELF, Compared
from .forge import edit, fields_of, seed_signer


def flipped(data):
    return data[:-1] + bytes([data[-1] ^ 1])


def more(number):
    return number + 1


def less(number):
    return number - 1


def gone(_):
    return None


# What is changed, in which event (the n-th one of its kind), where, and what both verifiers have to say.
CASES = [
    ("pledged", "PledgeRecorded", 0, (65, 5, 2), less, 3), ("pledged to another fund", "PledgeRecorded", 0, (65, 3), less, 3),
    ("booked later", "PledgeRecorded", 0, (65, 6), lambda x: x + 2, 3),
    ("part of the pledge", "ReceiptRecorded", 0, (25, 12, 2), less, 3),
    ("part of another pledge", "ReceiptRecorded", 0, (25, 12, 1), more, 3),
    ("written off", "PledgeWrittenOff", 0, (68, 3), lambda x: 2_000_001, 3),
    ("nothing written off", "PledgeWrittenOff", 0, (68, 3), gone, 3),
    ("written off as of", "PledgeWrittenOff", 0, (68, 2), more, 3),
    ("cancelled", "PledgeCancelled", 0, (67, 3), less, 3), ("reason 7", "PledgeCancelled", 0, (67, 4), lambda x: 7, 3),
    ("copy", "ReceiptReissued", 0, (69, 2), more, 3), ("copy of nothing", "ReceiptReissued", 0, (69, 1), less, 3),
    ("recalled elsewhere", "AllotmentRecalled", 0, (70, 1), less, 3),
    ("recalled numbers", "AllotmentRecalled", 0, (70, 3, 3), lambda x: b"\x80\xe1\xeb\x17", 3),
    ("the payee's account", "PayeeProposed", 0, (73, 2), flipped, 3), ("a short token", "PayeeProposed", 0, (73, 2), lambda x: x[1:], 3),
    ("the payee of another", "PayeeProposed", 0, (73, 1), less, 3), ("confirmed as of", "PayeeConfirmed", 0, (74, 2), more, 3),
    ("another payee confirmed", "PayeeConfirmed", 1, (74, 1), less, 3),
    ("declared total", "ListSubmitted", 0, (76, 3), more, 3), ("declared count", "ListSubmitted", 0, (76, 2), more, 3),
    ("declared count is none", "ListSubmitted", 0, (76, 2), gone, 3), ("other content", "ListSubmitted", 0, (76, 4), flipped, 0),
    ("the line's place", "GrantApplied", 1, (30, 7, 2), more, 3), ("a line without payee", "GrantApplied", 1, (30, 5), gone, 3),
    ("another's payee", "GrantApplied", 1, (30, 5), less, 3), ("a line of no list", "GrantApplied", 1, (30, 7), gone, 3),
    ("the line's amount", "GrantApplied", 0, (30, 4), less, 3), ("decided another", "GrantDecided", 1, (31, 1), less, 3),
    ("approved lines", "ListApproved", 0, (77, 4), more, 3), ("approved total", "ListApproved", 0, (77, 5), less, 3),
    ("approved as of", "ListApproved", 0, (77, 2), more, 3), ("credit of no list", "CreditSecured", 0, (32, 6), gone, 3),
    ("another line's credit", "CreditSecured", 1, (32, 1), less, 3),
    ("part", "ListReleased", 1, (78, 3), more, 3), ("released lines", "ListReleased", 0, (78, 4), less, 3),
    ("released again", "ListReleased", 1, (78, 4), more, 3), ("released total", "ListReleased", 0, (78, 5), less, 3),
    ("released as of", "ListReleased", 1, (78, 2), less, 3), ("verified for no list", "GrantVerified", 0, (34, 3), gone, 3),
    ("rows", "ResultsImported", 0, (79, 3), less, 3), ("another file", "ResultsImported", 0, (79, 2), flipped, 0),
    ("the same file", "ResultsImported", 1, (79, 2), lambda x: bytes([0x72]) * 32, 3),
    ("the total of the rows", "ResultsImported", 0, (79, 4), more, 0),
    ("results of another list", "ResultsImported", 0, (79, 1), less, 3),
    ("no word of the bank", "PaymentSettled", 0, (36, 4), gone, 3), ("another account", "PaymentSettled", 0, (36, 4, 3), flipped, 3),
    ("another file's word", "PaymentSettled", 0, (36, 4, 1), less, 3), ("row 0", "PaymentSettled", 0, (36, 4, 2), gone, 3),
    ("returned without a word", "PaymentReturned", 0, (37, 5), gone, 3), ("another row refused", "Refused", 0, (39, 1, 1), less, 0),
    ("a row refused that is not there", "Refused", 0, (39, 1, 1), more, 3),
    ("item's value", "ItemRegistered", 0, (100, 4), more, 3), ("no value", "ItemRegistered", 0, (100, 4), gone, 3),
    ("no measure", "ItemRegistered", 0, (100, 3), gone, 3), ("quantity", "KitDesigned", 0, (101, 4, 2), more, 3),
    ("another item", "KitDesigned", 0, (101, 4, 1), less, 3), ("design for another", "KitDesigned", 0, (101, 3), more, 3),
    ("units of money", "FundOpened", 1, (23, 3), gone, 3), ("a store is a bank", "AccountOpened", 1, (18, 3), lambda x: 1, 3),
    ("a bank is a store", "AccountOpened", 0, (18, 3), lambda x: 6, 3), ("kind 7", "AccountOpened", 0, (18, 3), lambda x: 7, 3),
    ("basis nil", "LotReceived", 0, (102, 8), lambda x: 4, 3), ("no value a unit", "LotReceived", 0, (102, 7), gone, 3),
    ("a value of the catalogue", "LotReceived", 0, (102, 7), lambda x: 1_000_000, 3),
    ("the lot's number", "LotReceived", 0, (102, 2), more, 3), ("a unit more", "LotReceived", 0, (102, 6), more, 0),
    ("too few units", "LotReceived", 0, (102, 6), lambda x: 3, 3), ("no evidence", "LotReceived", 0, (102, 9), gone, 3),
    ("appraised as of", "LotAppraised", 1, (103, 2), less, 3), ("another lot", "LotAppraised", 0, (103, 1), less, 3),
    ("kit of more", "KitAssembled", 0, (104, 3, 3), flipped, 3), ("kit of another design", "KitAssembled", 0, (104, 1), less, 3),
    ("units never numbered", "KitAssembled", 0, (104, 3, 2), lambda x: b"\x0a", 3),
    ("kit reserved", "KitReserved", 1, (106, 3), less, 3), ("handed over units", "GoodsHandedOver", 0, (107, 4, 2), flipped, 3),
    ("handed over kit", "GoodsHandedOver", 0, (107, 3), less, 3), ("handed over as of", "GoodsHandedOver", 0, (107, 2), less, 3),
    ("dissolved units", "KitDissolved", 0, (105, 3, 3), flipped, 3), ("dissolved kit", "KitDissolved", 0, (105, 1), less, 3),
    ("dissolved as of", "KitDissolved", 0, (105, 2), more, 3), ("cancelled as of", "GrantCancelled", 0, (38, 2), less, 3),
]


class Ceremony(Compared):
    """A small book that has them all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.use(SHELF.promises, seed_signer("amanat.example/test", bytes([7]) * 32))

    def entry_of(self, kind, which):
        tag = next(tag for tag, name in schema.EVENT_TAGS.items() if name == kind)
        return [n for n, entry in enumerate(self.book.entries) if fields_of(entry)[-1][0] == tag][which]

    def test_whole_book(self):
        self.same_sums(self.book)

    def test_every_new_event_is_in_it(self):
        there = {schema.EVENT_TAGS[fields_of(entry)[-1][0]] for entry in self.book.entries}
        absent = {"CampaignRegistered", "CampaignClosed", "ClassRegistered", "ApprovalPolicySet", "ApprovalGiven",
                  "PledgeAmended", "EarmarkPlaced", "EarmarkLifted", "PayeeRenewed"}
        self.assertEqual({name for tag, name in schema.EVENT_TAGS.items() if tag >= 60} - there, absent)

    def test_forged_content(self):
        results = []
        for what, kind, which, path, change, code in CASES:
            index, entries = self.entry_of(kind, which), list(self.book.entries)
            entries[index] = edit(entries[index], path, change)
            results.append(self.forgery("forged: %s at entry %d" % (what, index), entries, code, beyond=True))
        self.sound(results)

    def test_entries_of_an_act_in_another_order(self):
        """Within a step of a list its lines may come in any order, and nothing else may stand between them."""
        begins = self.entry_of("ListApproved", 0)
        results = []
        for what, order, code in (("lines the other way", (0, 3, 4, 1, 2), 3), ("an award before its credit", (0, 2, 1, 3, 4), 3),
                                  ("the opening last", (1, 2, 3, 4, 0), 3)):
            entries = list(self.book.entries)
            entries[begins:begins + 5] = [entries[begins + n] for n in order]
            results.append(self.forgery("forged: " + what, entries, code))
        self.sound(results)

    def test_bits_by_chance(self):
        results = []
        for index, entry in enumerate(self.book.entries):
            if index > 50 or index % 5 == 0:
                data, at = bytearray(entry), self.random.randrange(len(entry))
                data[at] ^= 1 << self.random.randrange(8)
                entries = self.book.entries[:index] + [bytes(data)] + self.book.entries[index + 1:]
                results.append(self.forgery("forged: a bit of byte %d of entry %d" % (at, index), entries, None, beyond=True))
        self.sound(results)
