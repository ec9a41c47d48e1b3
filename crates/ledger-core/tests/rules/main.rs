//! The rules of the domain, tried from outside: by commands that are refused, by entries that somebody with the
//! keys has forged, and by random histories. Every act that is decided here is also judged by a second state,
//! the auditor's, which sees the entries only.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::needless_pass_by_value,
    clippy::wildcard_enum_match_arm,
    reason = "these are tests: what cannot be unwrapped has failed, and what is not looked for is passed over; a command reads best where it is asked"
)]

mod allotments;
mod ask;
mod batch;
mod book;
mod campaigns;
mod ceremony;
mod classes;
mod codes;
mod control;
mod copies;
mod earmarks;
mod forged_grants;
mod goods_grants;
mod grants;
mod histories;
mod journeys;
mod kits;
mod limits;
mod list_approvals;
mod log;
mod lots;
mod order;
mod payees;
mod pledges;
mod policies;
mod properties;
mod recalls;
mod receipts;
mod reckoning;
mod register;
mod releases;
mod restrictions;
mod results;
mod roles;
mod scripts;
mod submissions;
mod trial;
mod warehouse;
mod world;
