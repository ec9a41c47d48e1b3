//! Pages: a bounded number of rows, and a token that says where the next page starts and for which question.

/// How many rows a page has if the caller does not say.
const USUAL_ROWS: usize = 100;
/// The most rows of a page.
const MOST_ROWS: usize = 1_000;

/// The token is none that was given out for this question.
pub(super) struct BadToken;

/// Where a page starts: after the row with this key, or at the beginning.
pub(super) type Cursor = Option<[u64; 3]>;

/// A question that is answered in pages.
pub(super) struct Page {
    question: [u8; 8],
    /// Where it starts.
    pub(super) after: Cursor,
    /// How many rows it has at the most.
    pub(super) rows: usize,
}

impl Page {
    /// The page of the question `method` with these filters.
    pub(super) fn new(method: &str, filters: &[u64], page_size: u32, token: &str) -> Result<Self, BadToken> {
        let question = question(method, filters);
        let after = if token.is_empty() { None } else { Some(read(&question, token).ok_or(BadToken)?) };
        let rows = match usize::try_from(page_size).unwrap_or(MOST_ROWS) {
            0 => USUAL_ROWS,
            rows => rows.min(MOST_ROWS),
        };
        Ok(Self { question, after, rows })
    }

    /// The rows of the page, and the token of the next. `rows` starts after the cursor; `key` is where the page after
    /// a row would start.
    pub(super) fn cut<T>(&self, rows: impl Iterator<Item = T>, key: impl Fn(&T) -> [u64; 3]) -> (Vec<T>, String) {
        let mut rows: Vec<T> = rows.take(self.rows.saturating_add(1)).collect();
        if rows.len() <= self.rows {
            return (rows, String::new());
        }
        rows.truncate(self.rows);
        let next = rows.last().map_or_else(String::new, |row| self.token(key(row)));
        (rows, next)
    }

    fn token(&self, after: [u64; 3]) -> String {
        let mut token: String = self.question.iter().map(|byte| format!("{byte:02x}")).collect();
        for number in after {
            token.push_str(&format!("{number:016x}"));
        }
        token
    }
}

fn question(method: &str, filters: &[u64]) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new_derive_key("amanat page token v1");
    hasher.update(method.as_bytes());
    for filter in filters {
        hasher.update(&filter.to_le_bytes());
    }
    let mut question = [0; 8];
    question.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    question
}

fn read(question: &[u8; 8], token: &str) -> Option<[u64; 3]> {
    if token.len() != 64 || !token.is_ascii() {
        return None;
    }
    let number = |place: usize| {
        let start = place.checked_mul(16)?;
        u64::from_str_radix(token.get(start..start.checked_add(16)?)?, 16).ok()
    };
    let same = number(0)?.to_be_bytes() == *question;
    if same { Some([number(1)?, number(2)?, number(3)?]) } else { None }
}

#[cfg(test)]
mod tests {
    use super::Page;

    fn pages(count: u64, page_size: u32) -> Vec<u64> {
        let mut seen = Vec::new();
        let mut token = String::new();
        loop {
            let page = Page::new("List", &[7], page_size, &token).ok().expect("our own token");
            let from = page.after.map_or(0, |after| after[0].saturating_add(1));
            let (rows, next) = page.cut(from..count, |row| [*row, 0, 0]);
            assert!(rows.len() <= 1_000);
            seen.extend(rows);
            if next.is_empty() {
                return seen;
            }
            token = next;
        }
    }

    #[test]
    fn pages_together_are_one_scan() {
        for (count, page_size) in [(0, 0), (1, 1), (100, 100), (101, 100), (2_500, 5_000), (7, 3)] {
            assert_eq!(pages(count, page_size), (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_token_of_another_question_is_refused() {
        let page = Page::new("List", &[7], 1, "").ok().expect("the first page");
        let (_, token) = page.cut(0..9_u64, |row| [*row, 0, 0]);
        assert!(Page::new("List", &[7], 1, &token).is_ok());
        assert!(Page::new("List", &[8], 1, &token).is_err());
        assert!(Page::new("Other", &[7], 1, &token).is_err());
        assert!(Page::new("List", &[7], 1, "x").is_err());
        assert!(Page::new("List", &[7], 1, &"é".repeat(32)).is_err());
    }
}
