#!/usr/bin/env python3
"""The second verifier of a book: written from the documents alone, in nothing but Python's standard library.

    python3 verify/verify.py BOOK [--policy FILE] [--json] [--links]

BOOK is the folder of a book, or of an export of one (docs/format/export.md).

It shares no line with the server or its auditor. What it reads is specified in docs/format.md (acts, numbered rials and
units, rules), docs/format/journal.md (files and frames), docs/format/record.md with proto/amanat/record/v1 (entries), and
C2SP signed-note, tlog-checkpoint and tlog-cosignature. It writes nothing, and believes nothing past `head`.

Exit codes (docs/cli.md): 0 verified against the policy, 2 asked wrongly, 3 tampering or damage, 4 cannot tell,
5 internally consistent, and no anchor from outside. Of several outcomes the first of 3, 4, 5, 0 counts.
"""
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from amanat_verify.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
