"""Tests of the second verifier, against the real server and its auditor.

    python3 verify/test_verify.py

Makes a demonstration book with the server (AMANAT_SERVER) and a book of promises, lists and goods (AMANAT_CEREMONY), damages
them in every kind of place, and asks both verifiers: this one, and `ledger-cli audit verify` (AMANAT_CLI). They must agree on
the exit code and on the first entry they name. AMANAT_SEED draws other places.

    cargo build --release --bin ledger-server --bin ledger-cli && cargo build --release -p ledger-cli --example ceremony_book
"""
import os
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tests.anchors import Anchors
from tests.ceremony import Ceremony
from tests.damage import Damage
from tests.exports import Exports
from tests.forgeries import Forgeries
from tests.vectors import Vectors

__all__ = ["Anchors", "Ceremony", "Damage", "Exports", "Forgeries", "Vectors"]

if __name__ == "__main__":
    unittest.main()
