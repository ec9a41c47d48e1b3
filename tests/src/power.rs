//! A disk of our own whose power can be cut: an ext4 in a file on a loop device.
//!
//! The cut is `EXT4_IOC_SHUTDOWN` without flushing the file system's log: what was not made durable before is gone,
//! as after a real power cut. Needs root and loop devices; where they are not to be had, nothing here pretends.

mod shutdown;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Room for a book's first segments and the next one, zeroed ahead.
const IMAGE_BYTES: u64 = 512 * 1024 * 1024;

/// A disk in a file, mounted. Unmounted when dropped.
#[derive(Debug)]
pub struct Disk {
    image: PathBuf,
    root: PathBuf,
    mounted: bool,
}

/// Why there is no such disk here.
#[must_use]
pub fn missing() -> Option<String> {
    if !rustix::process::geteuid().is_root() {
        return Some("power cuts need root".to_owned());
    }
    if !Path::new("/dev/loop-control").exists() {
        return Some("power cuts need loop devices: there is no /dev/loop-control".to_owned());
    }
    let dir = tempfile::tempdir().ok()?;
    // The devices may be there and still be out of reach, as in most containers.
    Disk::try_new(dir.path()).err().map(|why| format!("power cuts need loop devices: {why}"))
}

impl Disk {
    /// A new, empty disk, whose image lies in `dir`.
    ///
    /// # Panics
    /// If it cannot be made: see [`missing`].
    #[must_use]
    pub fn new(dir: &Path) -> Self {
        Self::try_new(dir).unwrap_or_else(|why| panic!("a disk on a loop device: {why}"))
    }

    fn try_new(dir: &Path) -> Result<Self, String> {
        let (image, root) = (dir.join("disk.image"), dir.join("disk"));
        let file = File::create(&image).map_err(|error| error.to_string())?;
        file.set_len(IMAGE_BYTES).map_err(|error| error.to_string())?;
        std::fs::create_dir(&root).map_err(|error| error.to_string())?;
        run("mkfs.ext4", &["-q".as_ref(), "-F".as_ref(), &image])?;
        let mut disk = Self { image, root, mounted: false };
        disk.try_mount("loop")?;
        Ok(disk)
    }

    /// Where it is mounted.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cuts the power. From here on every write fails, and what was not durable is gone.
    ///
    /// # Panics
    /// If the file system does not let itself be shut down.
    pub fn cut_power(&self) {
        shutdown::shut_down(&File::open(&self.root).expect("the mountpoint")).expect("an ext4 can be shut down");
    }

    /// Unmounts, and mounts again, as after the power came back. Nobody may have a file open here.
    ///
    /// # Panics
    /// If that does not work.
    pub fn restore_power(&mut self) {
        self.unmount();
        self.try_mount("loop").expect("the disk mounts again after a power cut");
    }

    /// Mounts again so that nothing can be written.
    ///
    /// # Panics
    /// If that does not work.
    pub fn remount_read_only(&mut self) {
        self.unmount();
        self.try_mount("loop,ro").expect("the disk mounts read-only");
    }

    fn try_mount(&mut self, options: &str) -> Result<(), String> {
        run("mount", &["-o".as_ref(), options.as_ref(), &self.image, &self.root])?;
        self.mounted = true;
        Ok(())
    }

    fn unmount(&mut self) {
        run("umount", &[&self.root]).expect("nobody has a file open");
        self.mounted = false;
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.mounted && run("umount", &[&self.root]).is_err() {
            // A test that failed may still have files open; the disk goes when they are closed.
            let _ = run("umount", &["-l".as_ref(), &self.root]);
        }
    }
}

fn run(program: &str, arguments: &[&Path]) -> Result<(), String> {
    let output = Command::new(program).args(arguments).output().map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }
}
