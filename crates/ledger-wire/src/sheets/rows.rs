//! From bytes to the cells of each line. No cell of these files has a line break in it, so a quotation mark that is
//! not closed costs its own line and never the rest of the file.

use super::finding::{Findings, Problem};
use super::header::{Header, Profile};
use super::{MOST_BYTES, MOST_LINE_BYTES, MOST_LINES};

/// A file, split.
pub(super) struct Sheet {
    pub(super) header: Header,
    pub(super) rows: Vec<Row>,
}

/// A line below the header.
pub(super) struct Row {
    /// Its line of the file, from 1.
    pub(super) file_line: u64,
    /// Its cells, as many as the header has; none if it could not be split, which is found already.
    pub(super) cells: Option<Vec<String>>,
}

const UTF8_MARK: &[u8] = &[0xef, 0xbb, 0xbf];
const UTF16_MARKS: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];

/// Splits a file; `None` if there is no header by which the lines could be read.
pub(super) fn split(bytes: &[u8], profile: &Profile, findings: &mut Findings) -> Option<Sheet> {
    if bytes.len() > MOST_BYTES {
        findings.of_file(Problem::FileTooLarge { most: MOST_BYTES });
        return None;
    }
    if UTF16_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        findings.of_file(Problem::NotUtf8);
        return None;
    }
    let mut lines = lines(bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes));
    let Some((file_line, head)) = lines.next() else {
        findings.of_file(Problem::NoHeader);
        return None;
    };
    let header = text(head).and_then(|head| Header::read(head, file_line, profile, findings));
    let mut header = header.map_err(|problem| findings.of_line(file_line, problem)).ok()?;
    let rows = rows(lines, &header, findings);
    header.settle_unit(&rows, file_line, profile, findings);
    Some(Sheet { header, rows })
}

fn rows<'a>(lines: impl Iterator<Item = (u64, &'a [u8])>, header: &Header, findings: &mut Findings) -> Vec<Row> {
    let mut rows = Vec::new();
    let most = usize::try_from(MOST_LINES).unwrap_or(usize::MAX);
    for (file_line, line) in lines {
        let cells = cells_of(line, header);
        if cells.as_ref().is_ok_and(|cells| cells.iter().all(|cell| cell.trim().is_empty())) {
            continue;
        }
        if rows.len() == most {
            findings.of_line(file_line, Problem::TooManyLines { most: MOST_LINES });
            break;
        }
        let cells = cells.map_err(|problem| findings.of_line(file_line, problem)).ok();
        rows.push(Row { file_line, cells });
    }
    if rows.is_empty() {
        findings.of_file(Problem::NoLines);
    }
    rows
}

fn cells_of(line: &[u8], header: &Header) -> Result<Vec<String>, Problem> {
    let cells = cells(text(line)?, header.separator)?;
    // A line of separators is as blank as an empty one, however many they are.
    let is_blank = cells.iter().all(|cell| cell.trim().is_empty());
    if cells.len() == header.width || is_blank {
        return Ok(cells);
    }
    Err(Problem::CellCount { expected: header.width, found: cells.len() })
}

/// The lines that are not blank, with their numbers.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    (1..).zip(bytes.split(|byte| *byte == b'\n')).filter_map(|(number, line)| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        (!line.trim_ascii().is_empty()).then_some((number, line))
    })
}

fn text(line: &[u8]) -> Result<&str, Problem> {
    if line.len() > MOST_LINE_BYTES {
        return Err(Problem::LineTooLong { size: line.len(), most: MOST_LINE_BYTES });
    }
    str::from_utf8(line).map_err(|_| Problem::NotUtf8)
}

/// The cells of one line.
pub(super) fn cells(line: &str, separator: u8) -> Result<Vec<String>, Problem> {
    if !quotes_are_sound(line, separator) {
        return Err(Problem::BadQuotes);
    }
    let mut builder = csv::ReaderBuilder::new();
    // A carriage return within a line is a character like any other, and no cell may have it.
    builder.has_headers(false).flexible(true).delimiter(separator).terminator(csv::Terminator::Any(b'\n'));
    let mut records = builder.buffer_capacity(line.len().max(1)).from_reader(line.as_bytes()).into_records();
    let record = records.next().and_then(Result::ok).ok_or(Problem::BadQuotes)?;
    Ok(record.iter().map(str::to_owned).collect())
}

/// Where in a line one is.
enum At {
    CellStart,
    Bare,
    Quoted,
    Closed,
}

/// Whether quotation marks stand only where RFC 4180 has them. The library takes others as they come, and would read
/// two cells as one without a word.
fn quotes_are_sound(line: &str, separator: u8) -> bool {
    let mut at = At::CellStart;
    for byte in line.bytes() {
        at = match (at, byte) {
            (At::Quoted, b'"') => At::Closed,
            (At::Quoted, _) | (At::CellStart | At::Closed, b'"') => At::Quoted,
            (At::Bare, b'"') => return false,
            (At::CellStart | At::Bare | At::Closed, byte) if byte == separator => At::CellStart,
            (At::CellStart | At::Bare, _) => At::Bare,
            (At::Closed, _) => return false,
        };
    }
    !matches!(at, At::Quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_split_and_quotes_undone() {
        let lines = [
            ("a,b,c", b',', vec!["a", "b", "c"]),
            ("a;b,c;", b';', vec!["a", "b,c", ""]),
            ("a\tb", b'\t', vec!["a", "b"]),
            ("\"a,b\",\"say \"\"so\"\"\",\"\"", b',', vec!["a,b", "say \"so\"", ""]),
            (",,", b',', vec!["", "", ""]),
            ("a,b\rc", b',', vec!["a", "b\rc"]),
            ("نام,شبا", b',', vec!["نام", "شبا"]),
        ];
        for (line, separator, expected) in lines {
            assert_eq!(cells(line, separator), Ok(expected.into_iter().map(str::to_owned).collect()), "{line}");
        }
    }

    #[test]
    fn a_quotation_mark_out_of_place_is_refused() {
        for line in ["\"a,b", "a\"b,c", "\"a\"b,c", "a,\"", "\"a\" ,b", "\"a\"\"", "a,b\"c\""] {
            assert_eq!(cells(line, b','), Err(Problem::BadQuotes), "{line}");
        }
    }
}
