//! Why there is no packet: it is too large, or it is not one.

/// Why a packet cannot be received or sent. OTP says `emsgsize` to all of it, and closes the connection when it receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The packet is larger than its header can say, or than the limits allow.
    #[error("the packet is too large")]
    TooLarge,
    /// The bytes are not a packet of this type.
    #[error("the bytes are not a packet of this type")]
    Malformed,
}
