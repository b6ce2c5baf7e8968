//! Memory: what happens when there is no more of it.
//!
//! An Erlang system ends then, as ERTS does, and says what was wanted and what for. Whoever can do without asks [`has_room`] before.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    hint::black_box,
    io::Write,
};

/// What memory is wanted for, by ERTS's names: its `erl_alloc.types` has them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Purpose {
    /// A process's young block.
    Heap,
    /// A process's old block.
    OldHeap,
    /// What is built outside of a process's blocks: results of functions, messages, literals.
    Fragment,
    /// An object of a table.
    Object,
    /// Bytes: most of them are a binary's.
    Bytes,
    /// All else.
    Other,
}

impl Purpose {
    /// ERTS's allocator for that, and its name of the type.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Heap => ("eheap_alloc", "heap"),
            Self::OldHeap => ("eheap_alloc", "old_heap"),
            Self::Fragment => ("eheap_alloc", "heap_frag"),
            Self::Object => ("ets_alloc", "db_term"),
            Self::Bytes => ("binary_alloc", "binary"),
            Self::Other => ("temp_alloc", "tmp"),
        }
    }
}

/// The end: there are not so many bytes.
#[cold]
#[inline(never)]
pub(crate) fn exhausted(purpose: Purpose, bytes: usize) -> ! {
    let (allocator, name) = purpose.names();
    // Nothing here may want memory.
    let mut text = [0; 160];
    let mut rest = &mut text[..];
    // It is long enough for the longest names and numbers.
    let _ = write!(
        rest,
        "\n{allocator}: Cannot allocate {bytes} bytes of memory (of type \"{name}\").\n"
    );
    let left = rest.len();
    end(&text[..text.len() - left])
}

#[cfg(not(target_family = "wasm"))]
use crate::native::end;
#[cfg(target_family = "wasm")]
use crate::wasm::end;

/// Whether so many bytes could be had at this moment.
pub(crate) fn has_room(bytes: usize) -> bool {
    let Ok(layout) = Layout::array::<u8>(bytes.max(1)) else {
        return false;
    };
    // SAFETY: the layout is not empty, and what comes is given back at once.
    unsafe {
        // What is had only to be given back would be left out otherwise.
        let start = black_box(System.alloc(layout));
        if !start.is_null() {
            System.dealloc(start, layout);
        }
        !start.is_null()
    }
}

/// Words for a purpose; nobody who comes back from here has none.
///
/// # Safety
///
/// `words` is not 0.
pub(crate) unsafe fn words(purpose: Purpose, words: usize) -> *mut u64 {
    let Ok(layout) = Layout::array::<u64>(words) else {
        exhausted(purpose, words.saturating_mul(8))
    };
    // SAFETY: the layout is not empty.
    let start = unsafe { System.alloc(layout) };
    if start.is_null() {
        exhausted(purpose, layout.size())
    }
    start.cast()
}

/// Give words back.
///
/// # Safety
///
/// They came from [`words`], so many of them.
pub(crate) unsafe fn give_back(start: *mut u64, words: usize) {
    // SAFETY: this layout has been made before, and the words came with it.
    unsafe {
        System.dealloc(
            start.cast(),
            Layout::from_size_align_unchecked(words * 8, align_of::<u64>()),
        )
    }
}

/// The system's allocator, but for what happens when it has no more.
struct Reporting;

#[global_allocator]
static ALLOCATOR: Reporting = Reporting;

/// What a layout is likely to be wanted for.
fn purpose(layout: Layout) -> Purpose {
    match layout.align() {
        1 => Purpose::Bytes,
        _ => Purpose::Other,
    }
}

// SAFETY: all is the system's.
unsafe impl GlobalAlloc for Reporting {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's.
        let start = unsafe { System.alloc(layout) };
        if start.is_null() {
            exhausted(purpose(layout), layout.size())
        }
        start
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's.
        let start = unsafe { System.alloc_zeroed(layout) };
        if start.is_null() {
            exhausted(purpose(layout), layout.size())
        }
        start
    }

    #[inline]
    unsafe fn realloc(&self, start: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's.
        let start = unsafe { System.realloc(start, layout, size) };
        if start.is_null() {
            exhausted(purpose(layout), size)
        }
        start
    }

    #[inline]
    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        // SAFETY: the caller's.
        unsafe { System.dealloc(start, layout) }
    }
}
