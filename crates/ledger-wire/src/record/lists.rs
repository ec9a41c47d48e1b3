//! Entries that open a step of a list.

use super::error::BadField;
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::event::{ListApproved, ListReleased, ListSubmitted, ResultsImported};
use ledger_core::ids::{AccountId, ContentHash, ListId, OfficeId};

fn list_id(list: u64) -> Result<ListId, BadField> {
    field::required("list", list).map(ListId)
}

impl From<&ListSubmitted> for proto::ListSubmitted {
    fn from(event: &ListSubmitted) -> Self {
        let ListSubmitted { office, declared_count, declared_total, content } = event;
        Self {
            office: office.0,
            declared_count: *declared_count,
            declared_total: declared_total.count(),
            content: content.0.to_vec(),
        }
    }
}

impl TryFrom<proto::ListSubmitted> for ListSubmitted {
    type Error = BadField;

    fn try_from(message: proto::ListSubmitted) -> Result<Self, BadField> {
        let proto::ListSubmitted { office, declared_count, declared_total, content } = message;
        Ok(Self {
            office: OfficeId(field::required("office", office)?),
            declared_count: field::required("declared_count", declared_count)?,
            declared_total: field::amount("declared_total", declared_total)?,
            content: ContentHash(field::fixed("content", &content)?),
        })
    }
}

impl From<&ListApproved> for proto::ListApproved {
    fn from(event: &ListApproved) -> Self {
        let ListApproved { list, last_change, account, line_count, total } = *event;
        Self { list: list.0, last_change: last_change.0, account: account.0, line_count, total: total.count() }
    }
}

impl TryFrom<proto::ListApproved> for ListApproved {
    type Error = BadField;

    fn try_from(message: proto::ListApproved) -> Result<Self, BadField> {
        let proto::ListApproved { list, last_change, account, line_count, total } = message;
        Ok(Self {
            list: list_id(list)?,
            last_change: field::seen(last_change)?,
            account: AccountId(field::required("account", account)?),
            line_count: field::required("line_count", line_count)?,
            total: field::amount("total", total)?,
        })
    }
}

impl From<&ListReleased> for proto::ListReleased {
    fn from(event: &ListReleased) -> Self {
        let ListReleased { list, last_change, part, line_count, total } = *event;
        Self { list: list.0, last_change: last_change.0, part, line_count, total: total.count() }
    }
}

impl TryFrom<proto::ListReleased> for ListReleased {
    type Error = BadField;

    fn try_from(message: proto::ListReleased) -> Result<Self, BadField> {
        let proto::ListReleased { list, last_change, part, line_count, total } = message;
        Ok(Self {
            list: list_id(list)?,
            last_change: field::seen(last_change)?,
            part: field::required("part", part)?,
            line_count: field::required("line_count", line_count)?,
            total: field::amount("total", total)?,
        })
    }
}

impl From<&ResultsImported> for proto::ResultsImported {
    fn from(event: &ResultsImported) -> Self {
        let ResultsImported { list, file, row_count, total } = event;
        Self { list: list.0, file: file.0.to_vec(), row_count: *row_count, total: total.count() }
    }
}

impl TryFrom<proto::ResultsImported> for ResultsImported {
    type Error = BadField;

    fn try_from(message: proto::ResultsImported) -> Result<Self, BadField> {
        let proto::ResultsImported { list, file, row_count, total } = message;
        Ok(Self {
            list: list_id(list)?,
            file: ContentHash(field::fixed("file", &file)?),
            row_count: field::required("row_count", row_count)?,
            total: field::amount("total", total)?,
        })
    }
}
