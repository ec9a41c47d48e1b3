//! Writing: UTF-8 with its mark, commas, CRLF. What is text is quoted and what is a number is not, cell by cell, so
//! that a spreadsheet that is told to keeps ids and Shebas as the texts that they are.

/// A cell.
pub(super) enum Cell<'a> {
    /// Text, in quotation marks.
    Text(&'a str),
    /// A number, bare.
    Number(u64),
}

/// A file that is being written.
pub(super) struct Written(String);

impl Written {
    /// A file with this header.
    pub(super) fn with_head(columns: &[&str]) -> Self {
        Self(format!("\u{feff}{}\r\n", columns.join(",")))
    }

    /// Adds a line.
    pub(super) fn row(&mut self, cells: &[Cell<'_>]) {
        let cells = cells.iter().map(|cell| match cell {
            Cell::Text(text) => format!("\"{}\"", text.replace('"', "\"\"")),
            Cell::Number(number) => number.to_string(),
        });
        self.0.push_str(&cells.collect::<Vec<_>>().join(","));
        self.0.push_str("\r\n");
    }

    /// The bytes of the file.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}
