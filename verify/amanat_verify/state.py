"""What the entries so far leave."""
from .faults import RULESET, need
from .partition import RIALS, UNITS, Partition

DAY_US = 86_400_000_000


class State:
    """Everything that the judgement of the next entry asks for."""

    def __init__(self):
        self.book = None        # entry 0's event
        self.ruleset = RULESET
        self.time = None        # recorded_at of the entry before, or where the clock was set
        self.act = None         # the act that is not whole yet
        self.once = {}          # what may stand once in a book -> the entry in which it stands
        self.kinds = []         # the event of each entry
        self.rials, self.units = Partition(RIALS), Partition(UNITS)
        self.item_of = {}       # fund -> the item whose units it numbers, 0 for money
        self.stores = set()     # accounts that hold goods
        self.receipts = {}      # receipt -> (series, start, end)
        self.copies = {}        # receipt -> how many copies were made out
        self.last_number = {}   # (office, fiscal year) -> the last receipt number
        self.allotments = {}    # allotment -> (line, ranges)
        self.earmarks = {}      # fund -> its live earmark
        self.pledges = {}       # pledge -> fund, what is pledged, received, given up, and its last change
        self.fulfilled = {}     # receipt -> [pledge, how much of it, what went beyond]
        self.payees = {}        # payee -> (beneficiary, account)
        self.payee_of = {}      # beneficiary -> the payee that it has now
        self.grants = {}        # grant -> what it is, its stage, and its last change
        self.lists = {}         # list -> its lines, its stage, and its last change
        self.step = None        # the step of a list whose lines are to come
        self.results = {}       # results -> list
        self.items = {}         # item -> its value by the catalogue
        self.designs = {}       # design -> (programme, bill)
        self.lots = {}          # lot -> its numbers, and who is still to appraise it
        self.kits = {}          # kit -> design, office, units, and the grant that has it


def only_once(state, index, what, key, code):
    need((what, key) not in state.once, code, "%s stands at entry %s already" % (what, state.once.get((what, key))))
    state.once[(what, key)] = index


def need_kind(state, index, kind, code):
    need(index < len(state.kinds) and state.kinds[index] == kind, code, "entry %d is no %s" % (index, kind))


def known(table, index, code):
    need(index in table, code, "entry %d" % index)
    return table[index]


def unchanged(event, last):
    need(event["last_change"] == last, "CHANGED_SINCE", "last changed by entry %d, not %d" % (last, event["last_change"]))


def day_of(state, entry):
    offset = state.book["utc_offset_minutes"] * 60_000_000
    return (entry["recorded_at_us"] + offset) // DAY_US
