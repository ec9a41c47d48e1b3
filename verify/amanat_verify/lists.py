"""Lists: a step of a list is an act, and the list is what it declares (docs/format.md 4 and 6)."""
import collections

from .faults import need
from .state import known, need_kind, only_once, unchanged

MAX_LINES = 4_096
Step = collections.namedtuple("Step", "count entries answer")
# The entry that opens a step: the field that says how many lines follow, what stands in it, and what answers a line.
STEPS = {
    "ListSubmitted": Step("declared_count", ("GrantApplied", "GrantDecided"), ("GrantDecided",)),
    "ListApproved": Step("line_count", ("CreditSecured", "GrantAwarded"), ("GrantAwarded",)),
    "ListReleased": Step("line_count", ("GrantVerified", "PaymentOrdered"), ("PaymentOrdered",)),
    "ResultsImported": Step("row_count", ("PaymentSettled", "PaymentReturned"), ("PaymentSettled", "PaymentReturned")),
}
OPENED_BY = {kind: step for step, row in STEPS.items() for kind in row.entries}


def list_of(state, event):
    """The list that the entry is about a line of, or 0."""
    named = event.get("list")
    if event["kind_of"] == "GrantApplied":
        return named["list"] if named else 0
    return named or state.grants.get(event.get("grant"), {"list": 0})["list"]


def judge_context(state, event):
    """In the step of a list stand its lines and nothing else, and lines stand nowhere else."""
    kind = event["kind_of"]
    named = list_of(state, event) if kind in OPENED_BY else 0
    if state.step is None:
        need(not named, "LINE_OF_LIST", "%s of a line of list %d" % (kind, named))
    elif kind != "Refused" or state.step["step"] != "ResultsImported":
        need(named == state.step["list"] and OPENED_BY[kind] == state.step["step"], "NOT_OF_LIST",
             "%s in a step of list %d" % (kind, state.step["list"]))


def count_down(state, event):
    """After the entry: one line less to come, and none once the act is over."""
    kind = event["kind_of"]
    if state.step and kind not in STEPS:
        answers = len(event["items"]) if kind == "Refused" else kind in STEPS[state.step["step"]].answer
        state.step["missing"] -= answers
        need(state.step["missing"] >= 0, "ACT_BROKEN", "more answers than lines")
        if state.step["missing"] == 0:
            state.step = None
    need(state.act or not state.step, "ACT_BROKEN", "the act ends, and lines are missing")


def begin(state, index, event):
    kind = event["kind_of"]
    of = index if kind == "ListSubmitted" else event["list"]
    state.lists[of]["last"] = index
    state.step = {"list": of, "step": kind, "missing": event[STEPS[kind].count]}


def submitted(state, index, entry):
    event = entry["event"]
    need_kind(state, event["office"], "OfficeRegistered", "UNKNOWN_OFFICE")
    need(event["declared_total"], "NOTHING_ASKED", "a list of nothing")
    need(event["declared_count"] <= MAX_LINES, "LIST_TOO_LONG", "%d lines" % event["declared_count"])
    only_once(state, index, "a list of these lines", event["content"], "LIST_ALREADY_SUBMITTED")
    state.lists[index] = {"declared": (event["declared_count"], event["declared_total"]), "lines": [], "total": 0,
                          "stage": "submitted", "parts": 0, "last": index}
    begin(state, index, event)


def check_line(state, index, event):
    """A line that is applied for: the next one, with a payee; the last makes the sum what the list declares."""
    if not event["list"]:
        return
    row = state.lists[event["list"]["list"]]
    row["lines"].append(index)
    row["total"] += event["amount"]
    need(event["list"]["line"] == len(row["lines"]), "LINE_OUT_OF_ORDER",
         "line %d, the next is %d" % (event["list"]["line"], len(row["lines"])))
    need(event["payee"], "PAYEE_MISSING", "beneficiary %d" % event["beneficiary"])
    count, total = row["declared"]
    need(len(row["lines"]) < count or row["total"] == total, "LIST_TOTAL_MISMATCH",
         "declared %d, the lines are %d" % (total, row["total"]))


def check_counted(state, event, row, stages):
    waiting = [state.grants[line]["amount"] for line in row["lines"] if state.grants[line]["stage"] in stages]
    need(event["line_count"] == len(waiting), "LIST_COUNT_MISMATCH", "%d, not %d lines" % (event["line_count"], len(waiting)))
    need(event["total"] == sum(waiting), "LIST_TOTAL_MISMATCH", "%d, not %d" % (event["total"], sum(waiting)))


def at(state, event, *stages):
    row = known(state.lists, event["list"], "UNKNOWN_LIST")
    need(row["stage"] in stages, "LIST_STAGE_OUT_OF_ORDER", "list %d is %s" % (event["list"], row["stage"]))
    return row


def approved(state, index, entry):
    event = entry["event"]
    row = at(state, event, "submitted")
    unchanged(event, row["last"])
    need_kind(state, event["account"], "AccountOpened", "UNKNOWN_ACCOUNT")
    check_counted(state, event, row, ("decided",))
    row["stage"] = "approved"
    begin(state, index, event)


def released(state, index, entry):
    event = entry["event"]
    row = at(state, event, "approved", "released")
    unchanged(event, row["last"])
    need(event["part"] == row["parts"] + 1, "LINE_OUT_OF_ORDER", "part %d, the next is %d" % (event["part"], row["parts"] + 1))
    check_counted(state, event, row, ("awarded", "returned"))
    row["stage"], row["parts"] = "released", event["part"]
    begin(state, index, event)


def imported(state, index, entry):
    event = entry["event"]
    at(state, event, "released")
    only_once(state, index, "the bank's file", event["file"], "RESULTS_ALREADY_IMPORTED")
    state.results[index] = event["list"]
    begin(state, index, event)


def check_reported(state, event, grant):
    """The bank's own word for a line of a list, about the account that was approved; for other grants none."""
    reported = event["reported"]
    need(bool(reported) == bool(grant["list"]), "NOT_REPORTED", "grant %d" % event["grant"])
    if reported:
        need(state.results.get(reported["results"]) == grant["list"], "NOT_REPORTED", "results %d" % reported["results"])
        need(state.payees[grant["payee"]][1] == reported["account"], "ACCOUNT_MISMATCH", "payee %d" % grant["payee"])


def note_line_change(state, index, grant):
    """A line that is cancelled, or gets another payee, changes its list."""
    if grant["list"]:
        state.lists[grant["list"]]["last"] = index


RULES = {"ListSubmitted": submitted, "ListApproved": approved, "ListReleased": released, "ResultsImported": imported}
