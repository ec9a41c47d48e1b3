"""A partner's system in Python against the real server: batches, refusals, retries over kills, the feed.

    python3 interop/python/test_partner.py

Needs requirements.txt, and a server at AMANAT_SERVER (else target/release/ledger-server or target/debug/ledger-server).
Stubs and book lie in a temporary folder. The last line says `N passed, M failed`; exit code 0 if and only if M is 0.
"""
import atexit
import datetime
import faulthandler
import hashlib
import os
import queue
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import uuid
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
BUILT = [os.path.join(TOP, "target", build, "ledger-server") for build in ("release", "debug")]
SERVER = os.environ.get("AMANAT_SERVER") or next(filter(os.path.exists, BUILT), BUILT[0])
WORK = tempfile.mkdtemp(prefix="amanat-python.")
atexit.register(shutil.rmtree, WORK, True)
STUBS = os.path.join(WORK, "stubs")
MOST_SECONDS = 300  # for everything; after that it shows where everybody hangs, and has failed
WAIT = 60  # seconds for one thing that has to happen
MOST_BATCHES = 200  # by one hand, until the kills are done

sys.dont_write_bytecode = True
subprocess.run([os.path.join(HERE, "generate.sh"), STUBS], check=True, env={**os.environ, "PYTHON": sys.executable})
sys.path[:0] = [STUBS, HERE]

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

import amanat_partner as ap
from amanat.ledger.v1 import allotting_pb2, fund_service_pb2, fund_service_pb2_grpc, money_pb2, receipt_service_pb2
from amanat.ledger.v1 import receipt_service_pb2_grpc, receiving_pb2, recorded_pb2, registering_pb2, registry_item_pb2
from amanat.ledger.v1 import registry_service_pb2, registry_service_pb2_grpc
from amanat.record.v1 import receipts_pb2, record_pb2, registry_pb2

ATOMIC, EACH = recorded_pb2.BATCH_MODE_ATOMIC, recorded_pb2.BATCH_MODE_EACH


class Server:
    """The real server with a new book, on a free port of loopback that it keeps over restarts."""

    def __init__(self):
        self.data = os.path.join(WORK, "book")
        command = [SERVER, "init", "--data", self.data]
        made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=WAIT).stdout
        self.keys = [line.split()[-1] for line in made.splitlines() if line.strip().startswith("administrator ")]
        self.address, self.process = "127.0.0.1:0", None

    def start(self):
        """Starts it, and waits until it says that it serves."""
        command = [SERVER, "run", "--data", self.data, "--listen", self.address]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        said = self.process.stdout.readline()  # "Serving … on 127.0.0.1:40269 (3 entries …)."
        self.address = said.split(" on ")[1].split()[0]
        with grpc.insecure_channel(self.address, options=[("grpc.enable_http_proxy", 0)]) as channel:
            ask = health_pb2_grpc.HealthStub(channel).Check
            status = ask(health_pb2.HealthCheckRequest(), timeout=WAIT, wait_for_ready=True).status
            assert status == health_pb2.HealthCheckResponse.SERVING, status

    def kill(self):
        """kill -9."""
        if not self.process:
            return
        self.process.kill()
        self.process.wait(WAIT)
        self.process.stdout.close()

    def by(self, key, **options):
        return ap.Partner(self.address, key, **options)


