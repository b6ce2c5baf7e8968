//! Names and addresses, in the manner of Erlang's `inet`.
//!
//! What `inet` does with a socket, its socket does here: `sockname`, `peername`, `port`, `setopts` and `getopts` are
//! methods of [`gen_tcp::Listener`](crate::gen_tcp::Listener), [`gen_tcp::Connection`](crate::gen_tcp::Connection) and
//! [`gen_udp::UdpSocket`](crate::gen_udp::UdpSocket).

use std::net::IpAddr;

use crate::{Domain, Timeout, raw::inet, reason::Result};

/// The first address of a host name that the policy does not deny.
///
/// # Errors
///
/// Those of [`getaddrs`].
///
/// Follows `inet:getaddr/2`.
pub fn getaddr(name: &str, domain: Domain) -> Result<IpAddr> {
    getaddr_timeout(name, domain, Timeout::INFINITY)
}

/// [`getaddr`] that waits no longer than `timeout`.
///
/// # Errors
///
/// Those of [`getaddrs_timeout`].
///
/// Follows `inet:getaddr/3`.
pub fn getaddr_timeout(name: &str, domain: Domain, timeout: impl Into<Timeout>) -> Result<IpAddr> {
    Ok(inet::getaddr(name, domain, timeout.into().as_millis())?.into())
}

/// The addresses of a host name, those that the policy denies left out; at most 64.
///
/// A name is at most 253 bytes long. The text of an address is answered with that address.
///
/// # Errors
///
/// - `eacces`: no rule of the policy lets the guest use the name, or each of its addresses is denied.
/// - `nxdomain`: the name does not exist, or has no address of this family.
/// - `einval`: the name is not a host name, or too long.
///
/// Follows `inet:getaddrs/2`.
pub fn getaddrs(name: &str, domain: Domain) -> Result<Vec<IpAddr>> {
    getaddrs_timeout(name, domain, Timeout::INFINITY)
}

/// [`getaddrs`] that waits no longer than `timeout`.
///
/// # Errors
///
/// Those of [`getaddrs`], and `timeout`: there was no answer in time.
///
/// Follows `inet:getaddrs/3`.
pub fn getaddrs_timeout(name: &str, domain: Domain, timeout: impl Into<Timeout>) -> Result<Vec<IpAddr>> {
    let addresses = inet::getaddrs(name, domain, timeout.into().as_millis())?;
    Ok(addresses.into_iter().map(IpAddr::from).collect())
}
