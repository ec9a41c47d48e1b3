"""The stored tree, the links and the signature, each against the entries."""
import hashlib
import os

from .findings import finding
from .hashes import chain
from .journal import read
from .notes import cosigned_by, quorum_reached, signed_by

TREE_LEVELS = 8


def stored_in_book(folder, level):
    """(the path of each hash, the hashes) of tree/<L>."""
    path = os.path.join(folder, "tree", str(level))
    try:
        data = read(path)
    except OSError:
        data = b""  # said later, if the checkpoint needs any of its hashes
    return [path] * (len(data) // 32), [data[32 * n:32 * n + 32] for n in range(len(data) // 32)]


def check_tree(report, stored, leaves, size):
    """Stored hashes against the entries: `stored` gives those of a level, None for each that was reported missing;
    `leaves` has None where an entry is not readable. The number compared."""
    compared, nodes = 0, leaves
    for level in range(TREE_LEVELS):
        paths, hashes = stored(level)
        width = 256**level
        if len(hashes) < size // width:
            report["cannot_tell"].append("level %d holds %d hashes, the checkpoint needs %d"
                                         % (level, len(hashes), size // width))
        both = [n for n in range(min(len(nodes), len(hashes))) if hashes[n] is not None]
        wrong = {n for n in both if nodes[n] is not None and nodes[n] != hashes[n]}
        compared += len(both)
        for n in sorted(wrong):
            offset = 32 * n if len(set(paths[:1] + paths[-1:])) == 1 else 32 * (n % 256)
            finding(report, "leaf" if level == 0 else "tree", n * width, (n + 1) * width, paths[n], offset,
                    hashes[n].hex(), nodes[n].hex(), "stored hash, and that of the entries")
        # One damage is one finding: what stands above a wrong hash is not compared again.
        nodes = [None if n in wrong else node for n, node in enumerate(nodes)]
        for _ in range(8):  # tree/<L> is the height 8 * L
            nodes = [None if None in (a, b) else hashlib.sha256(b"\1" + a + b).digest()
                     for a, b in zip(nodes[::2], nodes[1::2])]
    return compared


def check_links(report, frames, leaves, book):
    """Each block's stored link, from the link before it; after a damage on from the next stored one."""
    link, count = chain(book), 0
    for frame in frames:
        mine = leaves[frame["first"]:frame["end"]]
        if len(mine) == frame["end"] - frame["first"] and None not in mine:
            if link is not None:
                for leaf in mine:
                    link = chain(link + leaf)
                count += len(mine)
                named = any(f["class"] == "leaf" and frame["first"] <= f["first"] < frame["end"] for f in report["findings"])
                if link != frame["link"] and not named:
                    finding(report, "link", frame["first"], frame["end"], frame["path"], frame["at"] + 40,
                            frame["link"].hex(), link.hex(), "stored link, and that of the entries")
        link = frame["link"]
    return count


def check_signature(report, path, text, signatures, book, policy):
    """What stands behind the checkpoint: the verifier key and the witnesses, or None."""
    name, key = book["origin"], book["log_key"]
    if policy is None:
        good = signed_by(text, signatures, name, key)
        if not good:
            finding(report, "bad signature", None, None, path, None, "a good signature by entry 0's log key",
                    "none" if good is None else "a wrong one", "")
        return None
    for vkey, log, public in policy["logs"]:
        good = signed_by(text, signatures, log, public)
        if good is None:
            continue
        if not good:
            finding(report, "bad signature", None, None, path, None, "a good signature by " + vkey, "a wrong one", "")
            return None
        if (log, public) != (name, key):
            finding(report, "bad signature", 0, 1, path, None, "origin and log key of entry 0: %s, %s" % (name, key.hex()),
                    "%s, %s" % (log, public.hex()), "another log's signature")
            return None
        cosigned = set()
        for witness, (witness_name, witness_key) in policy["witnesses"].items():
            good = cosigned_by(text, signatures, witness_name, witness_key)
            if good:
                cosigned.add(witness)
            elif good is False:
                finding(report, "bad signature", None, None, path, None, "a good cosignature by " + witness, "a wrong one", "")
        if not quorum_reached(policy, policy["quorum"], cosigned):
            report["no_anchor"] = "the quorum %s of the policy has not cosigned" % policy["quorum"]
            return None
        return {"log": vkey, "witnesses": sorted(cosigned)}
    finding(report, "bad signature", None, None, path, None, "a signature by a log of the policy", "none", "")
    return None
