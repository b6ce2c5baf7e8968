use super::*;
use crate::term::Heap;

fn object(elements: &[i64]) -> Packed {
    let mut heap = Heap::default();
    let elements: Vec<Term> = elements.iter().map(|element| Term::small(*element)).collect();
    Packed::new(heap.tuple(&elements))
}

fn keys(table: &Hash) -> Vec<i64> {
    let mut keys = Vec::new();
    let mut next = table.first_from(0);
    while let Some(key) = next {
        keys.push(key.small_value());
        next = table.next(key).expect("a key that is there");
    }
    keys
}

fn seconds(table: &Hash, key: i64) -> Vec<i64> {
    table
        .get(Term::small(key))
        .map(|object| object.elements()[1].small_value())
        .collect()
}

#[test]
fn small_integers_come_in_the_order_of_erts() {
    let mut table = Hash::new(Repeats::Never, 0);
    (1..=20).for_each(|key| table.insert(object(&[key])));
    assert_eq!(
        keys(&table),
        [16, 3, 7, 4, 8, 2, 9, 1, 10, 13, 6, 14, 18, 17, 11, 12, 19, 15, 5, 20]
    );
}

#[test]
fn a_table_that_grew_shrinks_again() {
    let mut table = Hash::new(Repeats::Never, 0);
    (0..50_000).for_each(|key| table.insert(object(&[key, key])));
    assert_eq!((table.len(), table.buckets()), (50_000, 50_000));
    let mut all = keys(&table);
    all.sort_unstable();
    assert!(all.into_iter().eq(0..50_000));
    for key in 0..49_000 {
        assert_eq!(table.remove(Term::small(key), |_| true), 1);
    }
    // As many as OTP 25 has then: it joins five with each removal.
    assert_eq!(table.buckets(), 3592);
    let mut all = keys(&table);
    all.sort_unstable();
    assert!(all.into_iter().eq(49_000..50_000));
    assert!((49_000..50_000).all(|key| seconds(&table, key) == [key]));
}

#[test]
fn what_is_deleted_while_fixed_still_leads_on() {
    let mut table = Hash::new(Repeats::Never, 0);
    (0..1000).for_each(|key| table.insert(object(&[key])));
    let before = keys(&table);
    table.fix(true);
    let mut seen = Vec::new();
    let mut next = table.first_from(0);
    while let Some(key) = next {
        seen.push(key.small_value());
        table.remove(key, |_| true);
        next = table.next(key).expect("a dead key leads on");
    }
    assert_eq!(seen, before);
    assert_eq!((table.len(), table.dead()), (0, 1000));
    table.insert(object(&[7]));
    table.fix(false);
    assert_eq!((keys(&table), table.dead()), (vec![7], 0));
    assert!(table.next(Term::small(8)).is_err());
}

#[test]
fn objects_of_one_key_stand_together_the_newest_first() {
    let mut bag = Hash::new(Repeats::Distinct, 0);
    let mut duplicates = Hash::new(Repeats::Always, 0);
    for elements in [[1, 1], [2, 1], [1, 2], [1, 1], [257, 3], [1, 3]] {
        bag.insert(object(&elements));
        duplicates.insert(object(&elements));
    }
    assert_eq!(seconds(&bag, 1), [3, 2, 1]);
    assert_eq!(seconds(&duplicates, 1), [3, 1, 2, 1]);
    let one = object(&[1, 1]);
    assert_eq!(
        duplicates.remove(Term::small(1), |other| order::equal(other.term(), one.term())),
        2
    );
    assert_eq!(seconds(&duplicates, 1), [3, 2]);
    assert_eq!(duplicates.len(), 4);
}

#[test]
fn chosen_nodes_are_taken_out() {
    let mut table = Hash::new(Repeats::Never, 0);
    (0..3000).for_each(|key| table.insert(object(&[key])));
    let mut even: Vec<u32> = (0..table.buckets())
        .flat_map(|bucket| table.chain(bucket))
        .filter(|(_, object)| object.elements()[0].small_value() % 2 == 0)
        .map(|(node, _)| node)
        .collect();
    even.reverse();
    table.remove_nodes(&even);
    assert_eq!(table.len(), 1500);
    assert!(keys(&table).iter().all(|key| key % 2 == 1));
    assert_eq!(table.clear(), 1500);
    assert_eq!(keys(&table), []);
}