class World:
    """A small book: a country, two provinces, two partners, each with an office, an account and a system."""

    def __init__(self, server):
        self.administrators = [server.by(key) for key in server.keys]
        (country, self.programme) = self.register(
            ("area", area("IR", "COUNTRY", 0)),
            ("programme", registering_pb2.RegisterProgramme(code="dowry", name="جهیزیه")))
        (qom, kerman, national) = self.register(
            ("area", area("IR-qom", "PROVINCE", country)), ("area", area("IR-kerman", "PROVINCE", country)),
            ("office", office("national", "WELFARE", 0, country)))
        (self.office, self.other_office) = self.register(
            ("office", office("partner-1", "PARTNER", national, qom)),
            ("office", office("partner-2", "PARTNER", national, kerman)))
        (self.account, self.other_account) = self.register(
            ("account", account("partner-1", self.office)), ("account", account("partner-2", self.other_office)))
        self.key, self.other_key = ("amanat_key_" + secrets.token_hex(32) for _ in range(2))
        self.register(
            ("principal", system(self.office, self.key)), ("principal", system(self.other_office, self.other_key)))

    def register(self, *items):
        """What the one administrator proposes and the other confirms; gives the indices."""
        indices = self.batch(0, [registry_item_pb2.RegistryItem(**{kind: what}) for kind, what in items])
        self.batch(1, [registry_item_pb2.RegistryItem(
            confirmation=registering_pb2.Confirm(object=index, last_change=index)) for index in indices])
        return indices

    def batch(self, hand, items):
        one = self.administrators[hand]
        method = registry_service_pb2_grpc.RegistryServiceStub(one.channel).BatchRegister
        request = registry_service_pb2.BatchRegisterRequest(request_id=new_id(), mode=ATOMIC, items=items)
        return list(one.call(method, request)[0].recorded.indices)

    def gift(self, reference, amount=1_000_000, **other):
        """A gift by card, as the gateway names it."""
        fields = dict(office=self.office, account=self.account, amount=money_pb2.Money(amount=amount, unit="IRR"),
                      source=receipts_pb2.SOURCE_PUBLIC_DONATION, channel=receipts_pb2.CHANNEL_CARD,
                      payment=receiving_pb2.ExternalPayment(
                          terminal="99000001", settlement_date=YESTERDAY, reference=reference))
        return receiving_pb2.RecordReceipt(**{**fields, **other})

    def gifts(self, name, count):
        return [self.gift(f"{name}-{number}") for number in range(count)]


def date(day):
    return money_pb2.Date(year=day.year, month=day.month, day=day.day)


YESTERDAY = date(datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=1))


def new_id():
    return str(uuid.uuid4())


def area(code, level, parent):
    level = registry_pb2.AreaLevel.Value(f"AREA_LEVEL_{level}")
    return registering_pb2.RegisterArea(code=code, level=level, parent=parent, name=code, valid_from=YESTERDAY)


def office(code, kind, parent, served):
    kind = registry_pb2.OfficeKind.Value(f"OFFICE_KIND_{kind}")
    return registering_pb2.RegisterOffice(code=code, kind=kind, parent=parent, area=served)


def account(code, owner):
    return registering_pb2.OpenAccount(code=code, office=owner, kind=registry_pb2.ACCOUNT_KIND_GATEWAY)


def system(home, key):
    roles = [registry_pb2.ROLE_RECEIVER, registry_pb2.ROLE_PARTNER]
    key_hash = hashlib.sha256(key.encode()).digest()
    return registering_pb2.AdmitPrincipal(office=home, roles=roles, api_key_sha256=key_hash)


def listed(partner, home):
    """The indices of all receipts of an office, page by page."""
    method, token, indices = receipt_service_pb2_grpc.ReceiptServiceStub(partner.channel).ListReceipts, "", []
    while True:
        request = receipt_service_pb2.ListReceiptsRequest(office=home, page_size=1000, page_token=token)
        page = partner.call(method, request)[0]
        indices += [receipt.index for receipt in page.receipts]
        token = page.next_page_token
        if not token:
            return indices


def read_to_the_head(feed):
    """All entries until the feed says that there is nothing newer."""
    heard = []
    for each in feed:
        if each.leaf is None:
            feed.close()
            return heard
        heard.append(each)


def emptied(things):
    there = []
    while not things.empty():
        there.append(things.get())
    return there


def entry(heard):
    return record_pb2.Entry.FromString(heard.record)


def references(heard, name):
    """How often each payment of this name stands in what was heard whole."""
    events = [entry(each) for each in heard if each.record is not None]
    receipts = [each.receipt_recorded for each in events if each.WhichOneof("event") == "receipt_recorded"]
    payments = [receipt.payment.reference for receipt in receipts]
    return Counter(reference for reference in payments if reference.startswith(name + "-"))


class Follower(threading.Thread):
    """Follows from the start on until it has so many entries."""

    def __init__(self, partner):
        super().__init__(daemon=True)
        self.partner, self.heard, self.news, self.error = partner, [], queue.Queue(), None
        self.start()

    def run(self):
        try:
            for each in self.partner.follow():
                if each.leaf is not None:
                    self.heard.append(each)
                self.news.put(each.place.count)
        except Exception as error:  # whoever waits says so
            self.error = error
            self.news.put(None)

    def wait_for(self, count):
        while True:
            there = self.news.get(timeout=WAIT)
            if there is None:
                raise self.error
            if there >= count:
                return self.heard[:count]


