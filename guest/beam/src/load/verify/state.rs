//! State: what is known of frame, registers and heap at one place of the code.

/// What is known of a register's content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Type {
    /// Nothing was put into it: it may hold what is no term any more.
    Unset,
    /// A term or the mark of a catch: a collection may see it, and nobody else.
    Opaque,
    /// The mark of a catch.
    Catch,
    /// Any term.
    Any,
    /// A list that is not empty.
    Cons,
    /// A tuple of at least so many elements.
    Tuple(u32),
    /// A tuple of so many elements.
    Exact(u32),
    /// A tuple that nobody else has, since `setelement/3` has just made it.
    Fresh,
    /// A map.
    Map,
    /// A match context.
    Match,
}

impl Type {
    /// What is known where either may be.
    fn join(self, other: Self) -> Self {
        use Type::{Any, Catch, Exact, Fresh, Opaque, Tuple, Unset};
        match (self, other) {
            (a, b) if a == b => a,
            (Unset, _) | (_, Unset) => Unset,
            (Opaque | Catch, _) | (_, Opaque | Catch) => Opaque,
            (Tuple(a) | Exact(a), Tuple(b) | Exact(b)) => Tuple(a.min(b)),
            (Fresh, Tuple(_) | Exact(_)) | (Tuple(_) | Exact(_), Fresh) => Tuple(0),
            _ => Any,
        }
    }

    /// After what may have collected.
    fn aged(self) -> Self {
        match self {
            Self::Fresh => Self::Tuple(0),
            other => other,
        }
    }

    /// Whether an instruction may read it.
    fn is_term(self) -> bool {
        !matches!(self, Self::Unset | Self::Opaque | Self::Catch)
    }
}

/// What is known at one place.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The X registers; those that are not here are unset.
    pub(super) x: Vec<Type>,
    /// The registers of the frame, if there is one, and it is the same whichever way leads here.
    pub(super) y: Option<Vec<Type>>,
    /// Words of heap that may be written yet.
    pub(super) room: u32,
    /// The instruction that made the frame.
    pub(super) made: u32,
    /// Frames of several sizes, of which the first registers are known: nothing may be done from here on but fail.
    pub(super) mixed: bool,
}

impl Clone for State {
    fn clone(&self) -> Self {
        let mut new = Self::default();
        new.clone_from(self);
        new
    }

    /// Without new memory, where there is enough.
    fn clone_from(&mut self, other: &Self) {
        self.x.clone_from(&other.x);
        match (&mut self.y, &other.y) {
            (Some(frame), Some(other)) => frame.clone_from(other),
            (frame, other) => frame.clone_from(other),
        }
        (self.room, self.made, self.mixed) = (other.room, other.made, other.mixed);
    }
}

/// What is wrong.
pub(super) type Wrong = &'static str;

impl State {
    /// A function begins.
    pub(super) fn begin(&mut self, arity: u32) {
        self.set_registers(arity);
        (self.y, self.room, self.made, self.mixed) = (None, 0, 0, false);
    }

    /// The first so many X registers hold any terms, and the others none.
    pub(super) fn set_registers(&mut self, count: u32) {
        self.x.clear();
        self.x.resize(count as usize, Type::Any);
    }

    /// The frame, as far as it is not what is in it.
    pub(super) fn shape(&self) -> (u32, usize, bool) {
        (self.made, self.frame().len(), self.mixed)
    }

    /// How many registers it knows of.
    pub(super) fn size(&self) -> usize {
        self.x.len() + self.y.as_ref().map_or(0, Vec::len)
    }

    fn frame(&self) -> &[Type] {
        self.y.as_deref().unwrap_or_default()
    }

    pub(super) fn x(&self, register: u32) -> Type {
        self.x.get(register as usize).copied().unwrap_or(Type::Unset)
    }

    pub(super) fn y(&self, register: u32) -> Result<Type, Wrong> {
        let found = self.frame().get(register as usize).copied();
        found.ok_or("a y register beyond the frame")
    }

    /// An X register that may be read.
    pub(super) fn read_x(&self, register: u32) -> Result<Type, Wrong> {
        let found = self.x(register);
        found
            .is_term()
            .then_some(found)
            .ok_or("an x register that holds no term")
    }

