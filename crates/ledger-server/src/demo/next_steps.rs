//! Three commands to try after the demonstration, as they can be run from the workspace.

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

/// Three commands to try: check the whole book, follow a gift, see what happened to a payment that came back.
#[must_use]
pub fn next_steps(story: &Story, setting: &Setting) -> String {
    let (book, policy) = (quoted(&setting.book), quoted(&setting.policy));
    let sent_back = story.grants.iter().find(|grant| grant.sent_back.is_some()).map_or(0, |grant| grant.grant);
    let steps = [
        ("Check every byte, link, rule and signature of the book:", format!("audit verify {book} --policy {policy}")),
        ("Follow a gift to the grants that it paid:", format!("trace {} --data {book}", story.spent_receipt)),
        (
            "See a payment come back from the bank and go out again:",
            format!("statement grant {sent_back} --data {book}"),
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
