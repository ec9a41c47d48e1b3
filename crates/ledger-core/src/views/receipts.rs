//! The receipts, kept small: there may be hundreds of millions. What an outside payment was called stands in the entry;
//! what many receipts share, or what follows from their neighbours, is not kept with each.

use super::chunked::Chunked;
use crate::event::{Channel, Entry, ReceiptRecorded};
use crate::ids::{AccountId, DonorId, FundId, Index, OfficeId, ReceiptId, SeriesId};
use crate::partition::Series;
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

/// What is kept of each receipt: 40 bytes, and 4 for each list that it stands in.
#[derive(Clone, Copy, Debug)]
struct Row {
    id: ReceiptId,
    /// Its first number; its last one stands before the next receipt of the series.
    start: u64,
    number: u32,
    /// The donor's place in `donors`, from 1; 0 for nobody.
    donor: u32,
    booking_date: Day,
    series: u32,
    office: u32,
    /// What of the receipt's number does not fit into 32 bits.
    number_high: u16,
    channel: Channel,
}

/// Positions of receipts, in the order of their entries.
type Positions = Chunked<u32>;

/// The receipts of one series: later ones have higher numbers.
#[derive(Debug)]
struct OfSeries {
    id: SeriesId,
    end: u64,
    positions: Positions,
}

/// Things that receipts name, each with a small number of its own and the receipts that name it.
#[derive(Debug)]
struct Named<K, V> {
    places: BTreeMap<K, u32>,
    rows: Vec<(K, V)>,
}

impl<K, V> Default for Named<K, V> {
    fn default() -> Self {
        Self { places: BTreeMap::new(), rows: Vec::new() }
    }
}

impl<K: Ord + Copy, V: Default> Named<K, V> {
    fn place(&mut self, key: K) -> u32 {
        *self.places.entry(key).or_insert_with(|| {
            self.rows.push((key, V::default()));
            small(self.rows.len().saturating_sub(1))
        })
    }

    fn row_mut(&mut self, place: u32) -> Option<&mut V> {
        self.rows.get_mut(large(place)).map(|(_, row)| row)
    }

    fn key(&self, place: u32) -> Option<K> {
        self.rows.get(large(place)).map(|(key, _)| *key)
    }

    fn of(&self, key: K) -> Option<&V> {
        self.rows.get(large(*self.places.get(&key)?)).map(|(_, row)| row)
    }
}

/// All receipts, in the order of their entries, with the ways to find them.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    rows: Chunked<Row>,
    /// When receipts were recorded: the first of those that were recorded together, and when.
    times: Vec<(usize, Timestamp)>,
    series: Vec<OfSeries>,
    series_at: BTreeMap<SeriesId, u32>,
    of_fund: BTreeMap<FundId, Vec<u32>>,
    of_account: BTreeMap<AccountId, Vec<u32>>,
    offices: Named<OfficeId, Positions>,
    donors: Named<DonorId, Positions>,
}

impl Receipts {
    pub(super) fn add(&mut self, entry: &Entry, event: &ReceiptRecorded, series: Series) {
        let position = self.rows.count();
        if self.times.last().is_none_or(|(_, at)| *at != entry.recorded_at) {
            self.times.push((position, entry.recorded_at));
        }
        let place = self.place_of(event.numbers.series(), series);
        if let Some(of_series) = self.series.get_mut(large(place)) {
            of_series.end = event.numbers.end();
            of_series.positions.push(small(position));
        }
        let office = self.offices.place(event.office);
        if let Some(of_office) = self.offices.row_mut(office) {
            of_office.push(small(position));
        }
        let donor = event.donor.map(|donor| self.donors.place(donor));
        if let Some(of_donor) = donor.and_then(|donor| self.donors.row_mut(donor)) {
            of_donor.push(small(position));
        }
        let (number, number_high) = split(event.receipt_number);
        self.rows.push(Row {
            id: ReceiptId(entry.index.0),
            start: event.numbers.start(),
            number,
            donor: donor.map_or(0, |donor| donor.saturating_add(1)),
            booking_date: event.booking_date,
            series: place,
            office,
            number_high,
            channel: event.channel,
        });
    }

    pub(super) fn at(&self, id: ReceiptId) -> Option<Receipt> {
        let position = self.rows.partition_point(|row| row.id < id);
        self.receipt(position).filter(|receipt| receipt.id == id)
    }

    pub(super) fn count(&self) -> usize {
        self.rows.count()
    }

    pub(super) fn after(&self, after: Option<ReceiptId>) -> impl Iterator<Item = Receipt> {
        let first = self.rows.partition_point(|row| Some(row.id) <= after);
        (first..self.rows.count()).filter_map(|position| self.receipt(position))
    }

    pub(super) fn of_office(&self, office: OfficeId, after: Option<ReceiptId>) -> impl Iterator<Item = Receipt> {
        self.listed(self.offices.of(office), after)
    }

