//! What each message asks for, read field by field. By area, as the services are.

mod approvals;
mod book;
mod campaigns;
mod catalogue;
mod funds;
mod goods;
mod grants;
pub(super) mod lists;
mod payees;
mod people;
mod pledges;
mod receipts;
mod registry;
