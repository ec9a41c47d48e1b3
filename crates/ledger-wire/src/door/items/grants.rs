//! What is asked about grants.

use super::goods::read_evidence;
use crate::door::fields::optional;
use crate::door::{Fields, Item};
use crate::proto::ledger::v1::{
    ApplyForGrant, AwardGrant, CancelGrant, DecideGrant, GrantItem, HandOver, OrderPayment, RenewPayee, ReserveKit,
    ReturnPayment, SecureCredit, SettlePayment, VerifyGrant, grant_item,
};
use ledger_core::command::{Command, GrantStep};
use ledger_core::event::GrantApplied;
use ledger_core::ids::{AccountId, BeneficiaryId, GrantId, Index, KitDesignId, KitId, OfficeId, PayeeId, ProgrammeId};

impl Item for ApplyForGrant {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { programme, office, beneficiary, amount, payee, kit_design } = self;
        let programme = fields.reference("programme", *programme, ProgrammeId);
        let office = fields.reference("office", *office, OfficeId);
        let beneficiary = fields.reference("beneficiary", *beneficiary, BeneficiaryId);
        let amount = fields.amount("amount", amount.as_ref());
        Some(Command::ApplyForGrant(GrantApplied {
            programme: programme?,
            office: office?,
            beneficiary: beneficiary?,
            amount: amount?,
            payee: optional(*payee, PayeeId),
            kit: optional(*kit_design, KitDesignId),
            list: None,
        }))
    }
}

/// A step, with the grant and what the caller saw of it.
fn step(fields: &mut Fields<'_>, grant: u64, last_change: u64, step: Option<GrantStep>) -> Option<Command> {
    let grant = fields.reference("grant", grant, GrantId);
    let last_change = fields.reference("last_change", last_change, Index);
    Some(Command::Grant { grant: grant?, last_change: last_change?, step: step? })
}

macro_rules! plain_steps {
    ($($message:ident $step:ident)*) => {$(
        impl Item for $message {
            fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
                let Self { grant, last_change } = *self;
                step(fields, grant, last_change, Some(GrantStep::$step))
            }
        }
    )*};
}

plain_steps! {
    DecideGrant Decide
    AwardGrant Award
    VerifyGrant Verify
    OrderPayment OrderPayment
    SettlePayment SettlePayment
    RenewPayee RenewPayee
}

impl Item for SecureCredit {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { grant, last_change, account } = *self;
        let account = fields.reference("account", account, AccountId);
        step(fields, grant, last_change, account.map(|account| GrantStep::SecureCredit { account }))
    }
}

impl Item for ReturnPayment {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { grant, last_change, reason } = *self;
        let reason = fields.choice("reason", reason);
        step(fields, grant, last_change, reason.map(|reason| GrantStep::ReturnPayment { reason }))
    }
}

impl Item for CancelGrant {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { grant, last_change, reason } = *self;
        let reason = fields.choice("reason", reason);
        step(fields, grant, last_change, reason.map(|reason| GrantStep::Cancel { reason }))
    }
}

impl Item for ReserveKit {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { grant, last_change, kit } = *self;
        let kit = fields.reference("kit", kit, KitId);
        step(fields, grant, last_change, kit.map(|kit| GrantStep::ReserveKit { kit }))
    }
}

impl Item for HandOver {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { grant, last_change, evidence } = self;
        let evidence = read_evidence(fields, "evidence", evidence.as_ref());
        let grant = fields.reference("grant", *grant, GrantId);
        let last_change = fields.reference("last_change", *last_change, Index);
        Some(Command::HandOver { grant: grant?, last_change: last_change?, evidence: evidence? })
    }
}

impl Item for GrantItem {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        use grant_item::Command as Asked;
        let Self { command } = self;
        match command {
            Some(Asked::Application(item)) => item.read(&mut fields.inside("application")),
            Some(Asked::Decision(item)) => item.read(&mut fields.inside("decision")),
            Some(Asked::Credit(item)) => item.read(&mut fields.inside("credit")),
            Some(Asked::Award(item)) => item.read(&mut fields.inside("award")),
            Some(Asked::Verification(item)) => item.read(&mut fields.inside("verification")),
            Some(Asked::Order(item)) => item.read(&mut fields.inside("order")),
            Some(Asked::Settlement(item)) => item.read(&mut fields.inside("settlement")),
            Some(Asked::PaymentReturn(item)) => item.read(&mut fields.inside("payment_return")),
            Some(Asked::Cancellation(item)) => item.read(&mut fields.inside("cancellation")),
            Some(Asked::Approval(item)) => item.read(&mut fields.inside("approval")),
            Some(Asked::PayeeRenewal(item)) => item.read(&mut fields.inside("payee_renewal")),
            Some(Asked::KitReservation(item)) => item.read(&mut fields.inside("kit_reservation")),
            Some(Asked::HandOver(item)) => item.read(&mut fields.inside("hand_over")),
            None => fields.wrong_itself(&"asks for nothing"),
        }
    }
}
