//! What each message asks for, read field by field. By area, as the services are.

mod book;
mod funds;
mod grants;
mod people;
mod receipts;
mod registry;
