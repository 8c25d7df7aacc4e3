#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| geopol_fuzz::targets::run("compiled", data));
