//! The enums of the record and of the core, side by side: one list, read both ways.

use crate::proto::record::v1 as proto;
use ledger_core::event::{
    AccountKind, AreaLevel, BeneficiaryKind, CampaignKind, Channel, ClassKind, Clock, DonorKind, OfficeKind, Reason,
    ReturnReason, Source, ValuationBasis,
};
use ledger_core::place::Standing;
use ledger_core::role::Role;

/// One of a few things, with the number that it has outside.
pub(crate) trait Choice: Copy {
    /// Its number; never 0.
    fn number(self) -> i32;

    /// What has this number.
    fn of(number: i32) -> Option<Self>;
}

macro_rules! choices {
    ($($name:ident { $($variant:ident)* })*) => {$(
        impl Choice for $name {
            fn number(self) -> i32 {
                i32::from(match self { $(Self::$variant => proto::$name::$variant),* })
            }

            fn of(number: i32) -> Option<Self> {
                match proto::$name::try_from(number).ok()? {
                    proto::$name::Unspecified => None,
                    $(proto::$name::$variant => Some(Self::$variant),)*
                }
            }
        }
    )*};
}

choices! {
    Clock { System Scripted }
    AreaLevel { Country Province County Neighbourhood }
    OfficeKind { Welfare Assembly Partner }
    Role { Administrator Receiver BudgetOfficer CaseOfficer Approver Releaser Treasurer Auditor Partner }
    DonorKind { Person Organisation StateCredit }
    BeneficiaryKind { Person Couple Household }
    Source { PublicDonation Company Assembly StateCredit }
    Channel { Portal Card Transfer Box CashDesk }
    Reason { Mistake Duplicate PaymentFailed Withdrawn NotEntitled DonorWithdrew }
    ReturnReason { WrongAccount AccountClosed AccountBlocked Other }
    CampaignKind { Ordinary Emergency }
    ClassKind { Beneficiary Intent }
    AccountKind { Bank Treasury Gateway CashDesk Box Store }
    ValuationBasis { Market Appraised DonorDeclared Nil }
    Standing { Free Allotted Notified Encumbered InPayment Spent Voided }
}

#[cfg(test)]
mod tests {
    use super::Choice;
    use ledger_core::place::Standing;
    use ledger_core::role::Role;

    #[test]
    fn a_standing_has_the_same_number_in_the_format_and_in_the_core() {
        for standing in Standing::ALL {
            assert_eq!(standing.number(), standing as i32);
            assert_eq!(Standing::of(standing.number()), Some(standing));
        }
        assert_eq!(Standing::of(1), None);
    }

    #[test]
    fn a_role_is_stored_with_its_own_number_and_one() {
        for role in Role::ALL {
            assert_eq!(i64::from(Choice::number(role)), i64::try_from(Role::number(role)).unwrap() + 1);
            assert_eq!(Role::of(Choice::number(role)), Some(role));
        }
    }
}
