//! The receipts, kept small: there may be millions. What an outside payment was called stands in the entry.

use crate::event::{Channel, Entry, ReceiptRecorded};
use crate::ids::{DonorId, OfficeId, ReceiptId, SeriesId};
use crate::ranges::Range;
use crate::time::{Day, Timestamp};
use std::collections::BTreeMap;

/// A receipt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// The entry that recorded it.
    pub id: ReceiptId,
    /// When.
    pub recorded_at: Timestamp,
    /// The office that received.
    pub office: OfficeId,
    /// Its number in the office's fiscal year.
    pub receipt_number: u64,
    /// The numbers of its rials.
    pub numbers: Range,
    /// The donor; none for an anonymous gift.
    pub donor: Option<DonorId>,
    /// The day that it is booked on.
    pub booking_date: Day,
    /// How it came.
    pub channel: Channel,
}

/// All receipts, in the order of their entries, with the ways to find them.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    rows: Vec<Receipt>,
    /// Positions in `rows`. Within a series later receipts have higher numbers.
    by_series: BTreeMap<SeriesId, Vec<usize>>,
    by_office: BTreeMap<OfficeId, Vec<usize>>,
    by_donor: BTreeMap<DonorId, Vec<usize>>,
}

impl Receipts {
    pub(super) fn add(&mut self, entry: &Entry, event: &ReceiptRecorded) {
        let position = self.rows.len();
        self.by_series.entry(event.numbers.series()).or_default().push(position);
        self.by_office.entry(event.office).or_default().push(position);
        if let Some(donor) = event.donor {
            self.by_donor.entry(donor).or_default().push(position);
        }
        self.rows.push(Receipt {
            id: ReceiptId(entry.index.0),
            recorded_at: entry.recorded_at,
            office: event.office,
            receipt_number: event.receipt_number,
            numbers: event.numbers,
            donor: event.donor,
            booking_date: event.booking_date,
            channel: event.channel,
        });
    }

    pub(super) fn at(&self, id: ReceiptId) -> Option<&Receipt> {
        let position = self.rows.binary_search_by_key(&id, |receipt| receipt.id).ok()?;
        self.rows.get(position)
    }

    pub(super) fn count(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn after(&self, after: Option<ReceiptId>) -> impl Iterator<Item = &Receipt> {
        let first = self.rows.partition_point(|receipt| Some(receipt.id) <= after);
        self.rows.iter().skip(first)
    }

    pub(super) fn of_office(&self, office: OfficeId, after: Option<ReceiptId>) -> impl Iterator<Item = &Receipt> {
        self.listed(self.by_office.get(&office), after)
    }

    pub(super) fn of_donor(&self, donor: DonorId, after: Option<ReceiptId>) -> impl Iterator<Item = &Receipt> {
        self.listed(self.by_donor.get(&donor), after)
    }

    /// The receipts whose numbers lie in `range`, each with the part that does, in the order of the numbers.
    pub(super) fn over(&self, range: Range) -> impl Iterator<Item = (&Receipt, Range)> {
        let positions = self.by_series.get(&range.series()).map_or(&[][..], Vec::as_slice);
        let first =
            positions.partition_point(|at| self.rows.get(*at).is_some_and(|r| r.numbers.end() <= range.start()));
        positions.iter().skip(first).map_while(move |at| {
            let receipt = self.rows.get(*at)?;
            Some((receipt, receipt.numbers.overlap(range)?))
        })
    }

    fn listed(&self, positions: Option<&Vec<usize>>, after: Option<ReceiptId>) -> impl Iterator<Item = &Receipt> {
        let positions = positions.map_or(&[][..], Vec::as_slice);
        let first = positions.partition_point(|at| self.rows.get(*at).is_some_and(|r| Some(r.id) <= after));
        positions.iter().skip(first).filter_map(|at| self.rows.get(*at))
    }
}
