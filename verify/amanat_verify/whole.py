"""One pass over a book, and one verdict."""
import os
import time

from .anchor import check_links, check_signature, check_tree, stored_in_book
from .entries import decode_entry
from .export import is_export, read_entries, read_hashes
from .faults import Breach, Malformed, Newer, need
from .findings import NOT_CHECKED, finding
from .hashes import leaf_hash, tree_root
from .journal import SLOT_OFFSETS, read, read_book, read_journal, read_slots, segment_names
from .judge import CHECKED, judge, totals_of
from .notes import parse_checkpoint, parse_note
from .state import State


def verify(folder, policy, links):
    report = {"schema_version": 1, "path": folder, "checks": {}, "findings": [], "cannot_tell": [], "no_anchor": None,
              "not_checked": list(NOT_CHECKED), "totals": None, "checkpoint": None, "head": None, "anchor": None}
    if is_export(folder):
        return verify_export(folder, policy, report)
    if not links:
        report["not_checked"].insert(0, "links (BLAKE3): --links checks them")
    checks, cannot = report["checks"], report["cannot_tell"]
    try:
        book = read_book(os.path.join(folder, "BOOK"))
    except (OSError, Newer, Malformed) as error:
        cannot.append("BOOK: %s" % (error.args[0] if isinstance(error, Malformed) else error))
        return report
    report["book"] = book.hex()
    # The checkpoint before the head: a server may be writing, and the head must not be the older of the two.
    note_path, text, signatures, origin, signed, root = read_checkpoint(report, folder)
    head, head_path = None, os.path.join(folder, "head")
    try:
        names = segment_names(folder)  # before the head, which is never behind the name of a segment
    except OSError as error:
        names = []
        cannot.append("%s: %s" % (error.filename, error.strerror))
    try:
        for _ in range(5):
            slots = read_slots(head_path, book)
            if None not in slots:
                break
            time.sleep(0.02)  # the slot may be being written
        head = max((slot for slot in slots if slot), default=None, key=lambda slot: slot[0])
        for at, slot in zip(SLOT_OFFSETS, slots):
            if head and slot is None:
                finding(report, "head", None, None, head_path, at, "magic, book id and CRC32C of a slot", "they do not check", "")
    except OSError:
        pass
    if head is None:
        cannot.append("%s: no sound slot, so how far the journal was acknowledged is not known" % head_path)
    size = head[0] if head else signed
    report["head"] = {"size": size, "link": head[1].hex() if head else None}
    if head and size == 0:
        cannot.append("the book has no entry, not even its opening")  # format.md 7.7
    if head and signed > size:
        finding(report, "truncated", size, signed, head_path, None, "head not below the checkpoint, %d" % signed,
                "head %d" % size, "")
    stored_leaves = stored_in_book(folder, 0)[1]
    try:
        entries, frames = read_journal(report, folder, names, book, head, size,
                                       lambda index: stored_leaves[index] if index < len(stored_leaves) else b"")
    except OSError as error:
        cannot.append("%s: %s" % (error.filename, error.strerror))
        return report
    checks["frames"] = "%d frames with %d entries of %d" % (len(frames), len(entries), size)
    leaves = [leaf_hash(entries[n][0]) if n in entries else None for n in range(size)]
    checks["tree"] = "%d stored hashes" % check_tree(
        report, lambda level: stored_in_book(folder, level), leaves, min(signed, size))
    if text is not None and signed <= size:
        check_root(report, note_path, leaves, stored_leaves, signed, root, size)
    if links:
        checks["links"] = "%d entries" % check_links(report, frames, leaves, book)
    finish(report, entries, leaves, size, (note_path, text, signatures, origin), book, policy)
    return report


def verify_export(folder, policy, report):
    """The same of an export: its bundles and tiles, up to its checkpoint."""
    note_path, text, signatures, origin, size, root = read_checkpoint(report, folder)
    report["not_checked"].insert(0, "links: an export holds none")
    if report["no_anchor"]:
        report["cannot_tell"].append("there is no checkpoint, which says how many entries there are")
        return report
    report["head"] = {"size": size, "link": None}
    try:
        entries = read_entries(report, folder, size)
        leaves = [leaf_hash(entries[n][0]) if n in entries else None for n in range(size)]
        rows = {level: read_hashes(report, folder, level, size) for level in range(8)}
    except OSError as error:
        report["cannot_tell"].append("%s: %s" % (error.filename, error.strerror))
        return report
    report["checks"]["bundles"] = "%d entries of %d" % (len(entries), size)
    report["checks"]["tree"] = "%d stored hashes" % check_tree(report, rows.get, leaves, size)
    if text is not None:
        check_root(report, note_path, leaves, rows[0][1], size, root, size)
    finish(report, entries, leaves, size, (note_path, text, signatures, origin), None, policy)
    return report


