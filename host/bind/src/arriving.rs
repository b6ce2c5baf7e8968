//! Arriving: bytes that the kernel puts where the guest wants them, with no copy between.
//!
//! A host function's result is lowered into the guest's memory by its type's [`Lower`]. That of [`Arriving`] asks the guest's `realloc` for
//! as many bytes as are wanted, has `recv(2)` fill them, and gives back what stays free.
//!
//! # Safety
//!
//! [`ComponentType`] and [`Lower`] are unsafe to implement since wasmtime takes `ABI`, `Lower` and `typecheck` at their word. Each of the two
//! types here takes all three from a type of wasmtime's own that the contract gives for the same value:
//! - [`Bytes`] those of `Vec<u8>`, which is `list<u8>`: it lowers to the same two words, an offset and a length. Both come from the guest's
//!   `realloc`, whose answer `LowerContext::realloc` has checked against the bounds of the memory; no memory is touched but through a slice of
//!   the guest's memory, so that a wrong number would be a panic and never an access.
//! - [`Arriving`] those of `Result<T, Reason>`, to whose `Lower` it passes a value each time.
//!
//! The traits are hidden from wasmtime's documentation: what is here is of one version, and its test is `tests/tests/socket/bulk.rs`.
#![expect(unsafe_code, reason = "wasmtime's traits are unsafe to implement")]

use crate::bindings::types::Reason;
use crate::convert::answer;
use portcullis_net::{Error, Incoming, Received};
use std::mem::MaybeUninit;
use wasmtime::component::__internal::{CanonicalAbiInfo, InstanceType, InterfaceType, LowerContext};
use wasmtime::component::{ComponentType, Lower};
use wasmtime::{Result, ValRaw};

/// `list<u8>`: bytes for the guest.
#[derive(Debug)]
pub(crate) enum Bytes {
    /// They are here.
    Here(Vec<u8>),
    /// They are where the guest wants to have them. Lowered with the call that put them there, and never kept.
    There(Place),
}

/// Bytes in the guest's memory, which is of 32 bits: where they begin, and how many they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    offset: u32,
    length: u32,
}

/// `result<T, reason>`, where the bytes in `T` may be in the kernel still.
#[derive(Debug)]
pub(crate) enum Arriving<T> {
    /// It is here.
    Here(std::result::Result<T, Reason>),
    /// It is made when the bytes are received, as the result is lowered.
    InKernel(Incoming),
}

impl<T> Arriving<T> {
    /// What a function of the contract returns.
    ///
    /// # Errors
    /// The host has stopped the guest, whose call traps.
    pub(crate) fn answer<P: Into<T>>(received: std::result::Result<Received<P>, Error>) -> Result<(Self,)> {
        Ok((match received {
            Ok(Received::InKernel(incoming)) => Self::InKernel(incoming),
            Ok(Received::Here(here)) => Self::Here(Ok(here.into())),
            Err(error) => Self::Here(answer(Err(error))?.0),
        },))
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Here(bytes)
    }
}

/// Receive into the guest's memory. A failed receive is a reason for the guest, as the inner result.
///
/// # Errors
/// The guest's `realloc` traps, or answers with what is not in its memory.
fn receive<U: 'static>(cx: &mut LowerContext<'_, U>, incoming: &Incoming) -> Result<std::result::Result<Place, Error>> {
    let most = incoming.most();
    let offset = cx.realloc(0, 0, 1, most)?;
    let received = incoming.receive(&mut cx.as_slice_mut()[offset..][..most]);
    // A list is as long as what was allocated for it, and what the guest frees as well.
    let length = *received.as_ref().unwrap_or(&0);
    let offset = if length < most {
        cx.realloc(offset, most, 1, length)?
    } else {
        offset
    };
    Ok(received.map(|length| Place {
        // A guest's memory is of 32 bits.
        offset: offset as u32,
        length: length as u32,
    }))
}

impl<T: From<Bytes>> Arriving<T> {
    /// The result, when its bytes are received.
    ///
    /// # Errors
    /// Those of [`receive`].
    fn arrived<U: 'static>(
        cx: &mut LowerContext<'_, U>,
        incoming: &Incoming,
    ) -> Result<std::result::Result<T, Reason>> {
        let received = receive(cx, incoming)?;
        Ok(answer(received.map(|place| T::from(Bytes::There(place))))?.0)
    }
}

// SAFETY: see above.
unsafe impl ComponentType for Bytes {
    type Lower = <Vec<u8> as ComponentType>::Lower;
    const ABI: CanonicalAbiInfo = <Vec<u8> as ComponentType>::ABI;

    fn typecheck(ty: &InterfaceType, types: &InstanceType<'_>) -> Result<()> {
        <Vec<u8> as ComponentType>::typecheck(ty, types)
    }
}

// SAFETY: see above.
unsafe impl Lower for Bytes {
    fn linear_lower_to_flat<U>(
        &self,
        cx: &mut LowerContext<'_, U>,
        ty: InterfaceType,
        dst: &mut MaybeUninit<Self::Lower>,
    ) -> Result<()> {
        match self {
            Self::Here(bytes) => bytes.linear_lower_to_flat(cx, ty, dst),
            Self::There(Place { offset, length }) => {
                dst.write([ValRaw::i64((*offset).into()), ValRaw::i64((*length).into())]);
                Ok(())
            }
        }
    }

    fn linear_lower_to_memory<U>(&self, cx: &mut LowerContext<'_, U>, ty: InterfaceType, offset: usize) -> Result<()> {
        match self {
            Self::Here(bytes) => bytes.linear_lower_to_memory(cx, ty, offset),
            Self::There(place) => {
                let pair = &mut cx.as_slice_mut()[offset..][..8];
                pair[..4].copy_from_slice(&place.offset.to_le_bytes());
                pair[4..].copy_from_slice(&place.length.to_le_bytes());
                Ok(())
            }
        }
    }
}

// SAFETY: see above.
unsafe impl<T: Lower> ComponentType for Arriving<T> {
    type Lower = <std::result::Result<T, Reason> as ComponentType>::Lower;
    const ABI: CanonicalAbiInfo = <std::result::Result<T, Reason> as ComponentType>::ABI;

    fn typecheck(ty: &InterfaceType, types: &InstanceType<'_>) -> Result<()> {
        <std::result::Result<T, Reason> as ComponentType>::typecheck(ty, types)
    }
}

// SAFETY: see above.
unsafe impl<T: Lower + From<Bytes>> Lower for Arriving<T> {
    fn linear_lower_to_flat<U>(
        &self,
        cx: &mut LowerContext<'_, U>,
        ty: InterfaceType,
        dst: &mut MaybeUninit<Self::Lower>,
    ) -> Result<()> {
        match self {
            Self::Here(result) => result.linear_lower_to_flat(cx, ty, dst),
            Self::InKernel(incoming) => Self::arrived(cx, incoming)?.linear_lower_to_flat(cx, ty, dst),
        }
    }

    fn linear_lower_to_memory<U>(&self, cx: &mut LowerContext<'_, U>, ty: InterfaceType, offset: usize) -> Result<()> {
        match self {
            Self::Here(result) => result.linear_lower_to_memory(cx, ty, offset),
            Self::InKernel(incoming) => Self::arrived(cx, incoming)?.linear_lower_to_memory(cx, ty, offset),
        }
    }
}
