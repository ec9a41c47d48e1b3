//! All that the rules need to know, and nothing else: a fold of the entries.
//!
//! It is small on purpose. A receipt leaves its numbers, a mark of its payment's key and its office's count; whoever
//! needs the rest reads the entry again (`Past`).

mod goods;
mod lists;
mod promises;
mod rows;

pub use goods::{Kit, KitDesign, KitStanding, Lot};
pub use lists::{List, ListStage, ListStep, OpenFile, OpenList};
pub use promises::{Campaign, Earmark, Fulfilment, Payee, Pledge, Policy, RecentAward};
pub use rows::{
    Account, Act, Allotment, Area, Beneficiary, Book, Frame, Grant, Office, OpenAct, Person, Principal, Programme,
    Rule, Stage,
};

use crate::event::{Channel, ClassKind, DonorKind, Entry, ExternalPayment, FundOpened, GroupKey, LineOpened};
use crate::ids::{
    AccountId, AccountToken, AllotmentId, AreaId, BeneficiaryId, CampaignId, ClassId, ContentHash, DonorId, EarmarkId,
    Fingerprint, FundId, GrantId, Index, ItemId, KeyHash, KitDesignId, KitId, LineId, ListId, LotId, OfficeId, PayeeId,
    PersonToken, PledgeId, PolicyId, PrincipalId, ProgrammeId, ReceiptId, Reference, RequestId, ResultsId, RuleId,
    SeriesId,
};
use crate::money::Amount;
use crate::once::{Once, OnceMark};
use crate::partition::{Partition, PartitionMark};
use crate::past::{Past, Unreadable};
use crate::place::{Place, StockPlace};
use crate::role::Roles;
use crate::table::{Table, TableMark};
use crate::text::Code;
use crate::time::{Day, FiscalYear};

/// What a payment outside is known by: it is recorded once, ever.
pub(crate) type PaymentKey = (Channel, ExternalPayment, Amount);

/// What a request is known by: it is decided once, ever.
pub(crate) type RequestKey = (PrincipalId, RequestId);

