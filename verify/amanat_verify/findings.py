"""What was found, and what was not looked at."""

NOT_CHECKED = [
    "rules of docs/format.md 6 other than those named above: roles, offices and hands, approvals by amount, caps, "
    "restrictions, campaigns and earmarks, lines' parents, benefit keys, cooling off, the register",
    "whether a refusal was deserved; bank and debts (postings)",
    "signatures of principals: this ruleset has none",
    "facts: the ledger proves that nothing was changed, not that what was entered is true",
    "history before the first head that somebody outside kept",
]


def finding(report, kind, first, end, path, offset, expected, found, detail):
    report["findings"].append({"class": kind, "first": first, "end": end, "file": path, "offset": offset,
                               "expected": expected, "found": found, "detail": detail})
