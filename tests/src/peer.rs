//! Peer: the native end of a guest's connection.

use crate::running::PATIENCE;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// The next to connect.
///
/// # Panics
/// If nobody does in time: the guest has ended, most likely.
pub async fn accept(listener: &TcpListener) -> TcpStream {
    let accepted = timeout(PATIENCE, listener.accept())
        .await
        .expect("the guest connects in time");
    accepted.expect("a connection").0
}