def read_checkpoint(report, folder):
    """(path, text, signatures, origin, size, root) of the checkpoint; the text is None if there is none."""
    path = os.path.join(folder, "checkpoint")
    try:
        text, signatures = parse_note(read(path))
        origin, size, root = parse_checkpoint(text)
        report["checkpoint"] = {"size": size, "root": root.hex()}
        return path, text, signatures, origin, size, root
    except FileNotFoundError:
        report["no_anchor"] = "there is no checkpoint"
    except (OSError, ValueError) as error:
        finding(report, "bad signature", None, None, path, None, "a signed checkpoint", str(error), "")
    return path, None, None, None, 0, None


def check_root(report, path, leaves, stored, signed, root, size):
    """The root of the entries under the checkpoint."""
    under = leaves[:signed]
    if None in under:
        report["not_checked"].insert(0, "the checkpoint's root: not every entry under it is readable")
    elif tree_root(under) != root:
        stored = stored[:signed]
        if None not in stored and tree_root(stored) == root:  # so the stored leaves name what was edited
            report["checks"]["checkpoint"] = "the entries are not those under its root, the stored leaves are"
        else:
            finding(report, "checkpoint", None, signed, path, None, root.hex(), tree_root(under).hex(),
                    "signed root, and that of the entries")
    else:
        report["checks"]["checkpoint"] = "%d entries under its root, %d after it linked, unsigned" % (signed, size - signed)


def finish(report, entries, leaves, size, checkpoint, book, policy):
    """Canonical form and rules, what entry 0 says, the signature, the totals."""
    checks = report["checks"]
    note_path, text, signatures, origin = checkpoint
    state, judged = check_entries(report, entries, leaves, size)
    checks["entries"] = "%d of %d canonical; %s" % (judged, size, CHECKED)
    check_book_entry(report, entries, note_path, book, text, signatures, origin, policy)
    if state and judged == size and size:
        both, funds, units = totals_of(state)
        report["totals"] = {"unit": state.book["unit"], "all": both, "funds": funds, "goods": units}
        checks["numbered"] = "%d runs of rials and %d of units moved; %d series partitioned, %d funds" % (
            state.rials.moved, state.units.moved, len(state.rials.series) + len(state.units.series), len(funds) + len(units))


def check_entries(report, entries, leaves, size):
    """Decode and judge, up to the first entry that is damaged or breaks a rule."""
    state, index = State(), 0
    damaged = [f["first"] for f in report["findings"]
               if f["first"] is not None and f["class"] in ("leaf", "frame", "frame header", "missing", "truncated")]
    limit = min([size] + damaged + [n for n, leaf in enumerate(leaves) if leaf is None])
    try:
        while index < limit:
            data, path, offset = entries[index]
            judge(state, index, decode_entry(data))
            index += 1
        need(limit < size or state.act is None, "ACT_BROKEN", "the journal ends inside an act")
        return state, index
    except Newer as newer:
        report["cannot_tell"].append("entry %d, %s byte %d: %s" % (index, path, offset, newer))
    except Malformed as malformed:
        finding(report, "not canonical", index, index + 1, path, offset + malformed.args[1], "the one encoding of an entry",
                malformed.args[0], "byte %d of the entry" % malformed.args[1])
    except Breach as breach:
        finding(report, "rule broken", index, index + 1, path, offset, "docs/format.md 4 to 6", "%s: %s" % breach.args, "")
    return None, index


def check_book_entry(report, entries, note_path, book, text, signatures, origin, policy):
    """Entry 0 names the book, and the log that signs."""
    try:
        data, path, offset = entries[0]
        opened = decode_entry(data)["event"]
        if opened["kind_of"] != "BookOpened":
            raise KeyError
    except (KeyError, Malformed, Newer):
        report["no_anchor"] = report["no_anchor"] or "entry 0 names no log"
        return
    report["origin"] = opened["origin"]
    if book is None:  # an export names its book in entry 0 alone
        report["book"] = opened["book"].hex()
    elif opened["book"] != book:
        finding(report, "rule broken", 0, 1, path, offset, "book %s" % book.hex(), "book %s" % opened["book"].hex(), "")
    if text is not None:
        if origin != opened["origin"]:
            finding(report, "bad signature", None, None, note_path, 0, opened["origin"], origin, "origin of the checkpoint")
        report["anchor"] = check_signature(report, note_path, text, signatures, opened, policy)


def verdict(report, policy):
    size = report["head"]["size"] if report["head"] else 0
    if report["findings"]:
        first = min((f["first"] for f in report["findings"] if f["first"] is not None), default=None)
        at = "" if first is None else ", the first at entry %d" % first
        return 3, "TAMPERING OR DAMAGE PROVEN: %d findings%s" % (len(report["findings"]), at)
    if report["cannot_tell"]:
        return 4, "CANNOT TELL: " + report["cannot_tell"][0]
    if policy is None or report["anchor"] is None:
        return 5, "INTERNALLY CONSISTENT ONLY: " + (report["no_anchor"] or "no policy from outside")
    return 0, "VERIFIED, as far as checked above: %d entries; anchor: %s, witnesses: %s" % (
        size, report["anchor"]["log"], ", ".join(report["anchor"]["witnesses"]) or "none")
