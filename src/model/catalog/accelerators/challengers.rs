//! Machines of AMD, Google and Amazon.

use super::machine::*;
use crate::catalog::sources::{self as from, other};
use crate::catalog::{Datum, Grade::*, Named, between, exact, missing};
use crate::factory::Accelerator;

pub(super) const MI300X: Named<Machine> = Named {
    slug: "mi300x",
    label: "MI300X",
    aliases: &[],
    row: Machine {
        vendor: "AMD",
        generation: Generation::Cdna3,
        evidence: Evidence::Measured,
        row: Accelerator {
            rent: rental("mi300x"),
            year: year(2023.0),
            bf16: in_fit(1307.0),
            fp8: inferencex(2615.0),
            fp4: stands_in(2615.0, NO_FP4),
            hbm: stands_in(206.1, "192 GiB.")
                .others(const { &[other(192.0, "as sold", Published, &from::INFERENCEX)] }),
            bandwidth: inferencex(5.3),
            link: inferencex(448.0),
            domain: inferencex(8.0),
            scale_out: network(50.0, NIC_400),
            power: between(1390.0, 1790.0, 1790.0, Published, &from::INFERENCEX)
                .others(const { &[other(1390.0, "August 2026", Published, &from::INFERENCEX_AUGUST)] }),
            price: exact(15_000.0, Recalled, &from::COMMON),
        },
    },
};

pub(super) const MI325X: Named<Machine> = Named {
    slug: "mi325x",
    label: "MI325X",
    aliases: &[],
    row: Machine {
        row: Accelerator {
            rent: rental("mi325x"),
            year: year(2024.0),
            hbm: stands_in(274.9, "256 GiB.")
                .others(const { &[other(256.0, "as sold", Published, &from::INFERENCEX)] }),
            bandwidth: inferencex(6.0),
            power: between(1690.0, 2180.0, 2180.0, Published, &from::INFERENCEX)
                .others(const { &[other(1690.0, "August 2026", Published, &from::INFERENCEX_AUGUST)] }),
            price: exact(20_000.0, Recalled, &from::COMMON),
            ..MI300X.row.row
        },
        ..MI300X.row
    },
};

pub(super) const MI355X: Named<Machine> = Named {
    slug: "mi355x",
    label: "MI355X",
    aliases: &[],
    row: Machine {
        generation: Generation::Cdna4,
        row: Accelerator {
            rent: rental("mi355x"),
            year: year(2025.0),
            bf16: stands_in(2516.0, HALF_OF_FP8),
            fp8: inferencex(5033.0),
            fp4: inferencex(10_066.0),
            hbm: stands_in(309.2, "288 GiB.")
                .others(const { &[other(288.0, "as sold", Published, &from::INFERENCEX)] }),
            bandwidth: inferencex(8.0),
            link: in_fit(538.0)
                .others(const { &[other(576.0, "listed by InferenceX", Published, &from::INFERENCEX)] }),
            power: between(2090.0, 2650.0, 2650.0, Published, &from::INFERENCEX)
                .others(const { &[other(2090.0, "August 2026", Published, &from::INFERENCEX_AUGUST)] }),
            price: exact(25_000.0, Recalled, &from::COMMON),
            ..MI300X.row.row
        },
        ..MI300X.row
    },
};

const fn helios(value: f64) -> Datum {
    exact(value, Reported, &from::AWESOME_AGENTS).note("A figure of the Helios rack, divided by 72.")
}

pub(super) const MI455X: Named<Machine> = Named {
    slug: "mi455x",
    label: "MI455X (Helios)",
    aliases: &["MI455X", "MI455X (Helios 72)"],
    row: Machine {
        vendor: "AMD",
        generation: Generation::Cdna5,
        evidence: Evidence::Announced,
        row: Accelerator {
            rent: rental("mi455x"),
            year: exact(2026.0, Reported, &from::AWESOME_AGENTS)
                .note("Volume is expected in the second quarter of 2027."),
            bf16: stands_in(10_000.0, HALF_OF_FP8),
            fp8: helios(20_000.0),
            fp4: between(20_000.0, 40_000.0, 40_000.0, Reported, &from::AWESOME_AGENTS)
                .note("As advertised; whether it is dense is not said.")
                .others(
                    const { &[other(20_000.0, "dense, another table", Reported, &from::TOMS_HARDWARE_AMD)] },
                ),
            hbm: exact(432.0, Reported, &from::AWESOME_AGENTS).note(NOMINAL),
            bandwidth: helios(19.6),
            link: helios(1800.0),
            domain: exact(72.0, Reported, &from::AWESOME_AGENTS),
            scale_out: assumed_network(50.0),
            power: missing(NOT_ALL_IN, &from::AWESOME_AGENTS),
            price: missing(NO_PRICE, &from::AWESOME_AGENTS),
        },
    },
};

