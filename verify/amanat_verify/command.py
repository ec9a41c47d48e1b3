"""The command line: what is asked, and how the report is written."""
import argparse
import json
import os
import time

from .journal import read
from .notes import parse_policy
from .whole import verdict, verify


def is_inside(path, folder):
    """The policy must come from outside, and so must the name by which it is named."""
    return any(os.path.commonpath([folder_, path_]) == folder_ for folder_, path_ in
               ((os.path.abspath(folder), os.path.abspath(path)), (os.path.realpath(folder), os.path.realpath(path))))


def main(arguments):
    parser = argparse.ArgumentParser(description="Verify a book: a second implementation, independent of the server.")
    parser.add_argument("book", help="the folder of a book, or of an export of one")
    parser.add_argument("--policy", help="whose signatures count: a file from outside of the book")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.add_argument("--links", action="store_true", help="check the links too (BLAKE3 in Python, slower)")
    options = parser.parse_args(arguments)
    policy = None
    if not os.path.isdir(options.book):
        parser.error("no such book: %s" % options.book)
    if options.policy:
        if is_inside(options.policy, options.book):
            parser.error("the policy lies inside the book: who could change the book could have changed it")
        try:
            policy = parse_policy(read(options.policy).decode("utf-8"))
        except (OSError, ValueError) as error:
            parser.error("%s: %s" % (options.policy, error))
    began = time.perf_counter()
    report = verify(options.book, policy, options.links)
    seconds = time.perf_counter() - began
    code, line = verdict(report, policy)
    report["verdict"] = {"exit": code, "line": line, "anchor": report["anchor"]}
    if options.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return code
    print("Book %s, origin %s" % (report.get("book"), report.get("origin")))
    for check, note in report["checks"].items():
        print("checked      %-11s %s" % (check, note))
    for f in report["findings"]:
        print("FINDING      %s: entries %s to %s, %s byte %s\n    expected %s\n    found    %s\n    %s" % (
            f["class"], f["first"], f["end"], f["file"], f["offset"], f["expected"], f["found"], f["detail"]))
    for reason in report["cannot_tell"]:
        print("cannot tell  %s" % reason)
    for what in report["not_checked"]:
        print("not checked  %s" % what)
    if report["totals"]:
        print("totals       " + ", ".join("%s %s" % (k, v) for k, v in report["totals"]["all"].items()))
        for fund, sums in report["totals"]["goods"].items():
            print("goods        fund %d: " % fund + ", ".join("%s %s" % (k, v) for k, v in sums.items()))
    if report["head"]:
        size = report["head"]["size"]
        print("head         %d entries, link %s; %.1f s, %d entries/s" % (size, report["head"]["link"], seconds, size / seconds))
    print(line)
    return code