    pub(super) fn of_donor(&self, donor: DonorId, after: Option<ReceiptId>) -> impl Iterator<Item = Receipt> {
        self.listed(self.donors.of(donor), after)
    }

    /// The entries of the receipts of a fund after `after`: one list for each account that holds its money.
    pub(super) fn of_fund(&self, fund: FundId, after: Option<Index>) -> Vec<impl Iterator<Item = Index>> {
        self.entries(self.of_fund.get(&fund), after)
    }

    /// The entries of the receipts in an account after `after`: one list for each fund that it holds money of.
    pub(super) fn of_account(&self, account: AccountId, after: Option<Index>) -> Vec<impl Iterator<Item = Index>> {
        self.entries(self.of_account.get(&account), after)
    }

    /// The receipts whose numbers lie in `range`, each with the part that does, in the order of the numbers.
    pub(super) fn over(&self, range: Range) -> impl Iterator<Item = (Receipt, Range)> {
        let series = self.series_at.get(&range.series()).and_then(|place| self.series.get(large(*place)));
        let positions = series.map(|series| {
            let starts_at_most = |at| self.row(at).is_some_and(|row| row.start <= range.start());
            let first = series.positions.partition_point(starts_at_most).saturating_sub(1);
            series.positions.from(first)
        });
        positions.into_iter().flatten().map_while(move |at| {
            let receipt = self.receipt(large(at))?;
            Some((receipt, receipt.numbers.overlap(range)?))
        })
    }

    fn listed(&self, positions: Option<&Positions>, after: Option<ReceiptId>) -> impl Iterator<Item = Receipt> {
        let after = after.map(|id| Index(id.0));
        let from = positions.map(|positions| positions.from(self.first_after(positions, after)));
        from.into_iter().flatten().filter_map(|at| self.receipt(large(at)))
    }

    fn entries(&self, places: Option<&Vec<u32>>, after: Option<Index>) -> Vec<impl Iterator<Item = Index>> {
        let series = places.into_iter().flatten().filter_map(|place| self.series.get(large(*place)));
        series.map(|series| self.entries_of(&series.positions, after)).collect()
    }

    fn entries_of<'a>(&'a self, positions: &'a Positions, after: Option<Index>) -> impl Iterator<Item = Index> + 'a {
        let positions = positions.from(self.first_after(positions, after));
        positions.filter_map(|at| self.row(at)).map(|row| Index(row.id.0))
    }

    fn first_after(&self, positions: &Positions, after: Option<Index>) -> usize {
        positions.partition_point(|at| self.row(at).is_some_and(|row| Some(Index(row.id.0)) <= after))
    }

    fn place_of(&mut self, id: SeriesId, series: Series) -> u32 {
        *self.series_at.entry(id).or_insert_with(|| {
            let place = small(self.series.len());
            self.series.push(OfSeries { id, end: 0, positions: Positions::default() });
            self.of_fund.entry(series.fund).or_default().push(place);
            self.of_account.entry(series.account).or_default().push(place);
            place
        })
    }

    fn row(&self, at: u32) -> Option<Row> {
        self.rows.at(large(at))
    }

    fn receipt(&self, position: usize) -> Option<Receipt> {
        let row = self.rows.at(position)?;
        let series = self.series.get(large(row.series))?;
        // The position of the next receipt of the series, whose first number comes after our last.
        let next = series.positions.partition_point(|at| large(at) <= position);
        let end = series.positions.at(next).and_then(|at| self.row(at)).map_or(series.end, |row| row.start);
        let together = self.times.partition_point(|(first, _)| *first <= position);
        Some(Receipt {
            id: row.id,
            recorded_at: self.times.get(together.checked_sub(1)?)?.1,
            office: self.offices.key(row.office)?,
            receipt_number: (u64::from(row.number_high) << u32::BITS) | u64::from(row.number),
            numbers: Range::new(series.id, row.start, end.checked_sub(row.start)?)?,
            donor: row.donor.checked_sub(1).and_then(|place| self.donors.key(place)),
            booking_date: row.booking_date,
            channel: row.channel,
        })
    }
}

/// A receipt's number, which is below 2^36: there are no more entries.
fn split(number: u64) -> (u32, u16) {
    let low = u32::try_from(number & u64::from(u32::MAX)).unwrap_or(u32::MAX);
    (low, u16::try_from(number >> u32::BITS).unwrap_or(u16::MAX))
}

/// Positions and places are below 2^32: that many receipts take 200 GiB.
fn small(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn large(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Row, split};

    #[test]
    fn a_row_is_forty_bytes() {
        assert_eq!(size_of::<Row>(), 40);
    }

    #[test]
    fn a_number_is_kept_whole() {
        for number in [1, u64::from(u32::MAX), u64::from(u32::MAX) + 1, (1 << 36) - 1] {
            let (low, high) = split(number);
            assert_eq!((u64::from(high) << u32::BITS) | u64::from(low), number);
        }
    }
}
