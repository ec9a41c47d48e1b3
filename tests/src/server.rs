//! A server that runs as a process of its own: it can be stopped, killed, and started again.

use crate::caller::Caller;
use rustix::process::{Pid, Signal, kill_process};
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use tonic::transport::{Channel, Endpoint};

/// How long a server may take to open its book, in a debug build on a busy machine.
const START_LIMIT: Duration = Duration::from_secs(120);
/// How long a server may take to end.
const END_LIMIT: Duration = Duration::from_secs(60);

/// A server process. Killed when dropped.
pub struct Server {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

/// What a server that did not start left behind.
#[derive(Debug)]
pub struct NotStarted {
    /// How it ended.
    pub status: ExitStatus,
    /// What it said on standard error.
    pub said: String,
}

impl Server {
    /// Starts the server on a book, and waits until it says where it listens.
    ///
    /// # Errors
    /// [`NotStarted`] if it ends instead.
    pub fn start(program: &Path, data: &Path, more: &[&str]) -> Result<Self, NotStarted> {
        Self::start_logging(program, data, None, more)
    }

    /// The same with this much of a log, beside the data directory.
    ///
    /// # Errors
    /// [`NotStarted`] if it ends instead.
    pub fn start_logging(program: &Path, data: &Path, filter: Option<&str>, more: &[&str]) -> Result<Self, NotStarted> {
        let log = beside(data, "stderr");
        let errors = OpenOptions::new().create(true).append(true).open(&log).expect("a file for what the server says");
        let mut process = Command::new(program)
            .arg("run")
            .arg("--data")
            .arg(data)
            .args(["--listen", "127.0.0.1:0"])
            .args(more)
            .envs(filter.map(|filter| ("AMANAT_LOG", filter)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .expect("the server can be started");
        match first_address(&mut process) {
            Some(address) => Ok(Self { process, address }),
            None => {
                let _ = process.kill();
                let status = process.wait().expect("a process that was started");
                Err(NotStarted { status, said: std::fs::read_to_string(&log).unwrap_or_default() })
            }
        }
    }

    /// A new connection to the server, opened with the first call.
    #[must_use]
    pub fn channel(&self) -> Channel {
        Endpoint::from_shared(format!("http://{}", self.address)).expect("an address").connect_lazy()
    }

    /// Somebody with a key, over a connection of their own.
    #[must_use]
    pub fn caller(&self, key: &str) -> Caller {
        Caller::new(self.channel(), key)
    }

    /// The process.
    #[must_use]
    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.process)
    }

    /// Asks the server to stop; does not wait.
    pub fn ask_to_stop(&self) {
        kill_process(self.pid(), Signal::TERM).expect("a process that runs");
    }

    /// Waits until the server ends by itself.
    ///
    /// # Panics
    /// If it does not in time.
    #[must_use]
    pub fn wait(&mut self) -> ExitStatus {
        let began = Instant::now();
        while began.elapsed() < END_LIMIT {
            if let Some(status) = self.process.try_wait().expect("a process that was started") {
                return status;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("the server did not end within {END_LIMIT:?}");
    }

    /// Stops the server gracefully; it must end well.
    pub fn stop(mut self) {
        self.ask_to_stop();
        let status = self.wait();
        assert!(status.success(), "a server that is asked to stop ends well: {status}");
    }

    /// `kill -9`, and nothing of it runs any more.
    pub fn kill(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A file beside a data directory, of the same name and this extension: outside of the book.
#[must_use]
pub fn beside(data: &Path, extension: &str) -> PathBuf {
    let mut name = data.file_name().expect("a directory with a name").to_owned();
    name.push(".");
    name.push(extension);
    data.with_file_name(name)
}

/// The address in the first line that the server prints; `None` if it ends without one.
fn first_address(process: &mut Child) -> Option<SocketAddr> {
    let stdout = process.stdout.take().expect("a pipe");
    let (sender, line) = mpsc::channel();
    std::thread::spawn(move || {
        let mut lines = BufReader::new(stdout).lines();
        let _ = sender.send(lines.next());
        // Read on, so that the server never waits for a reader.
        lines.for_each(drop);
    });
    let line = line.recv_timeout(START_LIMIT).expect("the server starts or ends in time")?.expect("text");
    line.split_whitespace().find_map(|word| word.parse().ok())
}