    /// The same of a Y register.
    pub(super) fn read_y(&self, register: u32) -> Result<Type, Wrong> {
        let found = self.y(register)?;
        found
            .is_term()
            .then_some(found)
            .ok_or("a y register that holds no term")
    }

    pub(super) fn set_x(&mut self, register: u32, to: Type) {
        let register = register as usize;
        if register >= self.x.len() {
            self.x.resize(register + 1, Type::Unset);
        }
        self.x[register] = to;
    }

    pub(super) fn set_y(&mut self, register: u32, to: Type) -> Result<(), Wrong> {
        let place = self.y.as_mut().and_then(|frame| frame.get_mut(register as usize));
        *place.ok_or("a y register beyond the frame")? = to;
        Ok(())
    }

    /// The first so many X registers hold terms.
    pub(super) fn arguments(&self, count: u32) -> Result<(), Wrong> {
        (0..count).try_for_each(|register| self.read_x(register).map(|_| ()))
    }

    /// Whether there is something in the frame that nobody may look at.
    pub(super) fn has_unset(&self) -> bool {
        self.frame().contains(&Type::Unset)
    }

    /// What was not set in the frame has been, when it was made.
    pub(super) fn set_all(&mut self) {
        let unset = self.y.iter_mut().flatten().filter(|known| **known == Type::Unset);
        unset.for_each(|known| *known = Type::Any);
    }

    /// There may be a collection, which looks at so many X registers.
    pub(super) fn collect(&mut self, live: u32) -> Result<(), Wrong> {
        if live >= super::REGISTERS as u32 {
            return Err("too many live registers");
        }
        if (0..live).any(|register| matches!(self.x(register), Type::Unset | Type::Opaque | Type::Catch)) {
            return Err("a live x register that holds no term");
        }
        self.x.truncate(live as usize);
        self.x.iter_mut().for_each(|known| *known = known.aged());
        self.y.iter_mut().flatten().for_each(|known| *known = known.aged());
        self.room = 0;
        Ok(())
    }

    /// Take words of the heap that were promised.
    pub(super) fn build(&mut self, words: usize) -> Result<(), Wrong> {
        let left = u32::try_from(words).ok().and_then(|words| self.room.checked_sub(words));
        self.room = left.ok_or("more is built than there is room for on the heap")?;
        Ok(())
    }

    /// The frame has so many words.
    pub(super) fn has_frame(&self, words: u32) -> Result<(), Wrong> {
        match &self.y {
            _ if self.mixed => Err("ways come here with frames of several sizes"),
            Some(frame) if frame.len() == words as usize => Ok(()),
            Some(_) => Err("the frame has another size"),
            None => Err("there is no frame"),
        }
    }

    /// There is no frame.
    pub(super) fn has_no_frame(&self) -> Result<(), Wrong> {
        (self.y.is_none() && !self.mixed)
            .then_some(())
            .ok_or("there is a frame yet")
    }

    /// Whether the mark of a catch may be in these registers.
    pub(super) fn catches(&self, below: u32) -> bool {
        let mut frame = self.frame().iter().take(below as usize);
        frame.any(|known| matches!(known, Type::Catch | Type::Opaque))
    }

    /// Be what is known where another way comes to the same place; says whether that is less than before.
    pub(super) fn join(&mut self, other: &Self) -> bool {
        let mut changed = other.room < self.room || other.x.len() < self.x.len();
        self.room = self.room.min(other.room);
        self.x.truncate(other.x.len());
        changed |= join_each(&mut self.x, &other.x);
        changed |= other.mixed && !self.mixed;
        self.mixed |= other.mixed;
        match (&mut self.y, &other.y) {
            (Some(frame), Some(other)) => {
                changed |= join_each(frame, other);
                if frame.len() != other.len() {
                    changed |= frame.len() > other.len() || !self.mixed;
                    frame.truncate(other.len());
                    self.mixed = true;
                }
            }
            (None, None) => {}
            _ => {
                changed |= self.y.is_some() || !self.mixed;
                (self.y, self.mixed) = (None, true);
            }
        }
        changed
    }
}

fn join_each(known: &mut [Type], others: &[Type]) -> bool {
    let mut changed = false;
    for (known, other) in known.iter_mut().zip(others) {
        let joined = known.join(*other);
        changed |= joined != *known;
        *known = joined;
    }
    changed
}
