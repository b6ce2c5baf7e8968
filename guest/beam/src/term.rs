//! Terms: Erlang's values, the heaps they live on, and what can be done with them without a machine.

pub mod atom;
#[expect(unsafe_code, reason = "terms are addresses")]
mod buffer;
#[expect(unsafe_code, reason = "terms are addresses")]
mod build;
#[expect(unsafe_code, reason = "terms are addresses")]
mod copy;
mod debug;
pub(crate) mod etf;
pub mod external;
pub(crate) mod float_text;
pub mod hash;
#[expect(unsafe_code, reason = "terms are addresses")]
mod heap;
pub(crate) mod integer_text;
pub(crate) mod map;
pub(crate) mod number;
pub mod order;
#[expect(unsafe_code, reason = "terms are addresses")]
mod packed;
pub(crate) mod print;
pub(crate) mod record;
#[expect(unsafe_code, reason = "terms are addresses")]
mod view;
mod word;
#[expect(unsafe_code, reason = "words are addressed")]
mod words;

pub use atom::Atom;
pub use buffer::{Buffer, Resource};
pub(crate) use buffer::{append, link, release, resource_of, resource_word, share_buffer};
pub use build::HEAP_BIN_MAX;
pub use copy::{Parcel, copy, copy_all, size};
pub use heap::Heap;
pub(crate) use heap::{Block, OFF_HEAP_MIN};
pub use packed::Packed;
pub use record::Record;
pub use view::{Big, Bits, Elements, Fun, View};
pub use word::{Kind, Term};
pub(crate) use words::{copy_terms, copy_words};
