//! What the system tells of the memory of the process.

/// A figure of the process in MB, where the system tells: `VmRSS:` is what it holds, `VmHWM:` the most that it has had.
pub(crate) fn megabytes(figure: &str) -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(figure))?;
    line.trim().strip_suffix(" kB")?.parse::<usize>().ok().map(|size| size >> 10)
}

/// Lets the peak (`VmHWM:`) be counted from now on, where the system allows it; proc_pid_clear_refs(5).
#[allow(dead_code, reason = "not every bench asks for a peak")]
pub(crate) fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