macro_rules! state {
    ($($(#[$doc:meta])* $name:ident: $key:ty => $value:ty,)*) => {
        /// The state of the book after some entry.
        #[derive(Clone, PartialEq, Debug, Default)]
        pub struct State {
            pub(crate) frame: Frame,
            pub(crate) partition: Partition<Place>,
            pub(crate) stock: Partition<StockPlace>,
            /// Payments outside, each with the receipt that recorded it.
            pub(crate) payments: Once<PaymentKey>,
            /// Request ids, each with the first entry of its act.
            pub(crate) requests: Once<RequestKey>,
            $($(#[$doc])* pub(crate) $name: Table<$key, $value>,)*
        }

        /// A moment to go back to.
        #[derive(Clone, Copy, Debug)]
        pub struct Mark {
            frame: Frame,
            partition: PartitionMark,
            stock: PartitionMark,
            payments: OnceMark,
            requests: OnceMark,
            $($name: TableMark,)*
        }

        impl State {
            /// Remembers this moment. Marks made before the last [`State::settle`] are void.
            #[must_use]
            pub fn mark(&self) -> Mark {
                Mark {
                    frame: self.frame,
                    partition: self.partition.mark(),
                    stock: self.stock.mark(),
                    payments: self.payments.mark(),
                    requests: self.requests.mark(),
                    $($name: self.$name.mark(),)*
                }
            }

            /// Goes back to `mark`: whatever was applied since never happened.
            pub fn roll_back(&mut self, mark: &Mark) {
                self.frame = mark.frame;
                self.partition.roll_back(mark.partition);
                self.stock.roll_back(mark.stock);
                self.payments.roll_back(mark.payments);
                self.requests.roll_back(mark.requests);
                $(self.$name.roll_back(mark.$name);)*
            }

            /// Forgets how to go back: what was applied is durable.
            pub fn settle(&mut self) {
                self.partition.settle();
                self.stock.settle();
                self.payments.settle();
                self.requests.settle();
                $(self.$name.settle();)*
            }
        }
    };
}

state! {
    areas: AreaId => Area,
    offices: OfficeId => Office,
    principals: PrincipalId => Principal,
    /// The principal that each API key belongs to.
    keys: KeyHash => PrincipalId,
    /// All roles that one person has, over all principals in force.
    persons: PersonToken => Roles,
    programmes: ProgrammeId => Programme,
    rules: (ProgrammeId, RuleId) => Rule,
    accounts: AccountId => Account,
    campaigns: CampaignId => Campaign,
    classes: ClassId => ClassKind,
    /// By programme; those for all programmes stand under programme 0.
    policies: (ProgrammeId, PolicyId) => Policy,
    /// What was approved by one of several: who, in which entry, and which last change they saw.
    approvals: (Index, Index) => (PrincipalId, Index),
    /// Live awards by office, programme and account, for the rolling sums; the last key is the grant.
    recent_awards: (OfficeId, ProgrammeId, AccountToken, GrantId) => RecentAward,
    /// Proposed and not yet confirmed, with who proposed it.
    unconfirmed: Index => PrincipalId,
    /// Codes of areas, offices, programmes and accounts: each stands for one thing.
    codes: (u8, Code) => Index,
    /// References of donors and beneficiaries: each stands for one of them.
    references: (u8, Reference) => Index,
    donors: DonorId => DonorKind,
    beneficiaries: BeneficiaryId => Beneficiary,
    funds: FundId => FundOpened,
    fund_of: FundOpened => FundId,
    series_of: (FundId, AccountId) => SeriesId,
    /// How many receipt numbers an office has given out in a fiscal year.
    receipt_counts: (OfficeId, FiscalYear) => u64,
    /// How many copies of a receipt were made out.
    copies: ReceiptId => u32,
    pledges: PledgeId => Pledge,
    /// Receipts that fulfil a pledge: how much of it, and how much of them goes beyond it.
    fulfilments: ReceiptId => Fulfilment,
    /// What is promised to a fund and not received: of all its pledges together, which may be more than one amount holds.
    outstanding: FundId => u128,
    earmarks: FundId => Earmark,
    earmarked: EarmarkId => FundId,
    lines: LineId => LineOpened,
    line_of: LineOpened => LineId,
    allotments: AllotmentId => Allotment,
    grants: GrantId => Grant,
    /// The keys that live awards occupy.
    benefits: GroupKey => GrantId,
    payees: PayeeId => Payee,
    lists: ListId => List,
    list_lines: (ListId, u32) => GrantId,
    list_contents: ContentHash => ListId,
    results: ContentHash => ResultsId,
    /// Items of the catalogue, with what one unit is worth.
    items: ItemId => Amount,
    kit_designs: KitDesignId => KitDesign,
    lots: LotId => Lot,
    /// Lots by their first number.
    lot_at: (SeriesId, u64) => LotId,
    kits: KitId => Kit,
}

/// The request that an entry is the first of.
fn request_of(entry: &Entry) -> Option<RequestKey> {
    Some((entry.principal, entry.head?.request?.0))
}

impl State {
    /// The index that the next entry gets: how many entries there are.
    #[must_use]
    pub const fn next_index(&self) -> Index {
        self.frame.next
    }

    /// The time that no later entry may be recorded before.
    #[must_use]
    pub const fn time(&self) -> crate::time::Timestamp {
        self.frame.recorded_at
    }

    /// The ruleset in force.
    #[must_use]
    pub const fn ruleset(&self) -> u32 {
        self.frame.ruleset
    }

    /// What the book is, once it was opened.
    #[must_use]
    pub const fn book(&self) -> Option<&Book> {
        self.frame.book.as_ref()
    }

    /// Whether the last act is whole: no entry of it is missing.
    #[must_use]
    pub const fn between_acts(&self) -> bool {
        self.frame.open_act.is_none()
    }

    /// Where every numbered unit of goods is.
    #[must_use]
    pub const fn stock(&self) -> &Partition<StockPlace> {
        &self.stock
    }

    /// Where every numbered rial is.
    #[must_use]
    pub const fn partition(&self) -> &Partition {
        &self.partition
    }

    /// The fingerprint and the first entry of the request that has this id.
    ///
    /// # Errors
    /// [`Unreadable`] if an entry that may be that one cannot be read.
    pub fn request(
        &self,
        principal: PrincipalId,
        id: RequestId,
        past: &(impl Past + ?Sized),
    ) -> Result<Option<(Fingerprint, Index)>, Unreadable> {
        let key = (principal, id);
        let found =
            self.requests.find(&key, |found| *found == key, |at| Ok(past.entry(at)?.as_ref().and_then(request_of)))?;
        let Some(first) = found else { return Ok(None) };
        let request = past.entry(first)?.and_then(|entry| entry.head?.request);
        let (_, fingerprint) = request.ok_or(Unreadable { index: first })?;
        Ok(Some((fingerprint, first)))
    }

    /// Whether the id may stand for a request: `false` is certain, `true` nearly so, and no entry is read.
    #[must_use]
    pub fn may_have_request(&self, principal: PrincipalId, id: RequestId) -> bool {
        self.requests.may_have(&(principal, id))
    }

    /// The local day of `at`.
    #[must_use]
    pub fn day(&self, at: crate::time::Timestamp) -> Day {
        at.tehran_day(self.frame.book.map_or(0, |book| book.utc_offset_minutes))
    }

    /// The person behind a principal: two principals of one human are one person.
    #[must_use]
    pub(crate) fn person(&self, principal: PrincipalId) -> Person {
        match self.principals.at(&principal).and_then(|p| p.human) {
            Some(token) => Person::Human(token),
            None => Person::System(principal),
        }
    }

    /// Whether the proposed object at `index` is in force.
    #[must_use]
    pub(crate) fn is_confirmed(&self, index: u64) -> bool {
        !self.unconfirmed.has(&Index(index))
    }

    /// Whether `outer` is `inner` or holds it.
    #[must_use]
    pub(crate) fn area_holds(&self, outer: AreaId, inner: AreaId) -> bool {
        self.ancestors(inner, |area| self.areas.at(&area).and_then(|a| a.parent)).any(|area| area == outer)
    }

    /// Whether `upper` is `lower` or stands above it.
    #[must_use]
    pub(crate) fn office_covers(&self, upper: OfficeId, lower: OfficeId) -> bool {
        self.ancestors(lower, |office| self.offices.at(&office).and_then(|o| o.parent)).any(|office| office == upper)
    }

    /// The office that has none above it.
    #[must_use]
    pub(crate) fn national_office(&self) -> Option<OfficeId> {
        self.offices.iter().find(|(_, office)| office.parent.is_none()).map(|(id, _)| *id)
    }

    /// The version of the programme's rule in force on `day`.
    #[must_use]
    pub(crate) fn rule_in_force(&self, programme: ProgrammeId, day: Day) -> Option<(RuleId, &Rule)> {
        self.rules
            .range((programme, RuleId(0))..=(programme, RuleId(u64::MAX)))
            .filter_map(|((_, id), rule)| Some((rule.in_force_from.filter(|from| *from <= day)?, *id, rule)))
            .max_by_key(|(from, id, _)| (*from, *id))
            .map(|(_, id, rule)| (id, rule))
    }

    /// The version of the approval policy in force on `day`: the programme's own, else the one for all.
    #[must_use]
    pub(crate) fn policy_in_force(&self, programme: ProgrammeId, day: Day) -> Option<&Policy> {
        let of = |programme| {
            self.policies
                .range((programme, PolicyId(0))..=(programme, PolicyId(u64::MAX)))
                .filter_map(|((_, id), policy)| Some((policy.in_force_from.filter(|from| *from <= day)?, *id, policy)))
                .max_by_key(|(from, id, _)| (*from, *id))
                .map(|(_, _, policy)| policy)
        };
        of(programme).or_else(|| of(ProgrammeId(0)))
    }

    fn ancestors<I: Copy>(&self, first: I, parent: impl Fn(I) -> Option<I>) -> impl Iterator<Item = I> {
        core::iter::successors(Some(first), move |id| parent(*id))
    }
}
