//! What is asked about payees. A name and an account come in here and go no further: the command has a token and
//! commitments, and the data themselves are handed to whoever keeps them.

use crate::door::identity::hexadecimal;
use crate::door::{ACCOUNT, Fields, Item, NAME, TokenKeys};
use crate::proto::ledger::v1::{ConfirmPayee, ProposePayee};
use ledger_core::command::Command;
use ledger_core::event::{PayeeConfirmed, PayeeProposed};
use ledger_core::ids::{BeneficiaryId, Index, PayeeId};

impl Item for ProposePayee {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { beneficiary, name, sheba } = self;
        let beneficiary = fields.reference("beneficiary", *beneficiary, BeneficiaryId);
        let name = fields.name("name", name.trim());
        let sheba = fields.sheba("sheba", sheba);
        let (beneficiary, name, sheba) = (beneficiary?, name?, sheba?);
        let name_commitment = fields.commit(beneficiary, NAME, name.as_str().as_bytes());
        let account_commitment = fields.commit(beneficiary, ACCOUNT, sheba.as_str().as_bytes());
        Some(Command::ProposePayee(PayeeProposed {
            beneficiary,
            account: fields.tokens().account(&sheba),
            name_commitment: name_commitment?,
            account_commitment: account_commitment?,
        }))
    }

    /// What was typed goes; what the book will hold takes its place.
    fn hide(&mut self, _: &TokenKeys, read: &Command) {
        if let Command::ProposePayee(proposed) = read {
            self.name = hexadecimal(&proposed.name_commitment.0);
            self.sheba = hexadecimal(&proposed.account_commitment.0);
        }
    }
}

impl Item for ConfirmPayee {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { payee, last_change } = self;
        let payee = fields.reference("payee", *payee, PayeeId);
        let last_change = fields.reference("last_change", *last_change, Index);
        Some(Command::ConfirmPayee(PayeeConfirmed { payee: payee?, last_change: last_change? }))
    }
}
