//! Commands to try after the demonstration, as they can be run from the workspace.

use super::story::Story;
use std::path::{Path, PathBuf};

/// Where the demonstration lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The book.
    pub book: PathBuf,
    /// The auditor's policy.
    pub policy: PathBuf,
}

/// Commands to try: check the whole book, follow a gift both ways, see a payment come back, look at the list.
#[must_use]
pub fn next_steps(story: &Story, setting: &Setting) -> String {
    let (book, policy) = (quoted(&setting.book), quoted(&setting.policy));
    let traced = &story.traced;
    let steps = [
        ("Check every byte, link, rule and signature of the book:", format!("audit verify {book} --policy {policy}")),
        ("Follow a gift to the grants that it paid:", format!("trace {} --data {book}", traced.receipt)),
        ("Follow a grant back to its gifts:", format!("trace {} --data {book}", traced.grant)),
        (
            "See a payment come back from the bank and go out again:",
            format!("statement grant {} --data {book}", traced.sent_back),
        ),
    ];
    let lines =
        steps.map(|(what, command)| format!("  {what}\n    cargo run --release --bin ledger-cli -- {command}\n"));
    format!("Try next:\n{}", lines.concat())
}

/// A path as a shell reads it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+@%:".contains(c);
    if !text.is_empty() && text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::quoted;
    use std::path::Path;

    #[test]
    fn a_path_with_a_space_stays_one_word() {
        assert_eq!(quoted(Path::new("./amanat-demo/book")), "./amanat-demo/book");
        assert_eq!(quoted(Path::new("/tmp/my book")), "'/tmp/my book'");
        assert_eq!(quoted(Path::new("it's")), r"'it'\''s'");
    }
}
