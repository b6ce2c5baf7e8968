//! Has no memory left when the host brings a result: that is its own end.

#![expect(unsafe_code, reason = "an allocator that fails is an allocator")]

use portcullis_guest::{Reason, inet, println};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

struct Starving(AtomicBool);

// SAFETY: it is the system's, or says that there is no memory.
unsafe impl GlobalAlloc for Starving {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if self.0.load(Relaxed) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static MEMORY: Starving = Starving(AtomicBool::new(false));

fn main() -> Result<(), Reason> {
    println!("starving");
    MEMORY.0.store(true, Relaxed);
    inet::getaddrs("127.0.0.1", portcullis_guest::Domain::Inet).map(drop)
}
