//! Buffer: the bytes of a large binary, counted and outside every heap; and the list by which a heap knows which ones it holds.

use std::{
    any::Any,
    cell::{Cell, UnsafeCell},
    rc::Rc,
};

use super::{Kind, Term};

/// Bytes that many terms share. They are never changed, but more may follow them: appending to the newest binary of a buffer extends it.
#[derive(Debug, Default)]
pub struct Buffer {
    bytes: UnsafeCell<Vec<u8>>,
    /// Bits of the last byte that nothing has been written to yet.
    spare: Cell<u8>,
}

impl Buffer {
    /// A buffer of these bytes.
    pub fn new(bytes: Vec<u8>) -> Rc<Self> {
        Rc::new(Self {
            bytes: UnsafeCell::new(bytes),
            spare: Cell::new(0),
        })
    }

    /// Where it ends, in bits: what is appended begins here.
    #[inline(always)]
    pub(crate) fn end(&self) -> usize {
        self.bytes().len() * 8 - usize::from(self.spare.get())
    }

    /// Say how many bits of the last byte are free yet.
    #[inline(always)]
    pub(crate) fn set_spare(&self, bits: u8) {
        self.spare.set(bits);
    }

    /// The bytes that have been written so far.
    ///
    /// The slice must not be kept across `extend`, which may move the bytes.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: single-threaded, and no slice is kept across `extend`.
        unsafe { &*self.bytes.get() }
    }

    /// Change the bytes behind those that terms refer to.
    pub(crate) fn extend<T>(&self, more: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        // SAFETY: single-threaded, and no slice is kept across this call.
        more(unsafe { &mut *self.bytes.get() })
    }
}

/// What a magic reference owns.
pub type Resource = Rc<dyn Any>;

/// A counted pointer as a word, to be given back to [`buffer_of`].
pub(crate) fn buffer_word(buffer: Rc<Buffer>) -> u64 {
    Rc::into_raw(buffer) as usize as u64
}

pub(crate) fn resource_word(resource: Resource) -> u64 {
    Box::into_raw(Box::new(resource)) as usize as u64
}

/// The buffer of a `REFC_BIN`.
///
/// # Safety
///
/// `object` is the address of one, still alive.
#[inline(always)]
pub(crate) unsafe fn buffer_of<'a>(object: *const u64) -> &'a Buffer {
    // SAFETY: the word was made by `buffer_word` and is counted by this object.
    unsafe { &*(*object.add(1) as usize as *const Buffer) }
}

/// One more count of the buffer of a `REFC_BIN`.
///
/// # Safety
///
/// As of [`buffer_of`].
pub(crate) unsafe fn share_buffer(object: *const u64) -> Rc<Buffer> {
    // SAFETY: as above.
    unsafe {
        let raw = *object.add(1) as usize as *const Buffer;
        Rc::increment_strong_count(raw);
        Rc::from_raw(raw)
    }
}

/// The resource of a `MAGIC`.
///
/// # Safety
///
/// `object` is the address of one, still alive.
pub(crate) unsafe fn resource_of<'a>(object: *const u64) -> &'a Resource {
    // SAFETY: the word was made by `resource_word` and belongs to this object.
    unsafe { &*(*object.add(3) as usize as *const Resource) }
}

/// The link word of an off-heap object.
///
/// # Safety
///
/// `object` is the address of one.
pub(crate) unsafe fn link<'a>(object: *mut u64) -> &'a mut u64 {
    // SAFETY: the link is the last word.
    unsafe { &mut *object.add(Term::header_words(*object)) }
}

/// Put one list behind the other.
pub(crate) fn append(list: &mut u64, other: u64) {
    if other == 0 {
        return;
    }
    let mut last = other;
    loop {
        // SAFETY: links lead to live off-heap objects, or are 0.
        let next = unsafe { link(last as usize as *mut u64) };
        if *next == 0 {
            *next = *list;
            *list = other;
            return;
        }
        last = *next;
    }
}

/// Identity, size and reference count of each large binary in a list.
///
/// # Safety
///
/// The list is of off-heap objects that are alive.
pub(crate) unsafe fn buffers(mut list: u64) -> Vec<(u64, usize, usize)> {
    let mut buffers = Vec::new();
    while list != 0 {
        let object = list as usize as *mut u64;
        // SAFETY: the caller's.
        unsafe {
            if Term::header_kind(*object) == Kind::REFC_BIN {
                let count = Rc::strong_count(&share_buffer(object)) - 1;
                buffers.push((*object.add(1), *object.add(2) as usize, count));
            }
            list = *link(object);
        }
    }
    buffers
}

/// Give up what an off-heap object holds; it must not be used again.
///
/// # Safety
///
/// `object` is the address of one, with its own header, and nobody uses it afterwards.
pub(crate) unsafe fn release(object: *mut u64) {
    // SAFETY: the caller's.
    unsafe {
        if Term::header_kind(*object) == Kind::REFC_BIN {
            drop(Rc::from_raw(*object.add(1) as usize as *const Buffer));
        } else {
            drop(Box::from_raw(*object.add(3) as usize as *mut Resource));
        }
    }
}

/// Give up what a whole list holds.
pub(crate) fn release_list(mut list: u64) {
    while list != 0 {
        let object = list as usize as *mut u64;
        // SAFETY: the owner of the list is being dropped.
        unsafe {
            list = *link(object);
            release(object);
        }
    }
}
