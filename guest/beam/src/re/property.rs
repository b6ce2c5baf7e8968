//! Property: what `\p{…}` asks of a character.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

/// One property.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Property {
    Any,
    Category(GeneralCategory),
    Group(GeneralCategoryGroup),
    /// `L&`: a letter with case.
    Cased,
    Script(Script),
    /// `Xan`: letters and numbers.
    Alphanumeric,
    /// `Xsp` and `Xps`: what separates, and white space.
    Space,
    /// `Xwd`: letters, numbers and the underscore.
    Word,
    /// `Xuc`: what a universal character name can give.
    Universal,
    /// `[:graph:]`, `[:print:]` and `[:punct:]` with the option `ucp`.
    Graph,
    Print,
    Punctuation,
}

impl Property {
    /// By the name in the braces.
    pub(super) fn named(name: &str) -> Option<Self> {
        use {GeneralCategory as C, GeneralCategoryGroup as G};
        Some(match name {
            "Any" => Self::Any,
            "L&" => Self::Cased,
            "Xan" => Self::Alphanumeric,
            "Xps" | "Xsp" => Self::Space,
            "Xwd" => Self::Word,
            "Xuc" => Self::Universal,
            "C" => Self::Group(G::Other),
            "L" => Self::Group(G::Letter),
            "M" => Self::Group(G::Mark),
            "N" => Self::Group(G::Number),
            "P" => Self::Group(G::Punctuation),
            "S" => Self::Group(G::Symbol),
            "Z" => Self::Group(G::Separator),
            "Cc" => Self::Category(C::Control),
            "Cf" => Self::Category(C::Format),
            "Cn" => Self::Category(C::Unassigned),
            "Co" => Self::Category(C::PrivateUse),
            "Cs" => Self::Category(C::Surrogate),
            "Ll" => Self::Category(C::LowercaseLetter),
            "Lm" => Self::Category(C::ModifierLetter),
            "Lo" => Self::Category(C::OtherLetter),
            "Lt" => Self::Category(C::TitlecaseLetter),
            "Lu" => Self::Category(C::UppercaseLetter),
            "Mc" => Self::Category(C::SpacingMark),
            "Me" => Self::Category(C::EnclosingMark),
            "Mn" => Self::Category(C::NonspacingMark),
            "Nd" => Self::Category(C::DecimalNumber),
            "Nl" => Self::Category(C::LetterNumber),
            "No" => Self::Category(C::OtherNumber),
            "Pc" => Self::Category(C::ConnectorPunctuation),
            "Pd" => Self::Category(C::DashPunctuation),
            "Pe" => Self::Category(C::ClosePunctuation),
            "Pf" => Self::Category(C::FinalPunctuation),
            "Pi" => Self::Category(C::InitialPunctuation),
            "Po" => Self::Category(C::OtherPunctuation),
            "Ps" => Self::Category(C::OpenPunctuation),
            "Sc" => Self::Category(C::CurrencySymbol),
            "Sk" => Self::Category(C::ModifierSymbol),
            "Sm" => Self::Category(C::MathSymbol),
            "So" => Self::Category(C::OtherSymbol),
            "Zl" => Self::Category(C::LineSeparator),
            "Zp" => Self::Category(C::ParagraphSeparator),
            "Zs" => Self::Category(C::SpaceSeparator),
            _ => Self::Script(Script::from_full_name(name)?),
        })
    }

    /// Whether a character has it.
    pub(super) fn has(self, character: u32) -> bool {
        let Some(of) = char::from_u32(character) else {
            return self == Self::Any;
        };
        let group = of.general_category_group();
        match self {
            Self::Any => true,
            Self::Category(category) => of.general_category() == category,
            Self::Group(wanted) => group == wanted,
            Self::Cased => matches!(
                of.general_category(),
                GeneralCategory::LowercaseLetter | GeneralCategory::TitlecaseLetter | GeneralCategory::UppercaseLetter
            ),
            Self::Script(script) => of.script() == script,
            Self::Alphanumeric => matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number),
            Self::Space => group == GeneralCategoryGroup::Separator || matches!(character, 0x09..=0x0D | 0x85 | 0x180E),
            Self::Word => {
                character == 0x5F || matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number)
            }
            Self::Universal => matches!(character, 0x24 | 0x40 | 0x60 | 0xA0..=0xD7FF | 0xE000..),
            Self::Graph => !matches!(group, GeneralCategoryGroup::Separator | GeneralCategoryGroup::Other),
            Self::Print => of == ' ' || is_print(of, group),
            Self::Punctuation => {
                group == GeneralCategoryGroup::Punctuation
                    || (character < 0x80 && group == GeneralCategoryGroup::Symbol)
            }
        }
    }
}

fn is_print(of: char, group: GeneralCategoryGroup) -> bool {
    of.general_category() == GeneralCategory::SpaceSeparator
        || !matches!(group, GeneralCategoryGroup::Separator | GeneralCategoryGroup::Other)
        || of == '\u{AD}'
}
