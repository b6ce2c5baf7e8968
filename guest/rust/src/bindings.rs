//! The bindings that `wit-bindgen` generates from the contract.

#![allow(missing_docs, missing_debug_implementations, unreachable_pub, unsafe_code)]

// Where std starts the program, the library exports nothing: natively, and on `wasm32-wasip2`.
#[cfg(any(target_os = "wasi", not(target_arch = "wasm32")))]
wit_bindgen::generate!({
    path: "../../wit",
    world: "portcullis:net/imports",
    // Arguments are borrowed, so that a packet is sent without a copy.
    ownership: Borrowing { duplicate_if_necessary: false },
    additional_derives: [PartialEq],
    additional_derives_ignore: ["source", "active-socket"],
    generate_all,
});

#[cfg(all(target_arch = "wasm32", not(target_os = "wasi")))]
wit_bindgen::generate!({
    path: "../../wit",
    world: "portcullis:net/command",
    ownership: Borrowing { duplicate_if_necessary: false },
    additional_derives: [PartialEq],
    additional_derives_ignore: ["source", "active-socket"],
    generate_all,
});
