//! Why not. Every refusal of the rules is one of these: a stated fact with the numbers that made it so.
//!
//! The list below is the only place where a code gets its number, its name, its rule and its fields. A code
//! never changes its meaning and is never used again for another.

use crate::rule::Rule;
use core::fmt;

macro_rules! rejections {
    ($($(#[$doc:meta])* $number:literal $name:ident $code:literal $rule:tt { $($(#[$fdoc:meta])* $field:ident),* })*) => {
        /// Why the rules refuse an item. The fields are entry indices, amounts in the unit's smallest part, days
        /// since 1970-01-01, or numbers of an enum, as each says.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Rejection {
            $($(#[$doc])* $name { $($(#[$fdoc])* $field: u64),* },)*
        }

        impl Rejection {
            /// The number of the code, as it stands in the record.
            #[must_use]
            pub const fn number(&self) -> u32 {
                match self { $(Self::$name { .. } => $number,)* }
            }

            /// The stable name of the code.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code,)* }
            }

            /// The rule of the domain that refuses, if it is one of the numbered rules.
            #[must_use]
            pub const fn rule(&self) -> Option<Rule> {
                match self { $(Self::$name { .. } => rejections!(@rule $rule),)* }
            }

            /// The numbers of the fields, in their documented order.
            #[must_use]
            pub fn numbers(&self) -> Vec<u64> {
                match *self { $(Self::$name { $($field),* } => vec![$($field),*],)* }
            }

            /// The names of the fields, in their documented order.
            #[must_use]
            pub const fn fields(&self) -> &'static [&'static str] {
                match self { $(Self::$name { .. } => &[$(stringify!($field)),*],)* }
            }

            /// The rejection that a record holds as a code and its numbers; `None` if there is no such code or it
            /// has another count of numbers.
            #[must_use]
            pub fn from_record(number: u32, numbers: &[u64]) -> Option<Self> {
                match number {
                    $($number => match *numbers {
                        [$($field),*] => Some(Self::$name { $($field),* }),
                        _ => None,
                    },)*
                    _ => None,
                }
            }

            /// One of each code with all its numbers zero: for documents and tests.
            #[must_use]
            pub fn each() -> Vec<Self> {
                vec![$(Self::$name { $($field: 0),* }),*]
            }
        }
    };
    (@rule -) => { None };
    (@rule $rule:ident) => { Some(Rule::$rule) };
}

rejections! {
    // 1–19: what is named must exist and be in force.
    /// No such area.
    1 UnknownArea "UNKNOWN_AREA" - {
        /// The index asked for.
        area }
    /// No such office.
    2 UnknownOffice "UNKNOWN_OFFICE" - {
        /// The index asked for.
        office }
    /// No such programme.
    3 UnknownProgramme "UNKNOWN_PROGRAMME" - {
        /// The index asked for.
        programme }
    /// No such account.
    4 UnknownAccount "UNKNOWN_ACCOUNT" - {
        /// The index asked for.
        account }
    /// No such donor.
    5 UnknownDonor "UNKNOWN_DONOR" - {
        /// The index asked for.
        donor }
    /// No such beneficiary.
    6 UnknownBeneficiary "UNKNOWN_BENEFICIARY" - {
        /// The index asked for.
        beneficiary }
    /// No such fund.
    7 UnknownFund "UNKNOWN_FUND" - {
        /// The index asked for.
        fund }
    /// No such series.
    8 UnknownSeries "UNKNOWN_SERIES" - {
        /// The index asked for.
        series }
    /// No such line: nothing was ever allotted to it.
    9 UnknownLine "UNKNOWN_LINE" - {
        /// The index asked for; 0 if it was named by office, programme and year.
        line }
    /// No such allotment.
    10 UnknownAllotment "UNKNOWN_ALLOTMENT" - {
        /// The index asked for.
        allotment }
    /// No such grant.
    11 UnknownGrant "UNKNOWN_GRANT" - {
        /// The index asked for.
        grant }
    /// No such receipt.
    12 UnknownReceipt "UNKNOWN_RECEIPT" - {
        /// The index asked for.
        receipt }
    /// There is nothing there that could be confirmed.
    13 UnknownRegistration "UNKNOWN_REGISTRATION" - {
        /// The index asked for.
        object }
    /// It was proposed, and another person has not confirmed it yet.
    14 NotConfirmed "NOT_CONFIRMED" Rule20 {
        /// What was proposed.
        object }
    /// It was confirmed, verified or notified before.
    15 AlreadyConfirmed "ALREADY_CONFIRMED" Rule13 {
        /// What was confirmed.
        object }
    /// The code or reference stands for something else already.
    16 CodeTaken "CODE_TAKEN" - {
        /// What it stands for.
        holder }
    /// An area, office or line does not fit under the one it names as its parent.
    17 WrongParent "WRONG_PARENT" - {
        /// The parent that was named; 0 for none.
        parent }
    /// The token or key hash belongs to another principal.
    18 IdentityTaken "IDENTITY_TAKEN" - {
        /// The principal that has it.
        principal }

    // 20–29: who may.
    /// The principal is not known or not confirmed.
    20 PrincipalNotActive "PRINCIPAL_NOT_ACTIVE" Rule20 {
        /// The principal.
        principal }
    /// The principal has not the role that this act needs.
    21 RoleMissing "ROLE_MISSING" Rule20 {
        /// The number of the role.
        role }
    /// The principal's office, or that of the list, does not cover the office of the act.
    22 OutOfScope "OUT_OF_SCOPE" Rule20 {
        /// The office of the act.
        office }
    /// A system never approves.
    23 SystemMayNotApprove "SYSTEM_MAY_NOT_APPROVE" Rule20 {
        /// The principal.
        principal }
    /// The same person already stands elsewhere on this path.
    24 SelfApproval "SELF_APPROVAL" Rule20 {
        /// The entry in which the person acted, was enrolled or was admitted.
        acted_at }
    /// The object was changed after the entry that the approver names.
    25 ChangedSince "CHANGED_SINCE" Rule20 {
        /// The entry that the approver saw.
        seen,
        /// The entry that last changed it.
        last_change }
    /// One person would have two roles that may not meet.
    26 RolesMayNotMeet "ROLES_MAY_NOT_MEET" Rule20 {
        /// The number of one role.
        role,
        /// The number of the other.
        other }

    // 30–39: money coming in.
    /// The amount is nothing.
    30 NothingAsked "NOTHING_ASKED" Rule3 {}
    /// More than there is.
    31 ExceedsAvailable "EXCEEDS_AVAILABLE" Rule3 {
        /// What there is.
        available,
        /// What was asked.
        asked }
    /// The series or the receipt cannot number so much.
    32 AmountTooLarge "AMOUNT_TOO_LARGE" Rule3 {
        /// What was asked.
        asked }
    /// This payment was recorded before.
    33 PaymentAlreadyRecorded "PAYMENT_ALREADY_RECORDED" Rule6 {
        /// The receipt that records it.
        receipt }
    /// The receipt number is not the next one of its office and year.
    34 ReceiptNumberGap "RECEIPT_NUMBER_GAP" Rule6 {
        /// The next number.
        next,
        /// The number found.
        found }
    /// The channel needs the payment outside, or has none.
    35 PaymentMismatch "PAYMENT_MISMATCH" Rule6 {
        /// 1 if the channel needs a payment, 0 if it has none.
        needed }
    /// The booking date is later than the day of recording, or before the book's calendar.
    36 BookingDateImpossible "BOOKING_DATE_IMPOSSIBLE" Rule22 {
        /// The day asked for, in days since 1970-01-01.
        asked,
        /// The day of recording.
        today }
    /// A fund, series or line for this already exists.
    37 AlreadyOpen "ALREADY_OPEN" Rule8 {
        /// The one that exists.
        holder }
    /// The donor's kind and the source of the money do not belong together.
    38 SourceMismatch "SOURCE_MISMATCH" Rule9 {
        /// The number of the source.
        source }

    // 40–49: the numbered rials.
    /// The numbers are not where the entry takes them from.
    40 NumbersNotThere "NUMBERS_NOT_THERE" Rule8 {
        /// The series.
        series,
        /// The first number that is elsewhere.
        number }
    /// The numbers pass what the series has numbered.
    41 NumbersBeyondSeries "NUMBERS_BEYOND_SERIES" Rule3 {
        /// The series.
        series,
        /// How many numbers it has.
        numbered }
    /// New numbers do not start where the series ends.
    42 NumbersNotNext "NUMBERS_NOT_NEXT" Rule8 {
        /// The series.
        series,
        /// The next number.
        next }
    /// The ranges are unsound in themselves, or not those of the act that they follow.
    43 RangesUnsound "RANGES_UNSOUND" Rule8 {}
    /// Only settled money is allotted: these numbers were voided.
    44 NotSettled "NOT_SETTLED" Rule12 {
        /// The series.
        series,
        /// The first number that is not settled.
        number }
    /// The donor's restriction does not admit this use.
    45 RestrictionForbids "RESTRICTION_FORBIDS" Rule9 {
        /// The fund.
        fund,
        /// The dimension that forbids: 1 programme, 2 area, 3 class, 4 intent, 5 spend-by.
        dimension }
    /// A line passes down only what it was notified of.
    46 NotHeldByParent "NOT_HELD_BY_PARENT" Rule11 {
        /// The parent line.
        parent,
        /// What it can pass down.
        available }
    /// So many ranges do not fit into one entry: ask for less at a time.
    47 TooManyRanges "TOO_MANY_RANGES" Rule8 {
        /// The most that fit.
        most }
    /// The numbers are in another account than the one that pays.
    48 WrongCustody "WRONG_CUSTODY" Rule8 {
        /// The account that was named.
        account }
    /// The amount moved is not the amount asked for.
    49 AmountMismatch "AMOUNT_MISMATCH" Rule14 {
        /// The amount that should move.
        expected,
        /// The amount that the ranges hold.
        found }

    // 50–59: grants.
    /// The grant is not at the stage that this act follows.
    50 StageOutOfOrder "STAGE_OUT_OF_ORDER" Rule13 {
        /// The number of the stage at which it is.
        stage }
    /// More than the rule in force allows.
    51 ExceedsCap "EXCEEDS_CAP" Rule14 {
        /// The cap.
        cap,
        /// What was asked.
        asked }
    /// The programme has no confirmed rule in force on this day.
    52 NoRuleInForce "NO_RULE_IN_FORCE" Rule14 {
        /// The programme.
        programme }
    /// Another version of the rule is in force.
    53 OtherRuleInForce "OTHER_RULE_IN_FORCE" Rule14 {
        /// The version in force.
        rule }
    /// A person of this application already has a live award in this benefit group. Where, is not said.
    54 BenefitAlreadyGranted "BENEFIT_ALREADY_GRANTED" Rule15 {}
    /// The beneficiary was enrolled without a key for the benefit group of this programme.
    55 NoBenefitKey "NO_BENEFIT_KEY" Rule15 {
        /// The beneficiary.
        beneficiary }
    /// The beneficiary has not been verified by another person.
    56 BeneficiaryNotVerified "BENEFICIARY_NOT_VERIFIED" Rule13 {
        /// The beneficiary.
        beneficiary }
    /// The line is not one of the grant's office, its programme and the current year.
    57 WrongLine "WRONG_LINE" Rule9 {
        /// The line.
        line }

    /// A beneficiary is at least one person, and asks in at least one benefit group.
    58 BeneficiaryEmpty "BENEFICIARY_EMPTY" Rule15 {}

    // 60–69: taking back.
    /// Part of the receipt is in use; it has to be recalled first.
    60 ReceiptInUse "RECEIPT_IN_USE" Rule22 {
        /// What is free.
        free,
        /// What was asked.
        asked }
    /// More than what is left of the receipt.
    61 ExceedsReceipt "EXCEEDS_RECEIPT" Rule22 {
        /// What is left.
        left,
        /// What was asked.
        asked }
    /// The numbers are not those of the receipt.
    62 NotOfReceipt "NOT_OF_RECEIPT" Rule22 {
        /// The receipt.
        receipt }

    // 70–79: rules and time.
    /// A rule starts no earlier than the day on which it is recorded.
    70 StartsBeforeItself "STARTS_BEFORE_ITSELF" Rule21 {
        /// The day asked for.
        asked,
        /// The day of recording.
        today }
    /// The book's clock is not scripted.
    71 ClockNotScripted "CLOCK_NOT_SCRIPTED" Rule21 {}
    /// The clock does not run back.
    72 ClockBackwards "CLOCK_BACKWARDS" Rule23 {}
    /// The ruleset is not the one in force.
    73 WrongRuleset "WRONG_RULESET" Rule21 {
        /// The ruleset in force.
        in_force }

    // 80–89: the log and the requests.
    /// The index is not the next one.
    80 IndexNotDense "INDEX_NOT_DENSE" Rule23 {
        /// The next index.
        next,
        /// The index found.
        found }
    /// The time of recording is before that of the entry ahead.
    81 TimeRunsBack "TIME_RUNS_BACK" Rule23 {}
    /// The act is not whole: its entries and its head do not agree.
    82 ActBroken "ACT_BROKEN" Rule23 {}
    /// The request id was used before, for something else.
    83 RequestIdReused "REQUEST_ID_REUSED" Rule24 {
        /// The first entry of the request that has it.
        first_used }
    /// A book is opened once, by its first act and by nothing else.
    84 NotTheOpening "NOT_THE_OPENING" Rule23 {}
    /// The act would have too many entries.
    85 ActTooLarge "ACT_TOO_LARGE" - {
        /// The most entries.
        most }
    /// The item was not tried, because another of the same atomic request was refused.
    86 NotTried "NOT_TRIED" - {
        /// Which item was refused.
        because_of }

    // 90–99: the books must balance.
    /// The postings of the entry do not sum to nothing in some layer.
    90 PostingsUnbalanced "POSTINGS_UNBALANCED" Rule1 {}
    /// The postings of the entry move value between funds.
    91 FundsUnbalanced "FUNDS_UNBALANCED" Rule2 {
        /// The fund.
        fund }

    // 110–119: what is named must exist: the ceremony and goods.
    /// No such campaign.
    110 UnknownCampaign "UNKNOWN_CAMPAIGN" - {
        /// The index asked for.
        campaign }
    /// No such class.
    111 UnknownClass "UNKNOWN_CLASS" - {
        /// The index asked for.
        class }
    /// No such pledge.
    112 UnknownPledge "UNKNOWN_PLEDGE" - {
        /// The index asked for.
        pledge }
    /// No such payee.
    113 UnknownPayee "UNKNOWN_PAYEE" - {
        /// The index asked for.
        payee }
    /// No such list.
    114 UnknownList "UNKNOWN_LIST" - {
        /// The index asked for.
        list }
    /// No such item in the catalogue.
    115 UnknownItem "UNKNOWN_ITEM" - {
        /// The index asked for.
        item }
    /// No such design of a kit.
    116 UnknownKitDesign "UNKNOWN_KIT_DESIGN" - {
        /// The index asked for.
        kit_design }
    /// No such lot.
    117 UnknownLot "UNKNOWN_LOT" - {
        /// The index asked for.
        lot }
    /// No such kit.
    118 UnknownKit "UNKNOWN_KIT" - {
        /// The index asked for.
        kit }
    /// No such earmark, or it was lifted.
    119 UnknownEarmark "UNKNOWN_EARMARK" - {
        /// The index asked for.
        earmark }

    // 120–129: campaigns, classes, earmarks.
    /// The campaign takes no gifts on this day.
    120 CampaignNotOpen "CAMPAIGN_NOT_OPEN" Rule9 {
        /// The campaign.
        campaign,
        /// Its first day, in days since 1970-01-01.
        opens,
        /// Its last day: the earlier of the planned one and the one before it was closed.
        closes }
    /// A gift that answers a campaign is restricted to its purpose at the least.
    121 WiderThanCampaign "WIDER_THAN_CAMPAIGN" Rule9 {
        /// The campaign.
        campaign,
        /// The dimension that is wider: 1 programme, 2 area, 3 class, 4 intent, 5 spend-by.
        dimension }
    /// The last day is before the first one, or before today.
    122 DatesReversed "DATES_REVERSED" - {
        /// The first day, in days since 1970-01-01.
        opens,
        /// The last day.
        closes }
    /// The class is one of beneficiaries where an intent is asked for, or the other way round, or stands there twice.
    123 WrongClass "WRONG_CLASS" - {
        /// The class.
        class }
    /// The programme does not serve beneficiaries of this class.
    124 ClassNotServed "CLASS_NOT_SERVED" Rule9 {
        /// The programme.
        programme }
    /// The organisation keeps this fund for something else.
    125 EarmarkForbids "EARMARK_FORBIDS" - {
        /// The earmark.
        earmark,
        /// The dimension that forbids: 1 programme, 2 area.
        dimension }

    // 130–139: pledges.
    /// What was promised is not there before it is received.
    130 PledgeNotReceived "PLEDGE_NOT_RECEIVED" Rule4 {
        /// What is free in the fund.
        available,
        /// What is promised to it and not received.
        pledged,
        /// What was asked.
        asked }
    /// The pledge is fulfilled, cancelled or written off.
    131 PledgeClosed "PLEDGE_CLOSED" Rule5 {
        /// The pledge.
        pledge }
    /// More than is open of the pledge, or less than was received of it.
    132 ExceedsPledge "EXCEEDS_PLEDGE" Rule5 {
        /// What is open, or was received.
        open,
        /// What was asked.
        asked }
    /// The instalments are none, too many, not in the order of their days, or one is nothing.
    133 InstalmentsUnsound "INSTALMENTS_UNSOUND" Rule5 {}
    /// A receipt fulfils as much of its pledge as it can, and no more.
    134 PledgePartWrong "PLEDGE_PART_WRONG" Rule5 {
        /// How much it fulfils.
        expected,
        /// How much the entry says.
        found }
    /// The pledge was made to another fund: under another restriction, from another source, or of other goods.
    135 PledgeOfOtherFund "PLEDGE_OF_OTHER_FUND" Rule9 {
        /// The fund that it was made to.
        fund }

    // 140–149: approvals and payees.
    /// The bands are none, too many, not in order, without an end, or ask for nobody.
    140 PolicyUnsound "POLICY_UNSOUND" Rule20 {}
    /// For this amount more persons have to approve.
    141 ApprovalsMissing "APPROVALS_MISSING" Rule20 {
        /// How many have to.
        needed,
        /// How many have, this one included.
        given,
        /// The amount that the policy looks at: the largest of the act, its list and the sum in the window.
        amount }
    /// For this amount the approver's office has to stand higher.
    142 LevelTooLow "LEVEL_TOO_LOW" Rule20 {
        /// The level of the area that the office has to serve: 1 country, 2 province, 3 county.
        level,
        /// The amount that the policy looks at.
        amount }
    /// There is nothing there that is approved by several persons: it is no grant before its award, none whose payee has
    /// changed since, and no list before its approval.
    143 NothingToApprove "NOTHING_TO_APPROVE" Rule13 {
        /// The object asked for.
        object }
    /// A line of a list has a payee, confirmed by a second person.
    144 PayeeMissing "PAYEE_MISSING" Rule18 {
        /// The beneficiary.
        beneficiary }
    /// The beneficiary's payee is another one since, or none: the approval is void.
    145 PayeeChanged "PAYEE_CHANGED" Rule18 {
        /// The payee that was approved.
        payee,
        /// The payee that the beneficiary has now; 0 for none.
        now }
    /// A changed payee has to wait before it is paid.
    146 PayeeCoolingOff "PAYEE_COOLING_OFF" Rule18 {
        /// The payee.
        payee,
        /// When it may be paid, in seconds since 1970-01-01T00:00:00Z.
        until }
    /// The account is not the one of the payee.
    147 AccountMismatch "ACCOUNT_MISMATCH" Rule18 {
        /// The payee.
        payee }

    // 150–159: lists.
    /// The list has not as many lines as it says.
    150 ListCountMismatch "LIST_COUNT_MISMATCH" Rule18 {
        /// What it says.
        declared,
        /// What it has.
        found }
    /// The lines do not sum up to what the list says.
    151 ListTotalMismatch "LIST_TOTAL_MISMATCH" Rule18 {
        /// What it says.
        declared,
        /// What they sum up to.
        found }
    /// A list with these very lines was submitted before.
    152 ListAlreadySubmitted "LIST_ALREADY_SUBMITTED" Rule18 {
        /// That list.
        list }
    /// The list has more lines than one act can take.
    153 ListTooLong "LIST_TOO_LONG" - {
        /// The most lines.
        most }
    /// The lines stand in order, from 1, none left out.
    154 LineOutOfOrder "LINE_OUT_OF_ORDER" Rule18 {
        /// The next line.
        next,
        /// The line found.
        found }
    /// The list has no such line.
    155 NoSuchLine "NO_SUCH_LINE" Rule18 {
        /// The line asked for.
        line }
    /// The grant is a line of a list, and takes its steps with it.
    156 LineOfList "LINE_OF_LIST" Rule18 {
        /// The list.
        list }
    /// The act of a list has its lines in it and nothing else, and all of them.
    157 NotOfList "NOT_OF_LIST" Rule18 {
        /// The list.
        list }
    /// The list is not at the stage that this act follows.
    158 ListStageOutOfOrder "LIST_STAGE_OUT_OF_ORDER" Rule13 {
        /// The number of the stage at which it is: 1 submitted, 2 approved, 3 released.
        stage }
    /// No line of the list waits for this.
    159 NothingToDo "NOTHING_TO_DO" Rule13 {
        /// The list.
        list }
    /// This file of the bank was imported before.
    160 ResultsAlreadyImported "RESULTS_ALREADY_IMPORTED" Rule18 {
        /// The entry that imported it.
        results }
    /// Results of a list's lines come from the bank's file only, and of others never.
    161 NotReported "NOT_REPORTED" Rule18 {
        /// The grant.
        grant }

    // 170–179: goods.
    /// Money is in a store, or goods are not in one.
    170 WrongAccountKind "WRONG_ACCOUNT_KIND" Rule8 {
        /// The account.
        account }
    /// A lot has a value, or the basis nil and none.
    171 ValueMismatch "VALUE_MISMATCH" Rule7 {
        /// The value of a unit.
        unit_value }
    /// The value is above the catalogue's: two appraisers have to confirm it first.
    172 LotNotAppraised "LOT_NOT_APPRAISED" Rule7 {
        /// The lot.
        lot }
    /// The units are not those that the design's bill asks for.
    173 BillMismatch "BILL_MISMATCH" Rule7 {
        /// The item.
        item,
        /// How many units the bill asks for.
        expected,
        /// How many there are.
        found }
    /// No use is admitted by all lots of the kit at once.
    174 RestrictionsDisjoint "RESTRICTIONS_DISJOINT" Rule9 {
        /// The dimension that does not meet: 1 programme, 2 area, 3 class, 4 intent.
        dimension }
    /// The kit was taken apart, is reserved for another grant, or was handed over.
    175 KitNotFree "KIT_NOT_FREE" Rule8 {
        /// The kit.
        kit }
    /// The kit was put together to another design, or for another office.
    176 WrongKit "WRONG_KIT" Rule13 {
        /// The kit.
        kit }
    /// A grant of goods does not take the steps of one in cash, nor the other way round.
    177 WrongPath "WRONG_PATH" Rule13 {
        /// The grant.
        grant }
    /// The bill names no item, one twice, or none of one.
    178 BillUnsound "BILL_UNSOUND" Rule7 {}
    /// A grant of goods is asked for at what the catalogue says that its kit is worth.
    179 NotCatalogueValue "NOT_CATALOGUE_VALUE" Rule14 {
        /// What the catalogue says.
        expected,
        /// What was asked.
        found }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        let numbers = self.numbers();
        for (position, (field, number)) in self.fields().iter().zip(&numbers).enumerate() {
            f.write_str(if position == 0 { " (" } else { ", " })?;
            write!(f, "{field} {number}")?;
        }
        if numbers.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}

impl core::error::Error for Rejection {}

#[cfg(test)]
mod tests {
    use super::Rejection;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_a_number_and_a_name_of_its_own() {
        let each = Rejection::each();
        let numbers: BTreeSet<u32> = each.iter().map(Rejection::number).collect();
        let codes: BTreeSet<&str> = each.iter().map(Rejection::code).collect();
        assert_eq!(numbers.len(), each.len());
        assert_eq!(codes.len(), each.len());
    }

    #[test]
    fn a_rejection_comes_back_from_the_record_as_it_was() {
        for rejection in Rejection::each() {
            let numbers: Vec<u64> = (1..).take(rejection.fields().len()).collect();
            let back = Rejection::from_record(rejection.number(), &numbers).expect("known code");
            assert_eq!(back.number(), rejection.number());
            assert_eq!(back.numbers(), numbers);
            assert_eq!(Rejection::from_record(rejection.number(), &[0; 9]), None);
        }
        assert_eq!(Rejection::from_record(0, &[]), None);
    }

    #[test]
    fn a_rejection_says_its_code_and_its_numbers() {
        let text = Rejection::ExceedsAvailable { available: 5, asked: 7 }.to_string();
        assert_eq!(text, "EXCEEDS_AVAILABLE (available 5, asked 7)");
        assert_eq!(Rejection::BenefitAlreadyGranted {}.to_string(), "BENEFIT_ALREADY_GRANTED");
    }
}
