//! The names of things. An object is known by the index of the entry that made it, so an id can be checked
//! by anyone who holds the journal; every kind has a type of its own, so that they cannot be confused.

use core::fmt;

macro_rules! index_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

index_ids! {
    /// Position of an entry in the book, from 0.
    Index;
    /// An area: the country, a province, a county, a neighbourhood.
    AreaId;
    /// An office: welfare office, benefactor assembly or partner.
    OfficeId;
    /// Somebody or some system that may ask for acts.
    PrincipalId;
    /// A programme: what aid is for.
    ProgrammeId;
    /// One version of a programme's rule.
    RuleId;
    /// A place where money is.
    AccountId;
    /// A donor.
    DonorId;
    /// A beneficiary.
    BeneficiaryId;
    /// A fund: everything received under one donor restriction and one source.
    FundId;
    /// The numbered rials of one fund in one account.
    SeriesId;
    /// A receipt.
    ReceiptId;
    /// A line: office, programme, fiscal year.
    LineId;
    /// An allotment.
    AllotmentId;
    /// A grant: an application and what becomes of it.
    GrantId;
    /// A campaign: an appeal with a target and dates.
    CampaignId;
    /// A class: of beneficiaries, or of the intents that gifts are given with.
    ClassId;
    /// A version of the approval policy.
    PolicyId;
    /// A pledge: a promise, never money.
    PledgeId;
    /// An earmark: the organisation's own intention for a fund.
    EarmarkId;
    /// A payee: the name and the account that a beneficiary is paid to, as commitments.
    PayeeId;
    /// A list: a batch of grants with declared count and total.
    ListId;
    /// A bank's result file, as it was imported.
    ResultsId;
    /// An item of the catalogue of goods.
    ItemId;
    /// A design of a kit: the bill of its items.
    KitDesignId;
    /// A lot: goods that came together.
    LotId;
    /// A kit: goods put together to a design.
    KitId;
}

impl Index {
    /// The entry after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

macro_rules! opaque_bytes {
    ($($(#[$doc:meta])* $name:ident[$size:literal];)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $size]);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({:02x}{:02x}…)", stringify!($name), self.0[0], self.0[1])
            }
        }
    )*};
}

opaque_bytes! {
    /// The book's own 16 random bytes.
    BookId[16];
    /// What a client calls its request; unique per principal, for ever.
    RequestId[16];
    /// What a request asks for, in 16 bytes: equal content, equal fingerprint.
    Fingerprint[16];
    /// A random reference that stands for a donor or a beneficiary.
    Reference[16];
    /// The keyed token of an enrolled person: one domain for principals and beneficiaries alike.
    PersonToken[32];
    /// The keyed token of an identity within one benefit group.
    BenefitKey[32];
    /// The keyed token of a bank account, so that a payee's account can be compared and not read.
    AccountToken[32];
    /// What binds an entry to a datum that stands in the vault.
    Commitment[32];
    /// SHA-256 of a file or a document, salted where its content could be guessed.
    ContentHash[32];
    /// SHA-256 of an API key.
    KeyHash[32];
    /// A public Ed25519 key.
    PublicKey[32];
}
