//! The numbers that an entry uses, as three lists of one length.

use super::error::{BadField, FieldFault};
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::ids::SeriesId;
use ledger_core::ranges::{BadRanges, MOST_RANGES, Range, Ranges};

impl From<&Ranges> for proto::Ranges {
    fn from(ranges: &Ranges) -> Self {
        let runs = ranges.as_slice();
        Self {
            series: runs.iter().map(|run| run.series().0).collect(),
            starts: runs.iter().map(|run| run.start()).collect(),
            counts: runs.iter().map(|run| run.count()).collect(),
        }
    }
}

impl TryFrom<proto::Ranges> for Ranges {
    type Error = BadField;

    fn try_from(message: proto::Ranges) -> Result<Self, BadField> {
        let proto::Ranges { series, starts, counts } = message;
        let unsound = |fault| BadField::new("ranges", FieldFault::Ranges(fault));
        if series.len() > MOST_RANGES {
            return Err(unsound(BadRanges::TooMany { count: series.len() }));
        }
        one_length("ranges.starts", series.len(), starts.len())?;
        one_length("ranges.counts", series.len(), counts.len())?;
        let runs = series.into_iter().zip(starts).zip(counts);
        let runs = runs.map(|((series, start), count)| range(["ranges.series", "ranges.counts"], series, start, count));
        Ranges::new(runs.collect::<Result<_, _>>()?).map_err(unsound)
    }
}

fn one_length(field: &'static str, expected: usize, found: usize) -> Result<(), BadField> {
    if expected == found { Ok(()) } else { Err(BadField::new(field, FieldFault::Count { expected, found })) }
}

/// One run, with the names of the fields that say its series and its count.
pub(super) fn range(fields: [&'static str; 2], series: u64, start: u64, count: u64) -> Result<Range, BadField> {
    let series = SeriesId(field::required(fields[0], series)?);
    let count = field::required(fields[1], count)?;
    Range::new(series, start, count).ok_or(BadField::new(fields[1], FieldFault::OutOfRange))
}
