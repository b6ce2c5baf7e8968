//! Record: the native records of OTP 29: their definitions, and making, testing and taking them apart.

use super::Translation;
use crate::{
    code::RecordDefinition,
    load::{Opcode, Operand},
    op::Op,
    term::{Atom, Term, atom, record},
};

impl Translation<'_> {
    /// Take in what the module defines; its instructions refer to it.
    pub(super) fn define_records(&mut self) {
        for record in &self.beam.records {
            let name = self.atoms[record.name as usize];
            let is_exported = self.atoms[record.exported as usize] == atom::TRUE;
            let fields: Vec<Atom> = (record.fields.iter())
                .map(|(field, _)| self.atoms[*field as usize])
                .collect();
            let definition = (self.literals).record_definition(self.module.name, name, is_exported, &fields);
            let defaults = (record.fields.iter())
                .map(|(_, default)| default.map(|default| self.constant(default)))
                .collect();
            self.module.records.push(RecordDefinition {
                name,
                definition,
                defaults,
            });
        }
    }

    /// Translate an instruction of this room; false if it is none.
    pub(super) fn record(&mut self, op: Opcode, operands: &[Operand]) -> bool {
        match op {
            Opcode::IsAnyNativeRecord => {
                self.begin(Op::IsRecord);
                self.distance(operands[0]);
                self.operand(operands[1]);
            }
            Opcode::IsNativeRecord => {
                self.begin(Op::IsRecordOf);
                self.distance(operands[0]);
                operands[1..].iter().for_each(|operand| self.operand(*operand));
            }
            Opcode::IsRecordAccessible => {
                let own = self.atom(operands[2]).name() == "auto_local";
                let module = if own { self.module.name.term() } else { Term::NIL };
                self.begin(Op::IsRecordOpen);
                self.distance(operands[0]);
                self.operand(operands[1]);
                self.known(module);
            }
            Opcode::GetRecordElements => {
                self.begin(Op::GetRecordElements);
                self.distance(operands[0]);
                self.operand(operands[1]);
                self.fields(operands[2]);
            }
            Opcode::GetRecordField => {
                let (name, module) = (self.record_name(operands[2]), self.module.name.term());
                self.begin(Op::GetRecordField);
                self.distance(operands[0]);
                self.operand(operands[1]);
                self.known(name);
                self.known(module);
                self.operand(operands[3]);
                self.operand(operands[4]);
            }
            Opcode::PutRecord => self.put_record(operands),
            _ => return false,
        }
        true
    }

    fn put_record(&mut self, operands: &[Operand]) {
        if operands[2] != Operand::Nil {
            self.begin(Op::ChangeRecord);
            self.distance(operands[0]);
            self.operand(operands[2]);
        } else if let Some((definition, values)) = self.own_record(operands) {
            self.begin(Op::NewRecord);
            self.known(definition);
            self.operand(operands[3]);
            self.number_word(operands[4]);
            self.words.push(values.len() as u32);
            for value in values {
                match value {
                    Value::Given(operand) => self.operand(operand),
                    Value::Default(term) => self.known(term),
                }
            }
            return;
        } else {
            let name = self.record_name(operands[1]);
            self.begin(Op::MakeRecord);
            self.distance(operands[0]);
            self.known(name);
        }
        self.operand(operands[3]);
        self.number_word(operands[4]);
        self.fields(operands[5]);
    }

    /// A record of this module, all whose fields have a value: its definition and the values.
    fn own_record(&self, operands: &[Operand]) -> Option<(Term, Vec<Value>)> {
        let Operand::Atom(name) = operands[1] else { return None };
        let record = self.module.record(self.atoms[name as usize])?;
        let mut values: Vec<Option<Value>> = (record.defaults.iter())
            .map(|default| default.map(Value::Default))
            .collect();
        let parts = record.definition.as_tuple()?;
        for pair in self.list(operands[5]).chunks_exact(2) {
            let place = record::place(parts, self.atom(pair[0]).term())?;
            values[place] = Some(Value::Given(pair[1]));
        }
        Some((record.definition, values.into_iter().collect::<Option<_>>()?))
    }

    /// `{Module, Name}` of a record that an operand names, or `_` of any.
    fn record_name(&mut self, operand: Operand) -> Term {
        match operand {
            Operand::Atom(name) if self.atoms[name as usize] != atom::WILDCARD => {
                let name = self.atoms[name as usize];
                self.literals.tuple(&[self.module.name.term(), name.term()])
            }
            _ => self.constant(operand),
        }
    }

    /// How many, and fields with their operands.
    fn fields(&mut self, operand: Operand) {
        let pairs = self.list(operand);
        self.words.push(pairs.len() as u32 / 2);
        pairs.iter().for_each(|operand| self.operand(*operand));
    }

    /// A constant that is no operand.
    fn known(&mut self, term: Term) {
        let place = self.code.pool.constant(term, &mut self.module.constants);
        self.full |= place.is_none();
        self.words.push(place.unwrap_or(0));
    }
}

/// A field's value in a new record.
#[derive(Clone, Copy)]
enum Value {
    Given(Operand),
    Default(Term),
}
