//! A snapshot: the command, its exit code, standard output and standard error, with what is random masked.

use super::demo::{Said, demo, ledger_cli_in, ledger_server_in};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Runs the command beside the demonstration's book and compares it with the snapshot of this name.
pub(super) fn check(name: &str, arguments: &[&str]) {
    check_in(demo().home(), name, arguments);
}

/// The same in another folder.
pub(super) fn check_in(folder: &Path, name: &str, arguments: &[&str]) {
    let said = ledger_cli_in(folder, arguments);
    compare(name, &text("ledger-cli", arguments, &said));
}

/// The same of a server, which listens on a port that is different each time; the snapshot shows the usual one.
pub(super) fn check_at(folder: &Path, name: &str, address: SocketAddr, arguments: &[&str]) {
    let url = format!("http://{address}");
    let arguments = [arguments, &["--server", &url]].concat();
    let said = ledger_cli_in(folder, &arguments);
    compare(name, &text("ledger-cli", &arguments, &said).replace(&address.to_string(), "127.0.0.1:50051"));
}

/// The same of the server's program.
pub(super) fn check_server_in(folder: &Path, name: &str, arguments: &[&str]) {
    let said = ledger_server_in(folder, arguments);
    compare(name, &text("ledger-server", arguments, &said));
}

fn text(program: &str, arguments: &[&str], said: &Said) -> String {
    let command =
        arguments.iter().map(|word| if word.contains(' ') { format!("\"{word}\"") } else { (*word).to_owned() });
    let command = command.collect::<Vec<_>>().join(" ");
    let code = said.code;
    let err = without_progress(&said.err);
    mask(&format!("$ {program} {command}\nexit code {code}\n--- stdout\n{}--- stderr\n{}", said.out, err))
}

/// On a busy machine a replay takes long enough to say how far it has come: `5 of 9 entries, 3/s, 1 s left`.
fn without_progress(err: &str) -> String {
    let is_progress = |line: &&str| line.contains(" of ") && line.contains(" entries, ") && line.contains("/s");
    err.lines().filter(|line| !is_progress(line)).map(|line| format!("{line}\n")).collect()
}

fn compare(name: &str, text: &str) {
    let path = folder().join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(folder()).unwrap();
        std::fs::write(&path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{}\n{}", path.display(), difference(&expected, text));
}

/// The lines around the first one that differs.
fn difference(expected: &str, found: &str) -> String {
    let differ = expected.lines().zip(found.lines()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| text.lines().skip(differ.saturating_sub(2)).take(6).collect::<Vec<_>>().join("\n");
    format!("line {}\nexpected:\n{}\nfound:\n{}", differ + 1, around(expected), around(found))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots")
}

/// Hashes, keys, ids and blinds are random, and so are the checksums over them: they are masked.
fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let (mut word, mut before) = (String::new(), String::new());
    for letter in text.chars().chain(['\n']) {
        if letter.is_ascii_alphanumeric() || "+/=".contains(letter) {
            word.push(letter);
            continue;
        }
        let is_checksum = (before == "checksum" || before == "stored") && is_hex(&word, 8);
        masked.push_str(&if is_checksum { "<crc>".to_owned() } else { mask_word(&word) });
        masked.push(letter);
        if !word.is_empty() {
            before = std::mem::take(&mut word);
        }
    }
    masked.pop();
    masked
}

/// A run of 16 or more hex digits, also as a part of a path, and a verifier's key.
fn mask_word(word: &str) -> String {
    // `<book id>+<key id>+<base64 of the key>`, or a path with such a name at its end.
    if let [name, id, key] = word.splitn(3, '+').collect::<Vec<_>>()[..]
        && is_hex(id, 8)
        && key.len() == 44
    {
        return format!("{}+<key>", mask_word(name));
    }
    let part = |part: &str| if is_hex(part, 16) { "<hex>".to_owned() } else { part.to_owned() };
    word.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn is_hex(word: &str, at_least: usize) -> bool {
    word.len() >= at_least
        && word.chars().all(|letter| matches!(letter, '0'..='9' | 'a'..='f'))
        && (at_least < 16 || word.len() >= 32 || word.chars().any(char::is_alphabetic))
}

#[test]
fn what_is_random_is_masked_and_nothing_else() {
    let key = "amanat.invalid/b8016f580a8a92d4c163eabc5e635fa3+e44706bc+ASCjDG1LHlp0bPeYOPb+DMidJZX8+2mnJmuK6R70ESD3";
    assert_eq!(mask(&format!("log {key}; whoever")), "log amanat.invalid/<hex>+<key>; whoever");
    assert_eq!(mask("link 3ac80b03f036941acc581e7fff5c5e8e\n"), "link <hex>\n");
    assert_eq!(mask("checksum 7a3fc212 stored, 12345678 found"), "checksum <crc> stored, <crc> found");
    assert_eq!(
        mask("766[0, 6800000) 40,000,000,000 00000000000000000000.seg"),
        "766[0, 6800000) 40,000,000,000 00000000000000000000.seg"
    );
}
