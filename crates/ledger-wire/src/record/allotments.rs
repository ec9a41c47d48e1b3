//! Entries that carry numbers from a fund to the line that may draw on them, and the earmarks of funds.

use super::error::{BadField, FieldFault};
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::event::{AllotmentNotified, AllotmentRecalled, Allotted, EarmarkLifted, EarmarkPlaced, LineOpened};
use ledger_core::ids::{AllotmentId, AreaId, EarmarkId, FundId, LineId, OfficeId, ProgrammeId};
use ledger_core::time::FiscalYear;

impl From<&LineOpened> for proto::LineOpened {
    fn from(event: &LineOpened) -> Self {
        let LineOpened { office, programme, year } = *event;
        Self { office: office.0, programme: programme.0, year: u32::from(year.number()) }
    }
}

impl TryFrom<proto::LineOpened> for LineOpened {
    type Error = BadField;

    fn try_from(message: proto::LineOpened) -> Result<Self, BadField> {
        let proto::LineOpened { office, programme, year } = message;
        Ok(Self {
            office: OfficeId(field::required("office", office)?),
            programme: ProgrammeId(field::required("programme", programme)?),
            year: fiscal_year(year)?,
        })
    }
}

fn fiscal_year(number: u32) -> Result<FiscalYear, BadField> {
    let bad = |fault| BadField::new("year", fault);
    let number = u16::try_from(number).map_err(|_| bad(FieldFault::OutOfRange))?;
    FiscalYear::new(number).map_err(|fault| bad(FieldFault::Date(fault)))
}

impl From<&Allotted> for proto::Allotted {
    fn from(event: &Allotted) -> Self {
        let Allotted { line, parent, ranges } = event;
        Self { line: line.0, parent: field::stored(parent.map(|parent| parent.0)), ranges: Some(ranges.into()) }
    }
}

impl TryFrom<proto::Allotted> for Allotted {
    type Error = BadField;

    fn try_from(message: proto::Allotted) -> Result<Self, BadField> {
        let proto::Allotted { line, parent, ranges } = message;
        Ok(Self {
            line: LineId(field::required("line", line)?),
            parent: field::optional(parent, LineId),
            ranges: field::message("ranges", ranges)?,
        })
    }
}

impl From<&AllotmentNotified> for proto::AllotmentNotified {
    fn from(event: &AllotmentNotified) -> Self {
        let AllotmentNotified { allotment, last_change, line, ranges } = event;
        Self { allotment: allotment.0, last_change: last_change.0, line: line.0, ranges: Some(ranges.into()) }
    }
}

impl TryFrom<proto::AllotmentNotified> for AllotmentNotified {
    type Error = BadField;

    fn try_from(message: proto::AllotmentNotified) -> Result<Self, BadField> {
        let proto::AllotmentNotified { allotment, last_change, line, ranges } = message;
        Ok(Self {
            allotment: AllotmentId(field::required("allotment", allotment)?),
            last_change: field::seen(last_change)?,
            line: LineId(field::required("line", line)?),
            ranges: field::message("ranges", ranges)?,
        })
    }
}

impl From<&AllotmentRecalled> for proto::AllotmentRecalled {
    fn from(event: &AllotmentRecalled) -> Self {
        let AllotmentRecalled { line, parent, ranges } = event;
        Self { line: line.0, parent: field::stored(parent.map(|parent| parent.0)), ranges: Some(ranges.into()) }
    }
}

impl TryFrom<proto::AllotmentRecalled> for AllotmentRecalled {
    type Error = BadField;

    fn try_from(message: proto::AllotmentRecalled) -> Result<Self, BadField> {
        let proto::AllotmentRecalled { line, parent, ranges } = message;
        Ok(Self {
            line: LineId(field::required("line", line)?),
            parent: field::optional(parent, LineId),
            ranges: field::message("ranges", ranges)?,
        })
    }
}

impl From<&EarmarkPlaced> for proto::EarmarkPlaced {
    fn from(event: &EarmarkPlaced) -> Self {
        let EarmarkPlaced { fund, programme, area, decision } = event;
        Self {
            fund: fund.0,
            programme: field::stored(programme.map(|programme| programme.0)),
            area: field::stored(area.map(|area| area.0)),
            decision: Some(decision.into()),
        }
    }
}

impl TryFrom<proto::EarmarkPlaced> for EarmarkPlaced {
    type Error = BadField;

    fn try_from(message: proto::EarmarkPlaced) -> Result<Self, BadField> {
        let proto::EarmarkPlaced { fund, programme, area, decision } = message;
        Ok(Self {
            fund: FundId(field::required("fund", fund)?),
            programme: field::optional(programme, ProgrammeId),
            area: field::optional(area, AreaId),
            decision: field::message("decision", decision)?,
        })
    }
}

impl From<&EarmarkLifted> for proto::EarmarkLifted {
    fn from(event: &EarmarkLifted) -> Self {
        let EarmarkLifted { earmark, decision } = event;
        Self { earmark: earmark.0, decision: Some(decision.into()) }
    }
}

impl TryFrom<proto::EarmarkLifted> for EarmarkLifted {
    type Error = BadField;

    fn try_from(message: proto::EarmarkLifted) -> Result<Self, BadField> {
        let proto::EarmarkLifted { earmark, decision } = message;
        Ok(Self {
            earmark: EarmarkId(field::required("earmark", earmark)?),
            decision: field::message("decision", decision)?,
        })
    }
}
