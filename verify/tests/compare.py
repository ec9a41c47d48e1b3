"""Both verifiers on one book: this one, and `ledger-cli audit verify`."""
import atexit
import contextlib
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

from amanat_verify import command
from .forge import Book, Signer, forge, seed_signer

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def program(variable, path):
    return os.environ.get(variable, os.path.join(TOP, "target/release", path))


SERVER, CLI = program("AMANAT_SERVER", "ledger-server"), program("AMANAT_CLI", "ledger-cli")
CEREMONY = program("AMANAT_CEREMONY", "examples/ceremony_book")
SEED = int(os.environ.get("AMANAT_SEED", "1404"))
MISSING = [path for path in (SERVER, CLI, CEREMONY) if not os.access(path, os.X_OK)]
if MISSING:
    print("SKIPPED, OUT LOUD: there is no %s; what needs it is not compared" % ", ".join(MISSING), file=sys.stderr)
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
            options = (["--policy", policy] if policy else []) + (["--links"] if links else [])
            code = command.main([book, "--json"] + options)
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
    found = (report or {}).get("findings", ())
    said = ["%s@%s %s" % (f["class"], f["first"], f.get("detail") or f.get("found") or "") for f in found]
    return said + list((report or {}).get("cannot_tell", ()))


class Shelf:
    """The books that are compared, made once."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        atexit.register(self.folder.cleanup)
        self.forged = 0

    def at(self, *names):
        return os.path.join(self.folder.name, *names)

    def demonstration(self):
        """The server's own, and its first blocks as a book of their own: damage to bytes is found faster there."""
        data = self.at("demo")
        subprocess.run([SERVER, "demo", "--once", "--small", "--data", data, "--listen", "127.0.0.1:0"], check=True,
                       capture_output=True, timeout=60)
        self.whole = Book(os.path.join(data, "book"), data + ".policy")
        with open(os.path.join(data, "private/keys/log")) as file:
            self.signer = Signer(file.read())
        blocks = [self.whole.entries[f[2]:f[2] + f[3]] for f in self.whole.frames if f[2] < 800]
        forge(self.at("part"), self.whole, blocks, self.signer)
        self.part = Book(self.at("part"), self.whole.policy)

    def ceremony(self):
        """A book of promises, a list and goods, by the auditor's own tests."""
        data = self.at("ceremony")
        subprocess.run([CEREMONY, data], check=True, capture_output=True, timeout=60,
                       env={**os.environ, "TMPDIR": self.folder.name})
        self.promises = Book(os.path.join(data, "book"), os.path.join(data, "policy"))


SHELF = Shelf()


class Compared(unittest.TestCase):
    """They must agree on the exit code and on the first entry that they name."""

    @classmethod
    def setUpClass(cls):
        if MISSING:
            raise unittest.SkipTest("no %s" % ", ".join(MISSING))
        if not hasattr(SHELF, "whole"):
            SHELF.demonstration()
            SHELF.ceremony()
        cls.folder, cls.random = SHELF.folder, random.Random(SEED)
        cls.use(SHELF.whole, SHELF.signer)
        cls.part = SHELF.part

    @classmethod
    def use(cls, book, signer):
        cls.book = cls.whole = book
        cls.signer = signer

    @classmethod
    def tearDownClass(cls):
        while disagreements:
            print("DISAGREEMENT", disagreements.pop(0), file=sys.stderr)

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
            # The auditor may name a block or tile where this one names an entry of it, and the other way round. Where it
            # has a rule that this one has not, it may name an earlier entry.
            near = covers(their_report, named) or covers(my_report, first_named(their_report))
            same = same and (near or beyond and first_named(their_report) < named)
        if not same:
            text = "%s: this %s %s, auditor %s %s" % (what, my_code, kinds(my_report)[:3], their_code, kinds(their_report)[:3])
            known = next((why for name, why in KNOWN.items() if what.startswith(name)), None)
            disagreements.append(text + (" [known: %s]" % known if known else ""))
            return known is not None
        return True

    def sound(self, results):
        self.assertTrue(all(results), "disagreements: %d of %d" % (results.count(False), len(results)))

    def same_sums(self, book):
        """A sound book: both verify it, with the same head, checkpoint and totals."""
        for policy, code in ((book.policy, 0), (None, 5)):
            (my_code, my), (their_code, other) = mine(book.folder, policy), theirs(book.folder, policy)
            self.assertEqual((my_code, their_code), (code, code), (kinds(my), kinds(other)))
            for key in ("book", "origin"):
                self.assertEqual(my[key], other[key])
            self.assertEqual(my["totals"]["unit"], other["totals"]["unit"])
            self.assertEqual({k: str(x) for k, x in my["totals"]["all"].items()}, other["totals"]["all"])
            self.assertEqual({int(fund): {k: str(x) for k, x in sums.items()} for fund, sums in my["totals"]["funds"].items()},
                             {f["fund"]: f["sums"] for f in other["totals"]["funds"]})
            self.assertEqual({int(fund): units for fund, units in my["totals"]["goods"].items()},
                             {f["fund"]: f["units"] for f in other["totals"]["goods"]})
            self.assertEqual(my["checkpoint"], {k: other["checkpoint"][k] for k in ("size", "root")})
            self.assertEqual(my["head"], {k: other["head"][k] for k in ("size", "link")})

    def forgery(self, what, entries=None, code=3, blocks=None, index=None, segments=1, beyond=False):
        """A book in which only the content is wrong: every checksum, link, hash and signature is mended."""
        SHELF.forged += 1
        folder = SHELF.at("forged-%d" % SHELF.forged)
        if blocks is None:
            # What comes long after the change adds nothing but time.
            end = 200 + next((n for n, e in enumerate(entries) if e != self.book.entries[n]), len(entries))
            blocks = [entries[f[2]:f[2] + f[3]] for f in self.book.frames if f[2] <= end]
        forge(folder, self.book, blocks, self.signer, segments)
        return self.agree(what, code, folder, index=index, beyond=beyond)
