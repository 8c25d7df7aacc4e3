//! What the system tells of the memory of the process.

/// A figure of the process in MB, where the system tells: `VmRSS:` is what it holds, `VmHWM:` the most that it has had.
pub(crate) fn megabytes(figure: &str) -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(figure))?;
    line.trim().strip_suffix(" kB")?.parse::<usize>().ok().map(|size| size >> 10)
}
