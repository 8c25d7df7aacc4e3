//! A file of a phrasebook, for its errors.

use std::ops::Range;

use toml::Spanned;

use crate::code::Cameo;
use crate::error::{Error, ErrorKind, Place, Result};

#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'f> {
    pub(super) name: &'f str,
    pub(super) text: &'f str,
}

impl Source<'_> {
    pub(super) fn error(&self, kind: ErrorKind, span: Range<usize>, message: impl Into<String>) -> Error {
        Error::data(kind, Place { file: self.name, text: self.text, offset: span.start, len: span.len() }, message)
    }

    pub(super) fn cameo(&self, code: &Spanned<String>) -> Result<&'static Cameo> {
        Cameo::get(code.get_ref()).ok_or_else(|| {
            self.error(ErrorKind::Unknown, code.span(), format!("unknown CAMEO code `{}`", code.get_ref()))
        })
    }
}
