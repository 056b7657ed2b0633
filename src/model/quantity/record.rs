//! Declares records of quantities.

/// Declares a record of given quantities.
///
/// A quantity is a doc comment, then one line: `id: "Label", UNIT;`. The record `Group<N>` holds an `N` for
/// each; `Group::ABOUT` is the same record holding what each [`Quantity`](crate::quantity::Quantity) is.
///
/// The field has the name of the id. Where an id of old links and files is not the word that engineers use, it is
/// kept in quotes: `output_tokens as "answer": "Answer length", TOKEN;`.
///
/// The page is built without most labels (feature `names`). `labelled` before the record keeps them in every program: the
/// page names its levers.
#[macro_export]
macro_rules! inputs {
    (@id $id:ident) => { stringify!($id) };
    (@id $id:ident $name:literal) => { $name };
    (labelled $(#[$meta:meta])* $Group:ident { $($entries:tt)+ }) => {
        $crate::inputs! { @label core::convert::identity; $(#[$meta])* $Group { $($entries)+ } }
    };
    ($(#[$meta:meta])* $Group:ident { $($entries:tt)+ }) => {
        $crate::inputs! { @label $crate::quantity::name; $(#[$meta])* $Group { $($entries)+ } }
    };
    (
        @label $label_of:path;
        $(#[$meta:meta])*
        $Group:ident { $( $(#[doc = $doc:literal])+ $id:ident $(as $name:literal)?: $label:literal, $unit:expr; )+ }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $Group<N> { $( $(#[doc = $doc])+ pub $id: N, )+ }

        impl $Group<$crate::quantity::Quantity> {
            /// What each quantity of the record is.
            pub const ABOUT: Self = $Group {
                $( $id: $crate::quantity::Quantity {
                    id: $crate::inputs!(@id $id $($name)?),
                    label: $label_of($label),
                    unit: $unit,
                    doc: $crate::quantity::explanations(&[$($doc),+]),
                }, )+
            };
            /// The place of the quantity of that name in the order of declaration.
            #[allow(dead_code, reason = "entries of some records are never looked up by name")]
            fn place(id: &str) -> Option<usize> {
                [$( $crate::inputs!(@id $id $($name)?) ),+].iter().position(|own| *own == id)
            }
        }

        #[allow(dead_code, reason = "every record has the same set of walks, not every one takes them all")]
        impl<N> $Group<N> {
            /// Builds a record by calling `of` for each quantity in turn.
            pub fn build(mut of: impl FnMut(&'static $crate::quantity::Quantity) -> N) -> Self {
                Self::build_by(&mut of)
            }
            // A traversal is compiled once for each type of entry, not once for each closure and field: a record of
            // sixty fields would otherwise be sixty copies of every closure.
            #[inline(never)]
            fn build_by(of: &mut dyn FnMut(&'static $crate::quantity::Quantity) -> N) -> Self {
                $Group { $( $id: of(&$Group::ABOUT.$id), )+ }
            }
            /// The record with each entry replaced by the result of `to`.
            pub fn map<M>(
                self,
                mut to: impl FnMut(&'static $crate::quantity::Quantity, N) -> M,
            ) -> $Group<M> {
                self.map_by(&mut to)
            }
            #[inline(never)]
            fn map_by<M>(
                self,
                to: &mut dyn FnMut(&'static $crate::quantity::Quantity, N) -> M,
            ) -> $Group<M> {
                $Group { $( $id: to(&$Group::ABOUT.$id, self.$id), )+ }
            }
            /// Calls `see` with each entry, in the order of declaration.
            pub fn each<'a>(&'a self, mut see: impl FnMut(&'static $crate::quantity::Quantity, &'a N)) {
                self.each_by(&mut see);
            }
            #[inline(never)]
            fn each_by<'a>(&'a self, see: &mut dyn FnMut(&'static $crate::quantity::Quantity, &'a N)) {
                $( see(&$Group::ABOUT.$id, &self.$id); )+
            }
            /// The entry of that name.
            pub fn get(&self, id: &str) -> Option<&N> {
                [$( &self.$id ),+].get($Group::place(id)?).copied()
            }
            /// The entry of that name, mutable.
            pub fn get_mut(&mut self, id: &str) -> Option<&mut N> {
                [$( &mut self.$id ),+].into_iter().nth($Group::place(id)?)
            }
        }
    };
}

/// Declares a record of quantities with the formulas that give them.
///
/// As [`inputs!`](crate::inputs), with the formula after the unit. A formula may use the arguments named
/// after `from` and the quantities above it; a name that does not exist, or comes later, does not compile.
/// `Group::new(stage, ..)` reads all formulas; the stage tells two uses of one group apart.
#[macro_export]
macro_rules! outputs {
    (
        $(#[$meta:meta])*
        $Group:ident from ($($arg:ident: $Arg:ident),* $(,)?) {
            $( $(#[doc = $doc:literal])+ $id:ident $(as $name:literal)?: $label:literal, $unit:expr, $formula:expr; )+
        }
    ) => {
        $crate::inputs! { $(#[$meta])* $Group { $( $(#[doc = $doc])+ $id $(as $name)?: $label, $unit; )+ } }

        impl<N: $crate::quantity::Num> $Group<N> {
            /// Evaluates every formula of the record, in order.
            #[allow(clippy::too_many_arguments, reason = "one argument for each record the formulas read")]
            #[inline]
            pub fn new(stage: &'static str, $($arg: &$Arg<N>),*) -> Self {
                #[cfg(feature = "mutants")]
                if $crate::quantity::mutation::concerns(stringify!($Group)) {
                    $( let $arg = &$arg.map(|_, x| $crate::quantity::mutation::Mutation(x)); )*
                    $crate::quantity::mutation::begin();
                    let read = $Group::read(stage, $($arg),*);
                    $crate::quantity::mutation::end(stringify!($Group));
                    return read.map(|_, x| x.0);
                }
                Self::read(stage, $($arg),*)
            }
            #[allow(clippy::too_many_arguments, reason = "one argument for each record the formulas read")]
            #[inline]
            fn read(stage: &'static str, $($arg: &$Arg<N>),*) -> Self {
                $( let $id = $crate::quantity::Num::named($formula, stage, &$Group::ABOUT.$id); )+
                $Group { $($id),+ }
            }
        }
    };
}
