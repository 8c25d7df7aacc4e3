//! Takes: two pieces of work.
//! Gives: what both give, done side by side where a second thread is to be had; on some platforms there are none.
//! Must not know: what they do.

use std::panic::resume_unwind;
use std::thread;

/// Does both, and gives the same on one thread as on two.
pub(crate) fn both<A, B: Send>(here: impl FnOnce() -> A, aside: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let spawned = thread::Builder::new().spawn_scoped(scope, &aside);
        let here = here();
        let aside = match spawned {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => aside(),
        };
        (here, aside)
    })
}
