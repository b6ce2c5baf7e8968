//! Memory: the bytes that all memories and tables of a guest may take together.

use wasmtime::ResourceLimiter;

/// What is left of `--max-memory`.
#[derive(Debug)]
pub(crate) struct Memory {
    left: usize,
    refused: bool,
}

impl Memory {
    pub(crate) fn new(bytes: usize) -> Self {
        Self {
            left: bytes,
            refused: false,
        }
    }

    /// Whether the guest ever wanted more than there was, which few guests survive.
    pub(crate) fn refused(&self) -> bool {
        self.refused
    }

    fn take(&mut self, bytes: usize) -> bool {
        let left = self.left.checked_sub(bytes);
        match left {
            Some(left) => self.left = left,
            None => self.refused = true,
        }
        left.is_some()
    }
}

/// What was granted and then cannot be had of the system stays taken: there is nothing left to give then either.
impl ResourceLimiter for Memory {
    fn memory_growing(&mut self, current: usize, desired: usize, maximum: Option<usize>) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        Ok(self.take(desired - current))
    }

    fn table_growing(&mut self, current: usize, desired: usize, maximum: Option<usize>) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        Ok(self.take((desired - current).saturating_mul(size_of::<usize>())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memories_and_tables_share_what_there_is() {
        let mut memory = Memory::new(100 + 3 * size_of::<usize>());
        assert!(memory.memory_growing(0, 60, None).unwrap());
        assert!(memory.memory_growing(0, 40, None).unwrap());
        assert!(memory.table_growing(0, 3, None).unwrap());
        assert!(!memory.refused());
        assert!(!memory.memory_growing(60, 61, None).unwrap());
        assert!(memory.refused());
    }

    #[test]
    fn what_a_memory_itself_rules_out_costs_nothing() {
        let mut memory = Memory::new(100);
        assert!(!memory.memory_growing(0, 100, Some(50)).unwrap());
        assert!(memory.memory_growing(0, 100, Some(100)).unwrap());
    }

    #[test]
    fn a_refusal_does_not_keep_the_guest_from_less() {
        let mut memory = Memory::new(100);
        assert!(!memory.memory_growing(0, 200, None).unwrap());
        assert!(memory.memory_growing(0, 100, None).unwrap());
    }
}
