//! The numbered rules of the domain, as refusals and the auditor's findings name them.

use core::fmt;

macro_rules! rules {
    ($($name:ident $number:literal $text:literal;)*) => {
        /// A numbered rule.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Rule {
            $(#[doc = $text] $name,)*
        }

        impl Rule {
            /// All rules that this ruleset enforces, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The rule's number.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self { $(Self::$name => $number,)* }
            }

            /// The rule in one sentence.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

rules! {
    Rule1 1 "Every entry balances per layer and unit.";
    Rule2 2 "Each fund balances by itself.";
    Rule3 3 "No act takes anything in hand below zero.";
    Rule4 4 "A pledge is never spent, allotted or encumbered.";
    Rule5 5 "Received is at most pledged, less what was given up.";
    Rule6 6 "Receipt numbers are gapless; a payment is recorded once, ever.";
    Rule7 7 "Goods have quantity, unit, basis and evidence; a value above the catalogue takes two appraisers.";
    Rule8 8 "The numbered rials of a fund have one state, one holder and one account each.";
    Rule9 9 "A donor's restriction admits every use of the gift.";
    Rule11 11 "A line passes down only what it was notified of.";
    Rule12 12 "Only settled money is allotted.";
    Rule13 13 "Stages in order, none skipped, none twice.";
    Rule14 14 "Paid is at most awarded, and awarded at most the cap of the rule in force.";
    Rule15 15 "At most one live award per person and benefit group.";
    Rule18 18 "A list is what it declares; a line is paid to the payee that was approved, and by the bank's own word.";
    Rule20 20 "Maker, checker and releaser are distinct persons with the role and the office for it; larger sums take more.";
    Rule21 21 "Rules and policies start no earlier than themselves.";
    Rule22 22 "A reversal never exceeds the whole, and only what is free is taken back.";
    Rule23 23 "Indices are dense, times do not run back, acts are whole.";
    Rule24 24 "A request id stands for one request, for ever.";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rule {}", self.number())
    }
}
