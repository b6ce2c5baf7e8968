//! Pool: the addresses that an embedder granted in cap-std's way.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

/// A cap-std pool, which can be asked and not listed.
pub(crate) struct Pool(cap_std::net::Pool);

impl Pool {
    /// Whether the pool contains the address, in either way of writing an IPv4 address.
    pub(crate) fn contains(&self, address: SocketAddr) -> bool {
        let mapped = match address.ip() {
            IpAddr::V4(ip) => Some(SocketAddr::new(ip.to_ipv6_mapped().into(), address.port())),
            IpAddr::V6(_) => None,
        };
        // Hidden in cap-std's documentation, and its own cap-net-ext is built on it.
        let pool = self.0._pool();
        pool.check_addr(&address).is_ok() || mapped.is_some_and(|address| pool.check_addr(&address).is_ok())
    }
}

impl From<cap_std::net::Pool> for Pool {
    fn from(pool: cap_std::net::Pool) -> Self {
        Self(pool)
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").finish_non_exhaustive()
    }
}
