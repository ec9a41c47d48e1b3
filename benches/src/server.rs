//! Servers under measurement: this very program, started again as another process.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

/// Serves the book in `data` as `ledger-server run` does.
pub fn serve_real(data: &Path) -> ExitCode {
    let arguments = ["ledger-server", "run", "--listen", "127.0.0.1:0", "--data"].map(std::ffi::OsString::from);
    ledger_server::run(arguments.into_iter().chain([data.as_os_str().to_owned()]))
}

/// A server process; it ends with this value.
pub struct Server {
    child: Child,
    /// Where it listens, as a URL.
    pub url: String,
}

impl Server {
    /// Starts this program with `flag dir` and reads where it listens from its first line.
    pub fn start(flag: &str, dir: &Path) -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut child = Command::new(program)
            .arg(flag)
            .arg(dir)
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut line = String::new();
        let out = child.stdout.take().ok_or("no output of the server")?;
        BufReader::new(out).read_line(&mut line).map_err(|error| error.to_string())?;
        let address = line.split_whitespace().find(|word| word.starts_with("127.0.0.1:"));
        let url = format!("http://{}", address.ok_or(format!("the server said {line:?}"))?);
        Ok(Self { child, url })
    }

    /// Most memory that the process held so far, in bytes.
    pub fn most_memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).map_or(0, |kib| kib * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