class APartner(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.kill)
        cls.server.start()
        cls.world = World(cls.server)

    def setUp(self):
        self.retried = queue.Queue()
        self.partner = self.enterContext(self.server.by(self.world.key, told=self.retried.put))

    def refused(self, act, *args, **options):
        with self.assertRaises(ap.Refused) as caught:
            act(*args, **options)
        return caught.exception

    def heard(self):
        return read_to_the_head(self.partner.follow())

    def test_records_a_thousand_receipts_of_which_the_rules_refuse_two(self):
        items = self.world.gifts("thousand", 1000)
        items[400], items[900] = items[10], items[20]
        recorded, replayed = self.partner.record_batch(new_id(), items)
        self.assertFalse(replayed)
        self.assertEqual(len(recorded.indices), 1000)
        self.assertEqual([at for at, index in enumerate(recorded.indices) if not index], [400, 900])
        told = [(each.ordinal, each.reason, each.metadata["receipt"]) for each in recorded.refusals]
        first = [str(recorded.indices[at]) for at in (10, 20)]
        reason = "PAYMENT_ALREADY_RECORDED"
        self.assertEqual(told, [(400, reason, first[0]), (900, reason, first[1])])
        mine = set(filter(None, recorded.indices))
        self.assertEqual(len(mine), 998)
        self.assertLessEqual(mine, set(listed(self.partner, self.world.office)))
        for each in recorded.refusals:
            stands = entry(self.heard()[each.entry]).refused
            self.assertIn(each.ordinal, [item.ordinal for item in stands.items])

    def test_is_told_every_malformed_field_and_nothing_of_the_batch_is_recorded(self):
        items = self.world.gifts("malformed", 10)
        items[3].ClearField("office")
        items[7].amount.unit = ""
        before = self.partner.book().head.entry_count
        no = self.refused(self.partner.record_batch, new_id(), items)
        self.assertEqual((no.code, no.reason), (grpc.StatusCode.INVALID_ARGUMENT, "MALFORMED"))
        self.assertEqual([field for field, _ in no.violations], ["items[3].office", "items[7].amount.unit"])
        self.assertEqual(no.metadata, {"violations": "2"})
        self.assertEqual(self.partner.book().head.entry_count, before)
        self.assertTrue(self.retried.empty())

    def test_gets_the_first_answer_again_and_nothing_is_recorded_twice(self):
        request_id, items = new_id(), self.world.gifts("again", 20)
        items[5] = items[4]
        first = self.partner.record_batch(request_id, items)
        again = self.partner.record_batch(request_id, items)
        self.assertEqual((first.replayed, again.replayed), (False, True))
        self.assertEqual(again.recorded, first.recorded)
        self.assertEqual(set(references(self.heard(), "again").values()), {1})

    def test_cannot_use_a_request_id_for_something_else(self):
        request_id, items = new_id(), self.world.gifts("other", 2)
        first = self.partner.record_batch(request_id, items).recorded
        no = self.refused(self.partner.record_batch, request_id, items[:1])
        self.assertEqual((no.code, no.reason), (grpc.StatusCode.ALREADY_EXISTS, "REQUEST_ID_REUSED"))
        # The first entry of the act is the receipt, or the fund and series that it opened.
        self.assertLessEqual(int(no.metadata["first_used"]), first.indices[0])
        self.assertGreater(int(no.metadata["entry"]), first.indices[1])

    def test_is_refused_what_it_may_not_do_with_a_sentence_for_people(self):
        world, persian = self.world, self.enterContext(self.server.by(self.world.key, language="fa"))
        gift = world.gift("abroad-1", office=world.other_office, account=world.other_account)
        no = self.refused(self.partner.record_batch, new_id(), [gift], ATOMIC)
        self.assertEqual((no.code, no.reason), (grpc.StatusCode.PERMISSION_DENIED, "OUT_OF_SCOPE"))
        self.assertEqual((no.metadata["office"], no.metadata["ordinal"]), (str(world.other_office), "0"))
        self.assertEqual(entry(self.heard()[int(no.metadata["entry"])]).WhichOneof("event"), "refused")
        self.assertRegex(no.sentence, "[a-z]")

        allotment = allotting_pb2.Allot(office=world.office, programme=world.programme, year=1405,
                                        amount=money_pb2.Money(amount=1, unit="IRR"), funds=allotting_pb2.FromFunds())
        method = fund_service_pb2_grpc.FundServiceStub(persian.channel).Allot
        no = self.refused(persian.call, method, fund_service_pb2.AllotRequest(request_id=new_id(), allotment=allotment))
        self.assertEqual((no.code, no.reason), (grpc.StatusCode.PERMISSION_DENIED, "ROLE_MISSING"))
        self.assertRegex(no.sentence, "[\u0600-\u06ff]")
        self.assertTrue(self.retried.empty())

        stranger = self.enterContext(self.server.by("amanat_key_" + secrets.token_hex(32)))
        no = self.refused(stranger.record_batch, new_id(), world.gifts("stranger", 1))
        self.assertEqual((no.code, no.reason), (grpc.StatusCode.UNAUTHENTICATED, "UNAUTHENTICATED"))

    def test_records_each_receipt_once_although_the_server_is_killed_amid_the_batches(self):
        name, kills, between = "killed", 3, 8
        asked, answers, progress, enough = {}, {}, queue.Queue(), threading.Event()

        def work(hand):
            try:
                with self.server.by(self.world.key, told=self.retried.put) as partner:
                    for number in range(MOST_BATCHES):
                        request_id, items = new_id(), self.world.gifts(f"{name}-{hand}-{number}", 50)
                        asked[request_id] = items
                        answers[request_id] = partner.record_batch(request_id, items)
                        progress.put(None)
                        if enough.is_set():
                            return
                    raise AssertionError("the kills did not come")
            except Exception as error:  # said by whoever waits
                progress.put(error)

        def wait_for_answers():
            for _ in range(between):
                error = progress.get(timeout=WAIT)
                if error:
                    raise error

        follower_cuts = queue.Queue()
        follower = Follower(self.enterContext(self.server.by(self.world.key, told=follower_cuts.put)))
        workers = [threading.Thread(target=work, args=(hand,), daemon=True) for hand in range(4)]
        for worker in workers:
            worker.start()
        cuts = []
        for _ in range(kills):
            wait_for_answers()
            cuts += emptied(self.retried)
            self.server.kill()
            cuts.append(self.retried.get(timeout=WAIT))  # somebody had a batch on its way
            follower_cuts.get(timeout=WAIT)
            self.server.start()
        wait_for_answers()
        enough.set()
        for worker in workers:
            worker.join(WAIT)
        cuts += emptied(self.retried)
        self.assertEqual({cut.code for cut in cuts}, {grpc.StatusCode.UNAVAILABLE})
        self.assertEqual(asked.keys(), answers.keys())

        for request_id, items in asked.items():
            again = self.partner.record_batch(request_id, items)
            self.assertTrue(again.replayed)
            self.assertEqual(again.recorded, answers[request_id].recorded)
            self.assertEqual(len(again.recorded.refusals), 0)
        told = [index for answer in answers.values() for index in answer.recorded.indices]
        self.assertEqual((len(told), len(set(told))), (len(asked) * 50,) * 2)
        of_the_office = listed(self.partner, self.world.office)
        self.assertEqual(len(of_the_office), len(set(of_the_office)))
        self.assertLessEqual(set(told), set(of_the_office))
        heard = self.heard()
        self.assertEqual(references(heard, name), Counter(
            item.payment.reference for items in asked.values() for item in items))
        # Who followed all the while, over the kills, has the same entries.
        self.assertEqual(follower.wait_for(len(heard)), heard)
        replays = sum(answer.replayed for answer in answers.values())
        print(f"\n{kills} kills, {len(cuts)} attempts made again; of {len(answers)} batches {replays} were recorded by"
              " an attempt that got no answer", file=sys.stderr)

    def test_follows_while_it_records_and_every_link_is_the_one_that_it_was_answered(self):
        follower = Follower(self.enterContext(self.server.by(self.world.key)))
        batches = [self.world.gifts(f"followed-{number}", 100) for number in range(10)]
        answers = [self.partner.record_batch(new_id(), items).recorded for items in batches]
        heard = follower.wait_for(answers[-1].entry_count)
        for answer in answers:
            self.assertEqual(heard[answer.entry_count - 1].place, ap.Place(answer.entry_count, answer.link))
            self.assertTrue(all(heard[index].record for index in answer.indices))
        self.assertEqual(len(references(heard, "followed")), 1000)

    def test_gets_of_others_the_leaf_only_and_has_the_same_links_as_who_sees_all(self):
        with self.server.by(self.world.other_key) as neighbour:
            gift = self.world.gift("neighbour-1", office=self.world.other_office, account=self.world.other_account)
            (theirs,) = neighbour.record_batch(new_id(), [gift]).recorded.indices
        (mine,) = self.partner.record_batch(new_id(), self.world.gifts("own", 1)).recorded.indices
        heard = self.heard()
        everything = read_to_the_head(self.world.administrators[0].follow())
        self.assertIsNone(heard[theirs].record)
        self.assertEqual(entry(heard[mine]).receipt_recorded.payment.reference, "own-0")
        self.assertEqual([each.place for each in heard], [each.place for each in everything])
        self.assertEqual([each.leaf for each in heard], [each.leaf for each in everything])
        self.assertTrue(all(each.record for each in everything))

    def test_goes_on_after_a_cut_without_a_gap_or_a_double(self):
        self.partner.record_batch(new_id(), self.world.gifts("cut", 300))
        whole, pieces, place = self.heard(), [], None
        while len(pieces) < len(whole):
            feed = self.partner.follow(place)
            for each in feed:
                pieces.append(each)
                place = each.place
                if len(pieces) % 97 == 0 or len(pieces) == len(whole):
                    break
            feed.close()
        self.assertEqual(pieces, whole)

    def test_is_refused_to_follow_from_a_link_that_is_not_the_books(self):
        place = self.heard()[9].place
        wrong = bytes([place.link[0] ^ 1]) + place.link[1:]
        no = self.refused(next, self.partner.follow(ap.Place(place.count, wrong)))
        self.assertEqual((no.code, no.reason), (grpc.StatusCode.FAILED_PRECONDITION, "LINK_MISMATCH"))
        self.assertEqual(no.metadata, {"after_index": "9", "link": wrong.hex(), "book_link": place.link.hex()})
        no = self.refused(next, self.partner.follow(ap.Place(10**9, place.link)))
        self.assertEqual((no.code, no.reason), (grpc.StatusCode.FAILED_PRECONDITION, "BEYOND_HEAD"))
        self.assertTrue(self.retried.empty())

    def test_does_not_believe_an_entry_that_does_not_follow(self):
        start, heard = ap.first_place(self.partner.book().book.name), self.heard()
        following = ap.following_pb2.FollowedEntry
        honest = next(each for each in heard if each.record is not None)
        before = heard[honest.place.count - 2].place if honest.place.count > 1 else start
        sound = following(index=before.count, record=honest.record, link=honest.place.link)
        self.assertEqual(ap.checked(before, sound), honest)
        other_record = honest.record[:-1] + bytes([honest.record[-1] ^ 1])
        changed = following(index=before.count, record=other_record, link=honest.place.link)
        other_link = following(index=before.count, record=honest.record, link=bytes(32))
        skipped = following(index=before.count + 1, leaf=honest.leaf, link=honest.place.link)
        empty = following(index=before.count, link=honest.place.link)
        other = next(each for each in heard if each.record is not None and each.place != honest.place)
        link = ap.blake3(before.link + other.leaf, derive_key_context=ap.CHAIN).digest()
        moved = following(index=before.count, record=other.record, link=link)
        for false in (changed, other_link, skipped, empty, moved):
            with self.assertRaises(ap.FalseFeed):
                ap.checked(before, false)

    def test_runs_the_example_twice_and_records_its_gifts_once(self):
        folder = os.path.join(WORK, "example")
        os.mkdir(folder)
        day = f"{YESTERDAY.year}-{YESTERDAY.month:02}-{YESTERDAY.day:02}"

        def run(name, *lines):
            paths = [os.path.join(folder, file) for file in ("key", name)]
            for path, text in zip(paths, (self.world.key, "".join(line + "\n" for line in lines))):
                with open(path, "w", encoding="ascii") as file:
                    file.write(text)
            ask = [sys.executable, os.path.join(HERE, "example.py"), self.server.address, paths[0],
                   str(self.world.office), str(self.world.account), paths[1]]
            env = {**os.environ, "PYTHONPATH": os.pathsep.join([STUBS, HERE])}
            ran = subprocess.run(ask, capture_output=True, text=True, timeout=WAIT, env=env)
            return ran.returncode, ran.stdout + ran.stderr

        gifts = [f"example-1,2500000,{day}", f"example-2,700000,{day}", f"example-1,2500000,{day}"]
        code, said = run("gifts.csv", *gifts)
        first = next(index for index, each in enumerate(self.heard()) if references([each], "example"))
        self.assertEqual((code, said.splitlines()[:2]), (0, [
            "recorded 2 of 3", f"  line 3: PAYMENT_ALREADY_RECORDED {{'receipt': '{first}'}}"]), said)
        head = self.partner.book().head.entry_count
        code, said = run("gifts.csv", *gifts)
        self.assertEqual((code, said.splitlines()[0], said.splitlines()[2:]), (0, "recorded 2 of 3, before", [
            f"followed to {head} entries: 0 whole, 0 leaves, every link checked"]), said)
        code, said = run("bad.csv", f"with spaces,2500000,{day}", f"fine,0,{day}")
        self.assertEqual((code, [line.split()[0] for line in said.splitlines()]), (1, [
            "MALFORMED:", "items[0].payment.reference", "items[1].amount.amount"]), said)
        self.assertEqual(references(self.heard(), "example"), {"example-1": 1, "example-2": 1})

    def test_the_page_for_partners_shows_code_that_is_there(self):
        with open(os.path.join(TOP, "docs", "partners.md"), encoding="utf-8") as file:
            shown = re.findall(r"```python\n(.*?)```", file.read(), re.DOTALL)
        there = ""
        for name in ("amanat_partner.py", "example.py"):
            with open(os.path.join(HERE, name), encoding="utf-8") as file:
                there += file.read()
        lines = [line.strip() for line in there.splitlines()]
        self.assertGreater(len(shown), 3)
        for block in shown:
            excerpt = [line.strip() for line in block.splitlines()]
            found = any(lines[at:at + len(excerpt)] == excerpt for at in range(len(lines)))
            self.assertTrue(found, f"docs/partners.md shows what is not there:\n{block}")

    def test_waits_as_long_as_it_is_asked_to_where_a_limit_is_reached(self):
        partner = self.enterContext(self.server.by(self.world.other_key, told=self.retried.put))
        feeds = [partner.follow() for _ in range(8)]
        for feed in feeds:
            next(feed)
        no = self.refused(next, partner.follow_once(ap.first_place(partner.book().book.name)))
        self.assertEqual((no.code, no.reason), (grpc.StatusCode.RESOURCE_EXHAUSTED, "OVER_LIMIT"))
        self.assertGreater(no.retry_after, 0)
        self.assertTrue(no.may_pass())
        self.assertGreaterEqual(no.pause(1), no.retry_after)
        ninth = Follower(partner)
        self.assertEqual(self.retried.get(timeout=WAIT).reason, "OVER_LIMIT")
        feeds[0].close()
        self.assertEqual(len(ninth.wait_for(3)), 3)
        for feed in feeds:
            feed.close()


def give_up():
    """Says where everybody hangs, and leaves nothing behind."""
    faulthandler.dump_traceback()
    APartner.server.kill()
    shutil.rmtree(WORK, True)
    print(f"failed: not done after {MOST_SECONDS} s", flush=True)
    os._exit(1)


def main():
    watch = threading.Timer(MOST_SECONDS, give_up)
    watch.daemon = True
    watch.start()
    tests = unittest.defaultTestLoader.loadTestsFromTestCase(APartner)
    expected = tests.countTestCases()
    result = unittest.TextTestRunner(verbosity=2).run(tests)
    failed = len(result.failures) + len(result.errors)
    passed = result.testsRun - len(result.skipped) - len({test for test, _ in result.failures + result.errors})
    print(f"{max(passed, 0)} passed, {failed} failed")
    return 0 if passed == expected and not failed else 1  # a test that did not run has not passed


if __name__ == "__main__":
    sys.exit(main())
