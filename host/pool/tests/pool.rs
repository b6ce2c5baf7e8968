//! The pool: instances made ahead of need, as many as there may be.

use portcullis_pool::{Pool, config};
use wasmtime::component::{Component, Linker, ResourceTable};
use wasmtime::{Engine, Store};
use wasmtime_wasi::p2::bindings::CommandPre;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

#[derive(Default)]
struct State {
    wasi: WasiCtx,
    table: ResourceTable,
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

/// Its `run` returns how often it was called before, which is `err` from the second time on.
const COUNTS: &str = r#"(component
    (core module $module
        (memory 1)
        (func (export "run") (result i32)
            (local $before i32)
            (local.set $before (i32.load (i32.const 4096)))
            (i32.store (i32.const 4096) (i32.const 1))
            (local.get $before)))
    (core instance $instance (instantiate $module))
    (func $run (result (result)) (canon lift (core func $instance "run")))
    (instance (export "wasi:cli/run@0.2.0") (export "run" (func $run))))"#;

const TRAPS_AT_ITS_START: &str = r#"(component
    (core module $module
        (func $start unreachable)
        (start $start)
        (func (export "run") (result i32) i32.const 0))
    (core instance $instance (instantiate $module))
    (func $run (result (result)) (canon lift (core func $instance "run")))
    (instance (export "wasi:cli/run@0.2.0") (export "run" (func $run))))"#;

fn pool(most: u32, size: usize, guest: &str) -> Pool<State> {
    let engine = Engine::new(&config(most)).unwrap();
    let mut linker = Linker::new(&engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker).unwrap();
    let component = Component::new(&engine, guest).unwrap();
    let program = CommandPre::new(linker.instantiate_pre(&component).unwrap()).unwrap();
    Pool::new(program, size, move || Store::new(&engine, State::default()))
}

#[tokio::test]
async fn instances_wait_and_are_taken_once() {
    let pool = pool(10, 2, COUNTS);
    assert!(pool.is_empty());
    pool.fill().await.unwrap();
    assert_eq!(pool.len(), 2);
    let mut taken = Vec::new();
    for left in [1, 0, 0] {
        taken.push(pool.take().await.unwrap());
        assert_eq!(pool.len(), left);
    }
    drop(taken);
    assert_eq!(pool.len(), 0);
    pool.fill().await.unwrap();
    assert_eq!(pool.len(), 2);
}

#[tokio::test]
async fn each_instance_has_fresh_memory() {
    let pool = pool(3, 2, COUNTS);
    for _ in 0..20 {
        let mut instance = pool.take().await.unwrap();
        assert_eq!(instance.run().await.unwrap(), Ok(()));
        assert_eq!(instance.run().await.unwrap(), Err(()), "the guest does count");
        drop(instance);
        pool.fill().await.unwrap();
    }
}

#[tokio::test]
async fn there_are_no_more_instances_than_there_may_be() {
    let pool = pool(2, 1, COUNTS);
    pool.fill().await.unwrap();
    let one = pool.take().await.unwrap();
    let _two = pool.take().await.unwrap();
    assert!(pool.take().await.is_err());
    drop(one);
    pool.take().await.unwrap();
}

#[tokio::test]
async fn a_pool_that_is_kept_full_is_filled_again() {
    let pool = pool(10, 3, COUNTS);
    let keeper = tokio::spawn({
        let pool = pool.clone();
        async move { pool.keep_full().await }
    });
    for _ in 0..5 {
        while pool.len() < 3 {
            tokio::task::yield_now().await;
        }
        pool.take().await.unwrap();
    }
    keeper.abort();
}

#[tokio::test]
async fn a_guest_that_traps_at_its_start_is_an_error() {
    let pool = pool(2, 1, TRAPS_AT_ITS_START);
    for _ in 0..3 {
        assert!(pool.take().await.is_err());
    }
    assert!(pool.fill().await.is_err());
}