pub(super) const TPU_V6E: Named<Machine> = Named {
    slug: "tpu-v6e",
    label: "TPU v6e",
    aliases: &["Trillium", "TPU v6e (Trillium)"],
    row: Machine {
        vendor: "Google",
        generation: Generation::Tpu,
        evidence: Evidence::Specified,
        row: Accelerator {
            rent: rental("tpu-v6e"),
            year: exact(2024.0, Notes, &from::TPU_NOTES),
            bf16: exact(918.0, Notes, &from::TPU_NOTES),
            fp8: stands_in(918.0, NO_FP8)
                .others(const { &[other(1836.0, "in 8-bit integers", Notes, &from::TPU_NOTES)] }),
            fp4: stands_in(918.0, NO_FP8),
            hbm: exact(32.0, Notes, &from::TPU_NOTES).note(NOMINAL),
            bandwidth: exact(1.64, Notes, &from::TPU_NOTES),
            link: exact(400.0, Notes, &from::TPU_NOTES).note("Half of 800 GB/s both ways."),
            domain: exact(256.0, Notes, &from::TPU_NOTES),
            scale_out: assumed_network(50.0),
            power: missing(NOT_ALL_IN, &from::TPU_NOTES),
            price: missing(NOT_SOLD, &from::TPU_NOTES),
        },
    },
};

const fn ironwood(value: f64) -> Datum {
    exact(value, Reported, &from::TPU7X_DOCUMENTATION)
}

pub(super) const TPU7X: Named<Machine> = Named {
    slug: "tpu7x",
    label: "TPU7x",
    aliases: &["Ironwood", "TPU7x (Ironwood)"],
    row: Machine {
        row: Accelerator {
            rent: rental("tpu7x"),
            year: exact(2025.0, Recalled, &from::COMMON)
                .note("General availability was announced in November 2025.")
                .others(
                    const {
                        &[other(
                            2026.0,
                            "available on 2026-04-22, one note",
                            Notes,
                            &from::TPU7X_DOCUMENTATION,
                        )]
                    },
                ),
            bf16: stands_in(2307.0, HALF_OF_FP8),
            fp8: ironwood(4614.0),
            fp4: stands_in(4614.0, NO_FP4),
            hbm: ironwood(192.0).note(NOMINAL),
            bandwidth: ironwood(7.38),
            link: ironwood(600.0).note("Half of 1.2 TB/s both ways."),
            domain: ironwood(9216.0),
            power: missing(NOT_ALL_IN, &from::TPU7X_DOCUMENTATION),
            price: missing(NOT_SOLD, &from::TPU7X_DOCUMENTATION),
            ..TPU_V6E.row.row
        },
        ..TPU_V6E.row
    },
};

const fn tpu_8i(value: f64) -> Datum {
    exact(value, Reported, &from::TPU8I_PAGE)
}

pub(super) const TPU_8I: Named<Machine> = Named {
    slug: "tpu-8i",
    label: "TPU 8i",
    aliases: &["TPU8i"],
    row: Machine {
        evidence: Evidence::Announced,
        row: Accelerator {
            rent: rental("tpu-8i"),
            year: tpu_8i(2026.0).note("Previewed on 2026-04-22, available later in the year."),
            bf16: stands_in(5035.0, HALF_OF_FP8),
            fp8: tpu_8i(10_070.0)
                .note("11.6 exaflops of a pod, divided by its 1,152 chips.")
                .others(const { &[other(5050.0, "half of the FP4 rate", Derived, &from::TPU8I_PAGE)] }),
            fp4: tpu_8i(10_100.0),
            hbm: tpu_8i(288.0).note(NOMINAL),
            bandwidth: tpu_8i(8.601),
            link: tpu_8i(1200.0).note("Half of 19.2 Tbit/s both ways."),
            domain: tpu_8i(1152.0),
            power: missing(NOT_ALL_IN, &from::TPU8I_PAGE),
            price: missing(NOT_SOLD, &from::TPU8I_PAGE),
            ..TPU_V6E.row.row
        },
        ..TPU_V6E.row
    },
};

const fn neuron(value: f64) -> Datum {
    exact(value, Reported, &from::NEURON_DOCUMENTATION)
}

pub(super) const TRAINIUM2: Named<Machine> = Named {
    slug: "trainium2",
    label: "Trainium2",
    aliases: &["Trn2"],
    row: Machine {
        vendor: "AWS",
        generation: Generation::Trainium,
        evidence: Evidence::Specified,
        row: Accelerator {
            rent: rental("trainium2"),
            year: neuron(2024.0),
            bf16: stands_in(649.5, HALF_OF_FP8),
            fp8: neuron(1299.0),
            fp4: stands_in(1299.0, NO_FP4),
            hbm: neuron(96.0).note(NOMINAL),
            bandwidth: neuron(2.9),
            link: neuron(640.0).note("Half of 1.28 TB/s both ways."),
            domain: neuron(64.0),
            scale_out: assumed_network(50.0),
            power: missing(NOT_ALL_IN, &from::NEURON_DOCUMENTATION),
            price: missing(NOT_SOLD, &from::NEURON_DOCUMENTATION),
        },
    },
};

pub(super) const TRAINIUM3: Named<Machine> = Named {
    slug: "trainium3",
    label: "Trainium3",
    aliases: &["Trn3"],
    row: Machine {
        row: Accelerator {
            rent: rental("trainium3"),
            year: neuron(2025.0),
            bf16: stands_in(1258.5, HALF_OF_FP8),
            fp8: neuron(2517.0),
            fp4: neuron(2517.0).note("FP4 runs at the FP8 rate."),
            hbm: neuron(144.0).note(NOMINAL),
            bandwidth: neuron(4.9),
            link: neuron(1280.0).note("Half of 2.56 TB/s both ways."),
            domain: neuron(144.0),
            power: missing(
                "No all-in power published; the chip alone is rated at about 1,000 W.",
                &from::NEURON_DOCUMENTATION,
            ),
            ..TRAINIUM2.row.row
        },
        ..TRAINIUM2.row
    },
};
