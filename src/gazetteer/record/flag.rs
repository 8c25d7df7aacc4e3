use crate::gazetteer::MentionForm;

/// What kind of name a form is, in a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flag(u8);

const FORMS: [MentionForm; 7] = [
    MentionForm::Name,
    MentionForm::Alias,
    MentionForm::Acronym,
    MentionForm::Demonym,
    MentionForm::StandIn,
    MentionForm::ShortName,
    MentionForm::ShortName,
];

impl Flag {
    /// A short name that is not written: the last word of the first name.
    pub(in crate::gazetteer) const LAST_WORD: Self = Self(6);
    pub(in crate::gazetteer) const DECOY: Self = Self(7);
    const FORM: u8 = 7;
    const AMBIGUOUS: u8 = 8;

    pub(in crate::gazetteer) fn new(form: MentionForm, ambiguous: bool) -> Self {
        let number = FORMS.iter().position(|known| *known == form).unwrap_or_default();
        Self(number as u8 | if ambiguous { Self::AMBIGUOUS } else { 0 })
    }

    pub(crate) fn of(byte: u8) -> Self {
        Self(byte)
    }

    pub(in crate::gazetteer) fn byte(self) -> u8 {
        self.0
    }

    pub(crate) fn is_decoy(self) -> bool {
        self.0 & Self::FORM == Self::DECOY.0
    }

    pub(crate) fn form(self) -> MentionForm {
        FORMS.get(usize::from(self.0 & Self::FORM)).copied().unwrap_or(MentionForm::Alias)
    }

    pub(crate) fn is_ambiguous(self) -> bool {
        self.0 & Self::AMBIGUOUS != 0
    }

    pub(in crate::gazetteer) fn is_last_word(self) -> bool {
        self.0 & Self::FORM == Self::LAST_WORD.0
    }

    /// The same, and ambiguous.
    pub(in crate::gazetteer) fn ambiguous(self) -> Self {
        Self(self.0 | Self::AMBIGUOUS)
    }
}
