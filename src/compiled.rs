//! Takes: parts, each some bytes.
//! Gives: one file that holds them, with its kind, version, length and checksum; and the parts of such a file, checked.
//! Must not know: what the parts hold.
//!
//! All numbers are little-endian. A file is read where it lies: nothing is copied, and nothing is believed that the
//! checksum cannot know. Whoever reads a part takes every number in it for what it may be: any.

mod cursor;
mod filter;
mod table;

use std::fmt;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::aside::both;
use crate::error::{Error, Result};

pub(crate) use cursor::{Cursor, of_pair, pair, put_number};
pub(crate) use filter::Filter;
pub(crate) use table::{KeyTable, Probe, key_table};

/// What a file is and by which version of its format.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Format {
    /// The first bytes of the file.
    pub(crate) magic: [u8; 8],
    /// What errors call it.
    pub(crate) name: &'static str,
    pub(crate) version: u32,
}

/// The bytes of a file, or a part of them: in memory, mapped, embedded in a program.
#[derive(Clone)]
pub(crate) struct Bytes {
    all: Arc<dyn AsRef<[u8]> + Send + Sync>,
    range: Range<usize>,
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({})", self.range.len())
    }
}

impl Bytes {
    pub(crate) fn new(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Self {
        let range = 0..bytes.as_ref().len();
        Self { all: Arc::new(bytes), range }
    }

    /// A part of them, which shares them.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        Self { all: Arc::clone(&self.all), range }
    }

    /// The bytes as they are now.
    #[inline]
    pub(crate) fn get(&self) -> &[u8] {
        let all: &[u8] = (*self.all).as_ref();
        all.get(self.range.clone()).unwrap_or_default()
    }
}

/// The magic, the version, the number of parts, the checksum, four bytes of nothing.
const HEAD: usize = 24;

/// Every part starts at a multiple of this.
const ALIGN: usize = 8;

/// A file of these parts.
pub(crate) fn join(format: Format, parts: &[&[u8]]) -> Vec<u8> {
    let mut len = HEAD + parts.len() * 8;
    len += parts.iter().map(|part| part.len().next_multiple_of(ALIGN)).sum::<usize>();
    let mut out = Vec::with_capacity(len);
    out.extend(format.magic);
    out.extend(format.version.to_le_bytes());
    out.extend((parts.len() as u32).to_le_bytes());
    out.resize(HEAD, 0);
    for part in parts {
        out.extend((part.len() as u64).to_le_bytes());
    }
    for part in parts {
        out.extend(*part);
        out.resize(out.len().next_multiple_of(ALIGN), 0);
    }
    let sum = checksum(&out[HEAD..]);
    out[16..20].copy_from_slice(&sum.to_le_bytes());
    out
}

/// Where the `N` parts of a file lie.
///
/// # Errors
/// Where the bytes are no such file, of another version, cut short or longer than they should be, or damaged.
pub(crate) fn split<const N: usize>(format: Format, bytes: &[u8]) -> Result<[Range<usize>; N]> {
    let Format { magic, name, version } = format;
    if !bytes.starts_with(&magic) {
        let what = if bytes.is_empty() { "nothing" } else { "other data" };
        return Err(Error::compiled(format!("expected a compiled {name}, found {what}")));
    }
    let short =
        || Error::compiled(format!("the compiled {name} is cut short: its first {HEAD} bytes are not all there"));
    let mut head = Cursor::new(bytes.get(magic.len()..HEAD).ok_or_else(short)?);
    let [found, count, sum, nothing] = [(); 4].map(|()| head.word());
    if found != version {
        return Err(Error::compiled(format!(
            "the compiled {name} is of format {found}, expected {version}: compile it anew with this version"
        )));
    }
    let damaged = || Error::compiled(format!("the compiled {name} is damaged: its checksum does not fit"));
    if count as usize != N || nothing != 0 {
        return Err(damaged());
    }
    let behind = &bytes[HEAD..];
    let mut ranges = [const { 0..0 }; N];
    let mut end = (HEAD + N * 8) as u64;
    let mut lens = Cursor::new(behind);
    for range in &mut ranges {
        let len = u64::from(lens.word()) | u64::from(lens.word()) << 32;
        let next = end.checked_add(len).and_then(|next| next.checked_next_multiple_of(ALIGN as u64));
        let Some(next) = next.filter(|_| usize::try_from(end.saturating_add(len)).is_ok()) else {
            return Err(damaged());
        };
        *range = end as usize..(end + len) as usize;
        end = next;
    }
    if behind.len() < N * 8 || (bytes.len() as u64) < end {
        let len = bytes.len();
        return Err(Error::compiled(format!("the compiled {name} is cut short: expected {end} bytes, found {len}")));
    }
    if bytes.len() as u64 > end {
        let len = bytes.len();
        return Err(Error::compiled(format!("the compiled {name} is damaged: expected {end} bytes, found {len}")));
    }
    // What lies between parts is nothing either: the same parts are the same file.
    let gap = |part: &Range<usize>| &bytes[part.end..part.end.next_multiple_of(ALIGN)];
    if checksum(behind) != sum || ranges.iter().flat_map(gap).any(|&byte| byte != 0) {
        return Err(damaged());
    }
    Ok(ranges)
}

/// From this size on, a second thread takes half of the work.
const LARGE: usize = 1 << 23;

/// The bytes of a file. Most of the time goes into finding fresh memory for them, which two threads do in half the time.
///
/// # Errors
/// Where it can't be read, or gets shorter while it is.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let len = fs::metadata(path)?.len();
    if len < LARGE as u64 {
        return fs::read(path);
    }
    let len = usize::try_from(len).map_err(io::Error::other)?;
    // Where there is no room for them: an error, as `fs::read` gives it, and not the end of the program.
    let mut room: Vec<u8> = Vec::new();
    room.try_reserve_exact(len)?;
    drop(black_box(room));
    let mut bytes = vec![0; len];
    let middle = len / 2;
    let part = |start: usize, part: &mut [u8]| {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(start as u64))?;
        file.read_exact(part)
    };
    let (front, back) = bytes.split_at_mut(middle);
    let back = Mutex::new(back);
    let rest = || part(middle, &mut back.lock().unwrap_or_else(PoisonError::into_inner));
    let (front, rest) = both(|| part(0, front), rest);
    front.and(rest)?;
    Ok(bytes)
}

fn checksum(bytes: &[u8]) -> u32 {
    if bytes.len() < LARGE {
        return crc32fast::hash(bytes);
    }
    let (front, back) = bytes.split_at(bytes.len() / 2);
    let sum = |bytes: &[u8]| {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(bytes);
        hasher
    };
    let (mut hasher, back) = both(|| sum(front), || sum(back));
    hasher.combine(&back);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_file_is_read_whole() {
        let path = std::env::temp_dir().join(format!("geopol-large-{}", std::process::id()));
        let bytes: Vec<u8> = (0..LARGE + 5).map(|at| (at % 251) as u8).collect();
        fs::write(&path, &bytes).expect("a file");
        let read = read(&path);
        fs::remove_file(&path).expect("the file can be removed again");
        assert!(read.expect("the file can be read") == bytes);
        assert!(super::read(&path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound));
    }
}
