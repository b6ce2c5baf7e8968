//! Server: threads that accept connections, and run each in an instance of its own.

use crate::guests::{Ended, Guests};
use crate::pool::Pool;
use crate::stop::Stop;
use portcullis::{Accepted, Door};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{fmt, io};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use wasmtime::Result;
use wasmtime_wasi::p2::bindings::CommandPre;

/// One program, run afresh for each connection.
pub struct Server<G: Guests> {
    guests: Arc<G>,
    program: CommandPre<G::State>,
    places: Arc<Semaphore>,
    most: u32,
    warm: usize,
    /// How long a guest may take.
    time: Option<Duration>,
    grace: Duration,
}

/// How long to wait when the system has no descriptor left for a connection.
const PAUSE: Duration = Duration::from_millis(50);

impl<G: Guests> Server<G> {
    /// A server of a program, for at most `most` guests at once. At the bound no connection is accepted, and the system keeps
    /// those that come.
    ///
    /// The engine must have room for `most` instances, and for those that wait: [`warm`](Self::warm) for each thread.
    pub fn new(guests: G, program: CommandPre<G::State>, most: u32) -> Self {
        Self {
            guests: Arc::new(guests),
            program,
            places: Arc::new(Semaphore::new(most as usize)),
            most,
            warm: 0,
            time: None,
            grace: Duration::ZERO,
        }
    }

    /// Instances that each thread keeps ready; none unless set.
    pub fn warm(mut self, instances: usize) -> Self {
        self.warm = instances;
        self
    }

    /// How long each guest may take; for ever unless set.
    pub fn time(mut self, time: Option<Duration>) -> Self {
        self.time = time;
        self
    }

    /// How long guests may still take when the server stops; no time unless set.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Make one instance and drop it.
    ///
    /// # Errors
    /// It cannot be made: no connection could be served.
    pub async fn check(&self) -> Result<()> {
        self.pool(0).make().await.map(drop)
    }

    /// Serve until it is time to stop; then guests have their grace. Each thread has doors of its own.
    ///
    /// # Errors
    /// A thread cannot be started.
    pub fn run(self, doors: Vec<Vec<Door>>, stop: Stop) -> io::Result<()> {
        let server = Arc::new(self);
        let threads = doors.into_iter().enumerate().map(|(number, doors)| {
            let (server, stop) = (server.clone(), stop.clone());
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            thread::Builder::new()
                .name(format!("serve-{number}"))
                .spawn(move || runtime.block_on(server.thread(doors, stop)))
        });
        let threads: Vec<JoinHandle<()>> = threads.collect::<io::Result<_>>()?;
        for thread in threads {
            if thread.join().is_err() {
                return Err(io::Error::other("a thread of the server panicked"));
            }
        }
        Ok(())
    }

    async fn thread(self: Arc<Self>, doors: Vec<Door>, mut stop: Stop) {
        let pool = self.pool(self.warm);
        let keeper = tokio::spawn({
            let pool = pool.clone();
            async move { pool.keep_full().await }
        });
        let porters: Vec<_> = doors
            .into_iter()
            .map(|door| tokio::spawn(self.clone().let_in(door, pool.clone())))
            .collect();
        stop.heard().await;
        keeper.abort();
        porters.iter().for_each(|porter| porter.abort());
        // All places are free when all guests have ended, those of other threads too.
        let _ = timeout(self.grace, self.places.acquire_many(self.most)).await;
    }

    fn pool(&self, size: usize) -> Pool<G::State> {
        let guests = self.guests.clone();
        Pool::new(self.program.clone(), size, move || guests.store())
    }

    /// Who is at the door waits there until a place is free.
    async fn let_in(self: Arc<Self>, door: Door, pool: Pool<G::State>) {
        loop {
            let accepted = match door.knock().await {
                Ok(()) => self.accept(&door).await,
                Err(error) => Err(error),
            };
            match accepted {
                Ok(Some((place, connection))) => {
                    tokio::spawn(self.clone().serve(place, connection, pool.clone()));
                }
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(target: "portcullis", "cannot accept a connection: {error}");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    async fn accept(&self, door: &Door) -> Result<Option<(OwnedSemaphorePermit, Accepted)>, portcullis::Error> {
        let Ok(place) = self.places.clone().acquire_owned().await else {
            return Ok(None);
        };
        Ok(door.accept().await?.map(|connection| (place, connection)))
    }

    /// The place is free again when all that the guest had is gone.
    async fn serve(self: Arc<Self>, place: OwnedSemaphorePermit, connection: Accepted, pool: Pool<G::State>) {
        let peer = connection.peer();
        let mut instance = None;
        let guest = async {
            let instance = instance.insert(pool.take().await?);
            self.guests.give(instance.state(), connection);
            instance.run().await
        };
        let ended = match self.time {
            None => Ended::Ran(guest.await),
            Some(time) => timeout(time, guest).await.map_or(Ended::TimedOut, Ended::Ran),
        };
        self.guests
            .ended(peer, ended, instance.as_mut().map(|instance| instance.state()));
        drop(instance);
        drop(place);
    }
}

impl<G: Guests> fmt::Debug for Server<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("most", &self.most)
            .field("warm", &self.warm)
            .field("time", &self.time)
            .field("grace", &self.grace)
            .finish_non_exhaustive()
    }
}
