//! MD5: the checksum of RFC 1321, with a state that a program can keep between pieces.

/// The state between pieces: the four words, how many bytes there were, and those that are no whole block yet.
#[derive(Clone)]
pub(super) struct State {
    words: [u32; 4],
    length: u64,
    rest: [u8; 64],
}

/// Bytes of a state in a binary.
const SIZE: usize = 16 + 8 + 64;

impl State {
    pub(super) fn new() -> Self {
        Self {
            words: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476],
            length: 0,
            rest: [0; 64],
        }
    }

    pub(super) fn to_bytes(&self) -> [u8; SIZE] {
        let mut bytes = [0; SIZE];
        bytes[..16].copy_from_slice(self.words.map(u32::to_le_bytes).as_flattened());
        bytes[16..24].copy_from_slice(&self.length.to_le_bytes());
        bytes[24..].copy_from_slice(&self.rest);
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (words, rest) = bytes.split_first_chunk::<16>()?;
        let (length, rest) = rest.split_first_chunk()?;
        Some(Self {
            words: word_array(words),
            length: u64::from_le_bytes(*length),
            rest: rest.try_into().ok()?,
        })
    }

    pub(super) fn update(mut self, mut bytes: &[u8]) -> Self {
        let filled = (self.length % 64) as usize;
        self.length = self.length.wrapping_add(bytes.len() as u64);
        if filled > 0 {
            let (first, others) = bytes.split_at(bytes.len().min(64 - filled));
            self.rest[filled..filled + first.len()].copy_from_slice(first);
            bytes = others;
            if filled + first.len() < 64 {
                return self;
            }
            block(&mut self.words, &self.rest);
        }
        let (blocks, rest) = bytes.as_chunks();
        for bytes in blocks {
            block(&mut self.words, bytes);
        }
        self.rest[..rest.len()].copy_from_slice(rest);
        self
    }

    pub(super) fn finish(self) -> [u8; 16] {
        let bits = self.length.wrapping_mul(8);
        // A one bit, then zeros until eight bytes are left in a block for the length.
        let zeros = 1 + (119 - self.length % 64) as usize % 64;
        let mut padding = [0; 72];
        padding[0] = 0x80;
        padding[zeros..zeros + 8].copy_from_slice(&bits.to_le_bytes());
        let done = self.update(&padding[..zeros + 8]);
        let mut sum = [0; 16];
        sum.copy_from_slice(done.words.map(u32::to_le_bytes).as_flattened());
        sum
    }
}

fn word_array<const N: usize>(bytes: &[u8]) -> [u32; N] {
    let (words, _) = bytes.as_chunks();
    std::array::from_fn(|at| u32::from_le_bytes(words[at]))
}

/// How far each of the four steps of the four rounds turns.
const TURNS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

/// Bits of the fraction of a sine's absolute value, for each step.
const SINES: [u32; 64] = [
    0xd76a_a478,
    0xe8c7_b756,
    0x2420_70db,
    0xc1bd_ceee,
    0xf57c_0faf,
    0x4787_c62a,
    0xa830_4613,
    0xfd46_9501,
    0x6980_98d8,
    0x8b44_f7af,
    0xffff_5bb1,
    0x895c_d7be,
    0x6b90_1122,
    0xfd98_7193,
    0xa679_438e,
    0x49b4_0821,
    0xf61e_2562,
    0xc040_b340,
    0x265e_5a51,
    0xe9b6_c7aa,
    0xd62f_105d,
    0x0244_1453,
    0xd8a1_e681,
    0xe7d3_fbc8,
    0x21e1_cde6,
    0xc337_07d6,
    0xf4d5_0d87,
    0x455a_14ed,
    0xa9e3_e905,
    0xfcef_a3f8,
    0x676f_02d9,
    0x8d2a_4c8a,
    0xfffa_3942,
    0x8771_f681,
    0x6d9d_6122,
    0xfde5_380c,
    0xa4be_ea44,
    0x4bde_cfa9,
    0xf6bb_4b60,
    0xbebf_bc70,
    0x289b_7ec6,
    0xeaa1_27fa,
    0xd4ef_3085,
    0x0488_1d05,
    0xd9d4_d039,
    0xe6db_99e5,
    0x1fa2_7cf8,
    0xc4ac_5665,
    0xf429_2244,
    0x432a_ff97,
    0xab94_23a7,
    0xfc93_a039,
    0x655b_59c3,
    0x8f0c_cc92,
    0xffef_f47d,
    0x8584_5dd1,
    0x6fa8_7e4f,
    0xfe2c_e6e0,
    0xa301_4314,
    0x4e08_11a1,
    0xf753_7e82,
    0xbd3a_f235,
    0x2ad7_d2bb,
    0xeb86_d391,
];

fn block(words: &mut [u32; 4], bytes: &[u8; 64]) {
    let message: [u32; 16] = word_array(bytes);
    let [mut a, mut b, mut c, mut d] = *words;
    for step in 0..64 {
        let (mixed, from) = match step / 16 {
            0 => (b & c | !b & d, step),
            1 => (d & b | !d & c, 5 * step + 1),
            2 => (b ^ c ^ d, 3 * step + 5),
            _ => (c ^ (b | !d), 7 * step),
        };
        let sum = a
            .wrapping_add(mixed)
            .wrapping_add(SINES[step])
            .wrapping_add(message[from % 16]);
        (a, d, c) = (d, c, b);
        b = b.wrapping_add(sum.rotate_left(TURNS[step / 16][step % 4]));
    }
    for (word, more) in words.iter_mut().zip([a, b, c, d]) {
        *word = word.wrapping_add(more);
    }
}

#[cfg(test)]
mod tests {
    use md5::{Digest, Md5};

    use super::*;

    #[test]
    fn sums_are_those_of_md5() {
        let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
        for length in (0..200).chain([1000]) {
            let expected: [u8; 16] = Md5::digest(&bytes[..length]).into();
            assert_eq!(State::new().update(&bytes[..length]).finish(), expected);
            let halfway = State::new().update(&bytes[..length / 3]).to_bytes();
            let state = State::from_bytes(&halfway).unwrap();
            assert_eq!(state.update(&bytes[length / 3..length]).finish(), expected);
        }
    }
}
