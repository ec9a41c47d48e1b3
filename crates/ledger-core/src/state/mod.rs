//! All that the rules need to know, and nothing else: a fold of the entries.
//!
//! It is small on purpose. A receipt leaves its numbers, its payment's key and its office's count; whoever needs
//! the rest reads the entry again (`Past`).

mod rows;

pub use rows::{
    Act, Allotment, Area, Beneficiary, Book, Frame, Grant, Office, OpenAct, Person, Principal, Rule, Stage,
};

use crate::event::{Channel, DonorKind, ExternalPayment, FundOpened, GroupKey, LineOpened};
use crate::ids::{
    AccountId, AllotmentId, AreaId, BeneficiaryId, DonorId, Fingerprint, FundId, GrantId, Index, KeyHash, LineId,
    OfficeId, PersonToken, PrincipalId, ProgrammeId, ReceiptId, Reference, RequestId, RuleId, SeriesId,
};
use crate::money::Amount;
use crate::partition::{Partition, PartitionMark};
use crate::role::Roles;
use crate::table::{Table, TableMark};
use crate::text::Code;
use crate::time::{Day, FiscalYear};

/// What a payment outside is known by: it is recorded once, ever.
pub(crate) type PaymentKey = (Channel, ExternalPayment, Amount);

macro_rules! state {
    ($($(#[$doc:meta])* $name:ident: $key:ty => $value:ty,)*) => {
        /// The state of the book after some entry.
        #[derive(Clone, PartialEq, Debug, Default)]
        pub struct State {
            pub(crate) frame: Frame,
            pub(crate) partition: Partition,
            $($(#[$doc])* pub(crate) $name: Table<$key, $value>,)*
        }

        /// A moment to go back to.
        #[derive(Clone, Copy, Debug)]
        pub struct Mark {
            frame: Frame,
            partition: PartitionMark,
            $($name: TableMark,)*
        }

        impl State {
            /// Remembers this moment. Marks made before the last [`State::settle`] are void.
            #[must_use]
            pub fn mark(&self) -> Mark {
                Mark { frame: self.frame, partition: self.partition.mark(), $($name: self.$name.mark(),)* }
            }

            /// Goes back to `mark`: whatever was applied since never happened.
            pub fn roll_back(&mut self, mark: &Mark) {
                self.frame = mark.frame;
                self.partition.roll_back(mark.partition);
                $(self.$name.roll_back(mark.$name);)*
            }

            /// Forgets how to go back: what was applied is durable.
            pub fn settle(&mut self) {
                self.partition.settle();
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
    programmes: ProgrammeId => (),
    rules: (ProgrammeId, RuleId) => Rule,
    accounts: AccountId => OfficeId,
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
    payments: PaymentKey => ReceiptId,
    lines: LineId => LineOpened,
    line_of: LineOpened => LineId,
    allotments: AllotmentId => Allotment,
    grants: GrantId => Grant,
    /// The keys that live awards occupy.
    benefits: GroupKey => GrantId,
    requests: (PrincipalId, RequestId) => (Fingerprint, Index),
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

    /// Where every numbered rial is.
    #[must_use]
    pub const fn partition(&self) -> &Partition {
        &self.partition
    }

    /// The fingerprint and the first entry of the request that has this id.
    #[must_use]
    pub fn request(&self, principal: PrincipalId, id: RequestId) -> Option<(Fingerprint, Index)> {
        self.requests.at(&(principal, id)).copied()
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

    fn ancestors<I: Copy>(&self, first: I, parent: impl Fn(I) -> Option<I>) -> impl Iterator<Item = I> {
        core::iter::successors(Some(first), move |id| parent(*id))
    }
}
