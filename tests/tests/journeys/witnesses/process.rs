//! A witness as a process of its own, and questions to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

/// The files of a witness; a process may run on them.
pub struct Assembly {
    key: PathBuf,
    pub state: PathBuf,
    pub vkey: String,
}

/// A running witness. Killed when dropped.
pub struct Witness {
    process: Child,
    pub address: SocketAddr,
}

impl Assembly {
    /// Draws a key.
    pub fn init(folder: &Path) -> Self {
        let key = folder.join("witness.key");
        let args = [
            "ledger-cli",
            "witness",
            "init",
            "--key",
            key.to_str().unwrap(),
            "--name",
            "assembly.example/witness",
            "--json",
        ];
        let mut out = Vec::new();
        assert_eq!(ledger_cli::run(args, &mut out, &mut Vec::new()), ledger_cli::Exit::Verified);
        let made: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let vkey = made["vkey"].as_str().unwrap().to_owned();
        Self { key, state: folder.join("witness.state"), vkey }
    }

    /// Serves on this address, for the logs of a policy.
    pub fn serve(&self, policy: &Path, listen: &str) -> Witness {
        let mut process = Command::new(env!("CARGO_BIN_EXE_cli-under-test"))
            .args(["witness", "serve", "--listen", listen])
            .arg("--key")
            .arg(&self.key)
            .arg("--state")
            .arg(&self.state)
            .arg("--policy")
            .arg(policy)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("Witness on http://").and_then(|rest| rest.split_once("/ for ")).unwrap().0;
        Witness { process, address: address.parse().unwrap() }
    }
}

impl Witness {
    /// Status and body of the answer; `None` if it went away before it answered.
    pub fn ask(&self, method: &str, path: &str, body: &str) -> Option<(u16, String)> {
        exchange(self.address, method, path, body)
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One request, one answer, one connection.
pub fn exchange(address: SocketAddr, method: &str, path: &str, body: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let head =
        format!("{method} {path} HTTP/1.1\r\nHost: w\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(format!("{head}{body}").as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
}

/// An address that nobody listens on now.
pub fn unused() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
