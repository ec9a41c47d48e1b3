"""A partner's client of Amanat: records receipts, follows the feed, reads refusals, retries safely.

Needs requirements.txt, and the stubs that generate.sh makes on the path of Python. docs/partners.md walks through it.
"""
import hashlib
import random
import time
from typing import NamedTuple, Optional

import grpc
from blake3 import blake3
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from amanat.ledger.v1 import admin_service_pb2, admin_service_pb2_grpc, audit_service_pb2_grpc, following_pb2
from amanat.ledger.v1 import receipt_service_pb2, receipt_service_pb2_grpc, recorded_pb2
from amanat.record.v1 import record_pb2

CHAIN = "amanat ledger chain v1"
ATTEMPTS = 12  # of one request, in all
LONGEST_PAUSE = 5.0  # seconds between two of them, unless the server asks for more
CALL_SECONDS = 30.0  # after which an answer counts as lost


class Refused(Exception):
    """A no, as a program reads it: by gRPC code, reason and metadata, never by text."""

    def __init__(self, error):
        self.code = error.code()
        self.reason = ""  # its stable name: PAYMENT_ALREADY_RECORDED, MALFORMED…; empty: not Amanat's word
        self.metadata = {}  # the numbers of the reason, in decimal
        self.violations = []  # (field, what is wrong with it) of a malformed request
        self.sentence = ""  # for people, in the language that was asked for
        self.retry_after = None  # seconds that the server asks to wait
        status = rpc_status.from_call(error)
        for detail in status.details if status else ():
            self._read(detail)
        super().__init__(f"{self.code.name} {self.reason} {self.metadata} {self.violations or error.details()}")

    def _read(self, detail):
        info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
        said, retry = error_details_pb2.LocalizedMessage(), error_details_pb2.RetryInfo()
        if detail.Unpack(info) and info.domain == "amanat":
            self.reason, self.metadata = info.reason, dict(info.metadata)
        elif detail.Unpack(bad):
            self.violations = [(each.field, each.description) for each in bad.field_violations]
        elif detail.Unpack(said):
            self.sentence = said.message
        elif detail.Unpack(retry):
            self.retry_after = retry.retry_delay.ToTimedelta().total_seconds()

    def may_pass(self):
        """Whether the same request may succeed later: nobody judged it, or nobody knows whether it was recorded."""
        if self.code == grpc.StatusCode.RESOURCE_EXHAUSTED:
            return self.retry_after is not None  # without it a message is too large, and stays so
        return self.code in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED)

    def pause(self, attempt):
        """Seconds to wait after this attempt (from 1): longer each time, by chance, and never less than asked for."""
        return max(self.retry_after or 0.0, random.uniform(0.5, 1.0) * min(LONGEST_PAUSE, 0.1 * 2**attempt))


class FalseFeed(Exception):
    """An entry does not follow from those before it. What was kept before is evidence."""


class Answer(NamedTuple):
    """What was recorded, and whether it was recorded by an earlier attempt."""

    recorded: recorded_pb2.BatchRecorded
    replayed: bool


class Place(NamedTuple):
    """How far a follower is: how many entries it has, and the value of the chain after them. Keep it durably."""

    count: int
    link: bytes


class Heard(NamedTuple):
    """What a feed said: an entry's bytes, only its leaf (it is none of ours), or that there is nothing newer."""

    place: Place  # after it
    record: Optional[bytes] = None
    leaf: Optional[bytes] = None


def first_place(book):
    """Before the first entry of a book, named `books/{id in hexadecimal}`."""
    book_id = bytes.fromhex(book.removeprefix("books/"))
    return Place(0, blake3(book_id, derive_key_context=CHAIN).digest())


def checked(place, entry):
    """The next entry, if it is the next one and its link follows from ours."""
    whole = entry.WhichOneof("content") == "record"
    leaf = hashlib.sha256(b"\0" + entry.record).digest() if whole else entry.leaf
    link = blake3(place.link + leaf, derive_key_context=CHAIN).digest()
    if entry.index != place.count or len(leaf) != 32 or entry.link != link:
        raise FalseFeed(f"entry {entry.index} does not follow from {place.count} entries with link {place.link.hex()}")
    if whole and record_pb2.Entry.FromString(entry.record).index != entry.index:
        raise FalseFeed(f"entry {entry.index} holds another one")
    return Heard(Place(place.count + 1, link), entry.record if whole else None, leaf)


class Partner:
    """A connection in the name of an API key."""

    def __init__(self, address, key, language="en", told=lambda refused: None):
        """`told` hears of every failed attempt that is made again."""
        # No TLS yet: the server listens on loopback only, and so the key does not leave the machine.
        self.channel = grpc.insecure_channel(
            address, options=[("grpc.enable_http_proxy", 0), ("grpc.max_reconnect_backoff_ms", 1000)])
        self.metadata = [("authorization", f"Bearer {key}"), ("accept-language", language)]
        self.told = told

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.channel.close()

    def call(self, method, request):
        """Asks until there is an answer; gives it, and whether it was given before.

        The request is the same each time, request id and all: so it is recorded once, whatever got lost on the way.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer, call = method.with_call(request, timeout=CALL_SECONDS, metadata=self.metadata)
                return answer, dict(call.initial_metadata()).get("x-idempotent-replay") == "true"
            except grpc.RpcError as error:
                refused = Refused(error)
                if attempt == ATTEMPTS or not refused.may_pass():
                    raise refused from error
            self.told(refused)
            time.sleep(refused.pause(attempt))

    def record_batch(self, request_id, items, mode=recorded_pb2.BATCH_MODE_EACH):
        """Records receipts, each for itself. Keep `request_id` with the items first: after a crash, ask again."""
        request = receipt_service_pb2.BatchRecordReceiptsRequest(request_id=request_id, mode=mode, items=items)
        method = receipt_service_pb2_grpc.ReceiptServiceStub(self.channel).BatchRecordReceipts
        answer, replayed = self.call(method, request)
        return Answer(answer.recorded, replayed)

    def book(self):
        """What the book is, and how far."""
        method = admin_service_pb2_grpc.AdminServiceStub(self.channel).GetBook
        return self.call(method, admin_service_pb2.GetBookRequest())[0]

    def follow(self, place=None):
        """Everything after a place (the start), checked, without a gap or a double, over any number of cuts.

        Never ends by itself; where there is nothing newer it says so, and goes on.
        """
        place = place or first_place(self.book().book.name)
        attempt = 0
        while True:
            try:
                for heard in self.follow_once(place):
                    place, attempt = heard.place, 0
                    yield heard
            except Refused as refused:
                attempt += 1
                if attempt == ATTEMPTS or not refused.may_pass():
                    raise
                self.told(refused)
                time.sleep(refused.pause(attempt))

    def follow_once(self, place):
        """The same until the first cut."""
        after = {"after_index": place.count - 1, "link": place.link} if place.count else {}
        request = following_pb2.FollowRequest(**after)
        feed = audit_service_pb2_grpc.AuditServiceStub(self.channel).Follow(request, metadata=self.metadata)
        try:
            for said in feed:
                for entry in said.entries.entries:
                    heard = checked(place, entry)
                    place = heard.place
                    yield heard
                if said.WhichOneof("news") == "heartbeat":
                    if Place(said.heartbeat.entry_count, said.heartbeat.link) != place:
                        raise FalseFeed(f"the server's head is not the place after {place.count} entries")
                    yield Heard(place)
        except grpc.RpcError as error:
            raise Refused(error) from error
        finally:
            feed.cancel()
