//! Figures that need a process of their own: the bench starts itself once more, with a task.

use std::env;
use std::process::Command;

const TASK: &str = "GEOPOL_BENCH_TASK";

/// What this process was started for, if it was by [`run`].
pub(crate) fn task() -> Option<String> {
    env::var(TASK).ok()
}

/// What a process of its own says to a task, with this in its environment too.
pub(crate) fn run(task: &str, environment: &[(&str, &str)]) -> String {
    let program = env::current_exe().expect("the bench knows its own program");
    let mut command = Command::new(program);
    command.env(TASK, task).envs(environment.iter().copied());
    let output = command.output().expect("the bench can start itself");
    assert!(output.status.success(), "{task}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a bench writes text")
}
