//! A language model as a row, and the parts that its shape is made of.

use crate::catalog::Grade::*;
use crate::catalog::{Datum, Named, Source, exact, missing, sources as from};
use crate::factory::Llm;

/// Whether every token uses all weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Every token uses all weights.
    Dense,
    /// A token uses a few of many experts in each layer.
    MixtureOfExperts,
}

impl Kind {
    /// The kind in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Dense => "dense",
            Self::MixtureOfExperts => "mixture of experts",
        }
    }
}

/// A language model with what is known about it in addition to its shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Model {
    /// Who trained it.
    pub maker: &'static str,
    /// Number format in which it was released.
    pub native: &'static str,
    /// Whether it has experts.
    pub kind: Kind,
    /// Total weights in billions, as stated by its maker. The count that follows from the shape is computed, not stored
    /// here.
    pub published_total_b: Datum,
    /// Weights used per token in billions, as stated by its maker.
    pub published_active_b: Datum,
    /// Where its shape was read, or looked for.
    pub source: &'static Source,
    /// Its shape, or why it cannot be given.
    pub shape: Result<Llm<Datum>, &'static str>,
}

/// Layers, hidden width, query heads, key-value heads, head width and vocabulary.
pub(super) type Body = [f64; 6];

pub(super) const fn read(value: f64, source: &'static Source) -> Datum {
    exact(value, Published, source)
}

/// Parts of a shape: each method adds one to the shape before it. The source is that of the body.
impl Llm<Datum> {
    pub(super) const fn body(
        [layers, hidden, heads, kv_heads, head_dim, vocabulary]: Body,
        source: &'static Source,
    ) -> Self {
        let (none, every) = (read(0.0, source), read(1.0, source));
        Self {
            layers: read(layers, source),
            hidden: read(hidden, source),
            heads: read(heads, source),
            kv_heads: read(kv_heads, source),
            head_dim: read(head_dim, source),
            vocabulary: read(vocabulary, source),
            full_layers: read(layers, source),
            ffn_matrices: exact(3.0, Recalled, source)
                .note("Gate, up and down, as in every model with a gated block."),
            tied: none,
            gate: none,
            mla: none,
            kv_rank: none,
            q_rank: none,
            rope: none,
            nope: none,
            value_dim: none,
            shared_kv: none,
            out_rank: none,
            out_groups: none,
            compression: every,
            pooled_layers: none,
            pooling: every,
            local: none,
            window_layers: none,
            window: none,
            linear_layers: none,
            linear_state: none,
            linear_weights: none,
            sparse_top: none,
            index_heads: none,
            index_dim: none,
            ffn: none,
            dense_layers: none,
            experts: none,
            experts_per_token: none,
            expert_width: none,
            shared_width: none,
            latent: none,
        }
    }
    /// `layers` layers with a dense feed-forward block.
    pub(super) const fn dense(self, layers: f64, ffn: f64) -> Self {
        let source = self.layers.source;
        Self { dense_layers: read(layers, source), ffn: read(ffn, source), ..self }
    }
    /// Experts in the other layers, and the total width of the shared ones.
    pub(super) const fn experts(self, experts: f64, per_token: f64, width: f64, shared: f64) -> Self {
        let source = self.layers.source;
        Self {
            experts: read(experts, source),
            experts_per_token: read(per_token, source),
            expert_width: read(width, source),
            shared_width: read(shared, source),
            ..self
        }
    }
    /// Latent attention: widths of the compressed cache and query, and of the parts of a head.
    pub(super) const fn latent_attention(
        self,
        kv_rank: f64,
        q_rank: f64,
        rope: f64,
        nope: f64,
        value_dim: f64,
    ) -> Self {
        let source = self.layers.source;
        Self {
            mla: read(1.0, source),
            kv_rank: read(kv_rank, source),
            q_rank: read(q_rank, source),
            rope: read(rope, source),
            nope: read(nope, source),
            value_dim: read(value_dim, source),
            ..self
        }
    }
    /// Attention over a compressed context, in addition to a window of the latest tokens in every layer: some layers
    /// keep one entry for every `compression` tokens and pick from them, others keep one for every `pooling` tokens and
    /// see them all; the rest see only the window. One vector is both key and value; queries and outputs are
    /// compressed.
    pub(super) const fn compressed(
        self,
        [picking, compression]: [f64; 2],
        [pooled, pooling]: [f64; 2],
        window: f64,
        [q_rank, out_rank, out_groups]: [f64; 3],
    ) -> Self {
        let source = self.layers.source;
        let of_code =
            "As public serving code quotes the file. With it the counts of weights come out as published.";
        Self {
            full_layers: read(picking, source),
            compression: read(compression, source),
            pooled_layers: read(pooled, source),
            pooling: read(pooling, source),
            window_layers: read(self.layers.value - picking - pooled, source),
            window: read(window, source),
            local: read(1.0, source),
            shared_kv: read(1.0, source),
            q_rank: read(q_rank, source),
            out_rank: exact(out_rank, Reported, &from::PUBLIC_CODE).note(of_code),
            out_groups: exact(out_groups, Reported, &from::PUBLIC_CODE).note(of_code),
            ..self
        }
    }
    /// Sparse attention: an indexer picks the tokens that are attended to.
    pub(super) const fn sparse(self, top: f64, heads: f64, dim: f64) -> Self {
        let source = self.layers.source;
        Self {
            sparse_top: read(top, source),
            index_heads: read(heads, source),
            index_dim: read(dim, source),
            ..self
        }
    }
    /// `layers` of the layers see only a window.
    pub(super) const fn windowed(self, layers: f64, window: f64) -> Self {
        let source = self.layers.source;
        Self {
            full_layers: read(self.full_layers.value - layers, source),
            window_layers: read(layers, source),
            window: read(window, source),
            ..self
        }
    }
    /// `layers` of the layers keep a constant state.
    pub(super) const fn linear(self, layers: f64, state: f64, weights: f64, note: &'static str) -> Self {
        let source = self.layers.source;
        Self {
            full_layers: read(self.full_layers.value - layers, source),
            linear_layers: read(layers, source),
            linear_state: exact(state, Derived, source).note(note),
            linear_weights: exact(weights, Derived, source).note(note),
            ..self
        }
    }
    /// Attention with an output gate.
    pub(super) const fn gated(self) -> Self {
        Self { gate: read(1.0, self.layers.source), ..self }
    }
}

/// Total and active weights, as stated by the maker, in billions.
pub(super) const fn stated(total: f64, active: f64) -> [Datum; 2] {
    [exact(total, Recalled, &from::COMMON), exact(active, Recalled, &from::COMMON)]
}

pub(super) const fn no_count(source: &'static Source) -> [Datum; 2] {
    let none = missing("No count of weights was found.", source);
    [none, none]
}

/// A row of the table.
pub(super) const fn model(
    [slug, label, maker, native]: [&'static str; 4],
    aliases: &'static [&'static str],
    kind: Kind,
    [published_total_b, published_active_b]: [Datum; 2],
    shape: Result<Llm<Datum>, (&'static str, &'static Source)>,
) -> Named<Model> {
    let (source, shape) = match shape {
        Ok(shape) => (shape.layers.source, Ok(shape)),
        Err((why, source)) => (source, Err(why)),
    };
    let row = Model { maker, native, kind, published_total_b, published_active_b, source, shape };
    Named { slug, label, aliases, row }
}
