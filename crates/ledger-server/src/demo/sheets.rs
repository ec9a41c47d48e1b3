//! The files of the ceremony: the list as an office would bring it, and what the bank answers. Written from the plan, and
//! read again as anybody's files are.

use super::error::DemoError;
use super::plan::Plan;
use super::plan::bank::{Then, Why};
use super::plan::lines::Line;
use super::plan::persons::{national_id, payee_name};
use super::plan::shebas::sheba;
use super::plan::wish::Area;
use ledger_core::event::ReturnReason;
use ledger_core::money::Amount;
use ledger_core::text::Code;
use ledger_wire::identifiers::{NationalId, Sheba};
use ledger_wire::sheets::{
    Declared, Findings, ListFile, ListLine, Outcome, PersonName, ResultFile, ResultLine, read_list, read_results,
    write_list, write_results,
};

/// The files, as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheets {
    /// The list.
    pub list: Vec<u8>,
    /// What the bank says to the first payments.
    pub results: Vec<u8>,
    /// What it says to those that were sent again.
    pub results_again: Vec<u8>,
}

/// Their names, in the same order.
pub const NAMES: [&str; 3] = ["list.csv", "results-1.csv", "results-2.csv"];

impl Sheets {
    /// The files of a plan.
    ///
    /// # Errors
    /// If the plan has what no file can.
    pub fn of(plan: &Plan) -> Result<Self, DemoError> {
        let lines = plan.lines.iter().enumerate().map(|(at, line)| list_line(plan, at, line));
        let list = write_list(&lines.collect::<Result<Vec<_>, _>>()?);
        let first = (0..plan.lines.len()).map(|at| result_line(plan, at, false)).collect::<Result<Vec<_>, _>>()?;
        let again = plan.sent_back.iter().filter(|back| back.then != Then::Cancelled);
        let again = again.map(|back| result_line(plan, back.line, true)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { list, results: write_results(&first), results_again: write_results(&again) })
    }

    /// The list, with the count and the total that its maker declares.
    ///
    /// # Errors
    /// If the file is not in order.
    pub fn read_list(&self, plan: &Plan) -> Result<ListFile, DemoError> {
        let declared = Declared { count: u32::try_from(plan.lines.len()).ok(), total: Amount::new(plan.list_total()) };
        Ok(read_list(&self.list, &declared).map_err(|found| unsound(NAMES[0], &found))?.file)
    }

    /// The bank's first answer and its second.
    ///
    /// # Errors
    /// If a file is not in order.
    pub fn read_results(&self) -> Result<[ResultFile; 2], DemoError> {
        let read = |name, bytes| read_results(bytes).map(|read| read.file).map_err(|found| unsound(name, &found));
        Ok([read(NAMES[1], &self.results)?, read(NAMES[2], &self.results_again)?])
    }
}

fn unsound(file: &'static str, findings: &Findings) -> DemoError {
    DemoError::Sheet { file, errors: findings.errors().count() }
}

fn list_line(plan: &Plan, at: usize, line: &Line) -> Result<ListLine, DemoError> {
    let missing = |what| move || DemoError::missing("list", what);
    Ok(ListLine {
        file_line: 0,
        line: number(at),
        programme: Code::new(line.programme.code()).map_err(|_| missing("a programme's code")())?,
        office: Code::new(office_code(plan, line.office)).map_err(|_| missing("an office's code")())?,
        national_id: NationalId::parse(&national_id(line.person)).map_err(|_| missing("a national id")())?,
        name: PersonName::parse(&payee_name(line.person)).map_err(|_| missing("a name")())?,
        sheba: Sheba::parse(&sheba(line.person, 0)).map_err(|_| missing("a Sheba")())?,
        amount: Amount::new(line.rials).ok_or_else(missing("an amount"))?,
    })
}

/// What the bank says of a line, the first time or again.
fn result_line(plan: &Plan, at: usize, again: bool) -> Result<ResultLine, DemoError> {
    let missing = |what| move || DemoError::missing("results", what);
    let line = plan.lines.get(at).ok_or_else(missing("a line"))?;
    let back = plan.sent_back.iter().find(|back| back.line == at);
    let outcome = match back {
        Some(back) if !again => Outcome::Returned(reason(back.why)),
        Some(_) | None => Outcome::Paid,
    };
    let is_new = again && back.is_some_and(|back| back.then == Then::ToNewAccount);
    let version = u8::from(is_new || at == plan.changed_payee);
    let reference = format!("R-{}-{}", if again { 2 } else { 1 }, number(at));
    Ok(ResultLine {
        file_line: 0,
        line: number(at),
        sheba: Sheba::parse(&sheba(line.person, version)).map_err(|_| missing("a Sheba")())?,
        amount: Amount::new(line.rials).ok_or_else(missing("an amount"))?,
        outcome,
        reference: Code::new(&reference).map_err(|_| missing("a reference")())?,
    })
}

/// The number of a line, from 1.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1)
}

const fn reason(why: Why) -> ReturnReason {
    match why {
        Why::WrongAccount => ReturnReason::WrongAccount,
        Why::AccountClosed => ReturnReason::AccountClosed,
        Why::AccountBlocked => ReturnReason::AccountBlocked,
        Why::Other => ReturnReason::Other,
    }
}

/// The code of an area's welfare office.
fn office_code(plan: &Plan, area: Area) -> &'static str {
    match area {
        Area::Country => "national",
        Area::Province(province) => plan.places.code(province),
        Area::County(province, county) => {
            let row = plan.places.provinces.get(province).and_then(|row| row.counties.get(county));
            row.map_or("", |county| county.code)
        }
    }
}

/// The area whose welfare office has this code.
#[must_use]
pub fn office_of_code(plan: &Plan, code: &str) -> Option<Area> {
    if code == office_code(plan, Area::Country) {
        return Some(Area::Country);
    }
    plan.places.provinces.iter().enumerate().find_map(|(place, province)| {
        let county = province.counties.iter().position(|county| county.code == code);
        let own = (province.code == code).then_some(Area::Province(place));
        own.or(county.map(|county| Area::County(place, county)))
    })
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Sheets};
    use crate::demo::plan::{Measure, Plan};

    #[test]
    fn the_files_say_what_the_plan_says() {
        let plan = Plan::new(1404, Measure::FULL).expect("a plan");
        let sheets = Sheets::of(&plan).expect("files");
        let list = sheets.read_list(&plan).expect("a sound list");
        assert_eq!((list.lines.len(), list.total.count()), (3_459, 1_429_500_000_000));
        let [first, again] = sheets.read_results().expect("sound results");
        let returned = |lines: &[super::ResultLine]| lines.iter().filter(|line| line.outcome != Outcome::Paid).count();
        assert_eq!((first.lines.len(), returned(&first.lines)), (3_459, 41));
        assert_eq!((again.lines.len(), returned(&again.lines)), (40, 0));
    }
}
