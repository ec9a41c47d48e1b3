//! The files of the workspace, as they lie there.

use std::fs;
use std::path::{Path, PathBuf};

/// Not ours to judge: what is built, and what git and the demonstration keep.
const LEFT_OUT: [&str; 3] = ["target", ".git", "amanat-demo"];

/// The workspace's folder.
pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a member lies in its workspace").to_owned()
}

/// A text file of the workspace.
pub(super) struct TextFile {
    /// Its path from the workspace's folder.
    pub(super) path: PathBuf,
    /// Its content.
    pub(super) text: String,
}

impl TextFile {
    /// Its path as text.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }
}

/// All files under `folder` with one of these endings (`md`, `rs`), in order. An empty ending means no ending.
pub(super) fn files(folder: &str, endings: &[&str]) -> Vec<TextFile> {
    let root = root();
    let mut paths = Vec::new();
    collect(&root.join(folder), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .filter(|path| endings.contains(&path.extension().map_or("", |ending| ending.to_str().unwrap_or_default())))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            TextFile { path: path.strip_prefix(&root).unwrap().to_owned(), text }
        })
        .collect()
}

/// One file of the workspace.
pub(super) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.unwrap();
        let left_out = LEFT_OUT.iter().any(|name| entry.file_name() == *name);
        // Neither a link nor a file that goes away while others work here is followed.
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && !left_out => collect(&entry.path(), found),
            Ok(kind) if kind.is_file() && !left_out => found.push(entry.path()),
            Ok(_) | Err(_) => {}
        }
    }
}

/// The fenced blocks of a Markdown text: the word after the fence, and the lines between.
pub(super) fn blocks(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, Vec<&str>)> = None;
    for line in text.lines() {
        match (line.trim_start().strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(word), None) => open = Some((word.trim(), Vec::new())),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fenced block is not closed");
    found
}

/// The text outside of fenced blocks.
pub(super) fn prose(text: &str) -> String {
    let mut inside = false;
    let outside = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    });
    outside.collect::<Vec<_>>().join("\n")
}
