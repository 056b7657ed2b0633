//! Machines of NVIDIA.

use super::machine::*;
use crate::catalog::sources::{self as from, other};
use crate::catalog::{Datum, Grade::*, Named, between, exact, missing};
use crate::factory::Accelerator;

pub(super) const A100: Named<Machine> = Named {
    slug: "a100",
    label: "A100",
    aliases: &["A100 SXM", "A100 80GB"],
    row: Machine {
        vendor: "NVIDIA",
        generation: Generation::Ampere,
        evidence: Evidence::Measured,
        row: Accelerator {
            rent: rental("a100"),
            year: year(2020.0),
            bf16: in_fit(312.0),
            fp8: stands_in(312.0, NO_FP8),
            fp4: stands_in(312.0, NO_FP8),
            hbm: stands_in(85.9, "80 GiB."),
            bandwidth: in_fit(2.039),
            link: in_fit(300.0),
            domain: in_fit(8.0),
            scale_out: assumed_network(50.0),
            power: missing(NOT_ALL_IN, &from::INFERENCEX),
            price: missing(NO_PRICE, &from::COMMON),
        },
    },
};

pub(super) const L40S: Named<Machine> = Named {
    slug: "l40s",
    label: "L40S",
    aliases: &[],
    row: Machine {
        vendor: "NVIDIA",
        generation: Generation::Ada,
        evidence: Evidence::Measured,
        row: Accelerator {
            rent: rental("l40s"),
            year: year(2023.0),
            bf16: in_fit(362.0),
            fp8: in_fit(733.0),
            fp4: stands_in(733.0, NO_FP4),
            hbm: in_fit(48.3),
            bandwidth: in_fit(0.864),
            link: in_fit(28.0).note("PCIe 4.0 x16: it has no scale-up link."),
            domain: in_fit(8.0),
            scale_out: assumed_network(50.0),
            power: missing(NOT_ALL_IN, &from::INFERENCEX),
            price: missing(NO_PRICE, &from::COMMON),
        },
    },
};

pub(super) const H100: Named<Machine> = Named {
    slug: "h100",
    label: "H100",
    aliases: &["H100 SXM"],
    row: Machine {
        vendor: "NVIDIA",
        generation: Generation::Hopper,
        evidence: Evidence::Measured,
        row: Accelerator {
            rent: rental("h100"),
            year: year(2022.0),
            bf16: in_fit(989.0),
            fp8: inferencex(1979.0),
            fp4: stands_in(1979.0, NO_FP4),
            hbm: stands_in(85.5, DRIVER)
                .others(const { &[other(80.0, "as sold", Published, &from::INFERENCEX)] }),
            bandwidth: inferencex(3.35),
            link: inferencex(450.0),
            domain: inferencex(8.0),
            scale_out: network(50.0, NIC_400),
            power: between(1370.0, 1730.0, 1730.0, Published, &from::INFERENCEX).others(
                const {
                    &[
                        other(1370.0, "August 2026", Published, &from::INFERENCEX_AUGUST),
                        other(1670.0, "1 GW for 600,000, GTC 2026", Notes, &from::GTC_2026_GIGAWATT),
                    ]
                },
            ),
            price: between(25_000.0, 25_000.0, 40_000.0, Reported, &from::FETCHLOGIC)
                .note("Street price; the list runs from 25,000 to 40,000.")
                .others(
                    const {
                        &[
                            other(40_000.0, "highest list price", Reported, &from::FETCHLOGIC),
                            other(
                                30_000.0,
                                "implied by NVIDIA's $18B a gigawatt, with network",
                                Derived,
                                &from::NVIDIA_CALL,
                            ),
                        ]
                    },
                ),
        },
    },
};

pub(super) const GH200: Named<Machine> = Named {
    slug: "gh200",
    label: "GH200",
    aliases: &["GH200 96GB"],
    row: Machine {
        row: Accelerator {
            rent: rental("gh200"),
            year: year(2023.0),
            hbm: stands_in(102.6, DRIVER)
                .others(const { &[other(96.0, "as sold", Recalled, &from::COMMON)] }),
            bandwidth: in_fit(4.0),
            fp8: in_fit(1979.0),
            domain: in_fit(1.0).note("One to a node in the measurements."),
            power: missing(NOT_ALL_IN, &from::INFERENCEX),
            price: missing(NO_PRICE, &from::COMMON),
            ..H100.row.row
        },
        ..H100.row
    },
};

pub(super) const H800: Named<Machine> = Named {
    slug: "h800",
    label: "H800",
    aliases: &["H800 SXM"],
    row: Machine {
        row: Accelerator {
            rent: rental("h800"),
            year: year(2023.0),
            link: in_fit(200.0).note("An H100 with its link cut to 400 GB/s both ways."),
            power: exact(1730.0, Assumed, &from::INFERENCEX).note("That of H100."),
            price: between(25_000.0, 25_000.0, 40_000.0, Assumed, &from::FETCHLOGIC)
                .note("Never listed. The price of H100, of which it is the export version."),
            ..H100.row.row
        },
        ..H100.row
    },
};

pub(super) const H200: Named<Machine> = Named {
    slug: "h200",
    label: "H200",
    aliases: &["H200 SXM"],
    row: Machine {
        row: Accelerator {
            rent: rental("h200"),
            year: year(2024.0),
            hbm: stands_in(150.8, DRIVER)
                .others(const { &[other(141.0, "as sold", Published, &from::INFERENCEX)] }),
            bandwidth: inferencex(4.8),
            power: between(1370.0, 1730.0, 1730.0, Published, &from::INFERENCEX).others(
                const {
                    &[
                        other(1370.0, "August 2026", Published, &from::INFERENCEX_AUGUST),
                        other(1670.0, "90 tok/s at 54,000 tok/s/MW, NVIDIA", Derived, &from::TCO_BLOG),
                    ]
                },
            ),
            price: exact(32_000.0, Recalled, &from::COMMON),
            ..H100.row.row
        },
        ..H100.row
    },
};

pub(super) const B200: Named<Machine> = Named {
    slug: "b200",
    label: "B200",
    aliases: &["B200 SXM", "B200 SXM (HGX)"],
    row: Machine {
        vendor: "NVIDIA",
        generation: Generation::Blackwell,
        evidence: Evidence::Measured,
        row: Accelerator {
            rent: rental("b200"),
            year: year(2025.0),
            bf16: stands_in(2250.0, HALF_OF_FP8),
            fp8: inferencex(4500.0),
            fp4: inferencex(9000.0),
            hbm: stands_in(192.3, DRIVER)
                .others(const { &[other(180.0, "as sold", Published, &from::INFERENCEX)] }),
            bandwidth: inferencex(8.0),
            link: inferencex(900.0),
            domain: inferencex(8.0),
            scale_out: network(50.0, NIC_400),
            power: between(1710.0, 2170.0, 2170.0, Published, &from::INFERENCEX)
                .others(const { &[other(1710.0, "August 2026", Published, &from::INFERENCEX_AUGUST)] }),
            price: between(30_000.0, 37_000.0, 45_000.0, Notes, &from::DIGITERIA)
                .note("One weak estimate; the range is ours."),
        },
    },
};

pub(super) const GB200: Named<Machine> = Named {
    slug: "gb200",
    label: "GB200 NVL72",
    aliases: &["GB200"],
    row: Machine {
        row: Accelerator {
            rent: rental("gb200"),
            bf16: stands_in(2500.0, HALF_OF_FP8),
            fp8: inferencex(5000.0),
            fp4: inferencex(10_000.0),
            hbm: stands_in(198.7, DRIVER).others(
                const {
                    &[
                        other(186.0, "MLPerf system file", Published, &from::INFERENCEX),
                        other(192.0, "listed by InferenceX", Published, &from::INFERENCEX),
                    ]
                },
            ),
            domain: inferencex(72.0),
            power: between(1870.0, 2100.0, 2100.0, Published, &from::INFERENCEX)
                .others(const { &[other(1870.0, "August 2026", Published, &from::INFERENCEX_AUGUST)] }),
            price: between(43_000.0, 45_800.0, 82_000.0, Derived, &from::INFERENCEX_V2)
                .note("A rack at $3.3M, divided by 72.")
                .others(
                    const {
                        &[
                            other(43_000.0, "rack at $3.1M", Derived, &from::FETCHLOGIC),
                            other(82_000.0, "rack at $5.9M with site works", Derived, &from::BERNSTEIN),
                            other(
                                52_000.0,
                                "implied by NVIDIA's $25B a gigawatt, with network",
                                Derived,
                                &from::NVIDIA_CALL,
                            ),
                        ]
                    },
                ),
            ..B200.row.row
        },
        ..B200.row
    },
};

pub(super) const B300: Named<Machine> = Named {
    slug: "b300",
    label: "B300",
    aliases: &["B300 SXM", "B300 SXM (HGX)"],
    row: Machine {
        row: Accelerator {
            rent: rental("b300"),
            fp4: inferencex(13_500.0),
            hbm: stands_in(288.4, DRIVER).others(
                const {
                    &[
                        other(268.0, "listed by InferenceX", Published, &from::INFERENCEX),
                        other(279.0, "another form factor", Reported, &from::LENOVO_GUIDE),
                        other(288.0, "as announced", Reported, &from::LENOVO_GUIDE),
                    ]
                },
            ),
            scale_out: network(100.0, NIC_800),
            power: between(1900.0, 2170.0, 2170.0, Assumed, &from::INFERENCEX)
                .note("A placeholder in the source, equal to B200. The chip alone is rated at 1,100 W, elsewhere at 1,400 W.")
                .others(const { &[other(1900.0, "August 2026", Published, &from::INFERENCEX_AUGUST)] }),
            price: between(37_000.0, 44_400.0, 55_000.0, Derived, &from::DIGITERIA)
                .note("1.2 times B200, as InferenceX sets its cost of ownership. Weak."),
            ..B200.row.row
        },
        ..B200.row
    },
};

pub(super) const GB300: Named<Machine> = Named {
    slug: "gb300",
    label: "GB300 NVL72",
    aliases: &["GB300"],
    row: Machine {
        row: Accelerator {
            rent: rental("gb300"),
            fp4: inferencex(15_000.0),
            hbm: stands_in(298.0, DRIVER).others(const { &[other(288.0, "as sold", Published, &from::INFERENCEX)] }),
            scale_out: network(100.0, NIC_800),
            power: between(2100.0, 2100.0, 2143.0, Assumed, &from::INFERENCEX)
                .note("A placeholder in the source, equal to GB200. It meets what NVIDIA's figures imply within 2 %.")
                .others(
                    const {
                        &[
                            other(2143.0, "6,000 tok/s at 2.8M tok/s/MW, NVIDIA", Derived, &from::TCO_BLOG),
                            other(2120.0, "August 2026", Published, &from::INFERENCEX_AUGUST),
                        ]
                    },
                ),
            price: between(41_700.0, 55_000.0, 55_600.0, Derived, &from::INFERENCEX_V2)
                .note("1.2 times GB200: a rack at $3.96M, divided by 72.")
                .others(
                    const {
                        &[
                            other(41_700.0, "rack at $3M", Derived, &from::AWESOME_AGENTS),
                            other(55_600.0, "rack at $4M", Derived, &from::AWESOME_AGENTS),
                        ]
                    },
                ),
            ..GB200.row.row
        },
        ..GB200.row
    },
};

pub(super) const RTX6000PRO: Named<Machine> = Named {
    slug: "rtx6000pro",
    label: "RTX PRO 6000",
    aliases: &["RTX6000PRO", "RTX 6000 Pro"],
    row: Machine {
        vendor: "NVIDIA",
        generation: Generation::BlackwellWorkstation,
        evidence: Evidence::Specified,
        row: Accelerator {
            rent: rental("rtx6000pro"),
            year: year(2025.0),
            bf16: in_fit(500.0),
            fp8: in_fit(1000.0),
            fp4: in_fit(2000.0),
            hbm: in_fit(102.6),
            bandwidth: in_fit(1.6),
            link: in_fit(50.0).note("PCIe 5.0 x16: it has no scale-up link."),
            domain: in_fit(8.0),
            scale_out: assumed_network(50.0),
            power: missing(NOT_ALL_IN, &from::INFERENCEX),
            price: missing(NO_PRICE, &from::COMMON),
        },
    },
};

const fn rubin(value: f64) -> Datum {
    exact(value, Reported, &from::RUBIN_SPECIFICATIONS)
}

pub(super) const RUBIN: Named<Machine> = Named {
    slug: "rubin",
    label: "Vera Rubin NVL72",
    aliases: &["Rubin", "VR200", "Rubin (Vera Rubin NVL72)", "Vera Rubin"],
    row: Machine {
        vendor: "NVIDIA",
        generation: Generation::Rubin,
        evidence: Evidence::Specified,
        row: Accelerator {
            rent: rental("rubin"),
            year: rubin(2026.0),
            bf16: stands_in(8750.0, HALF_OF_FP8),
            fp8: rubin(17_500.0).others(const { &[other(16_250.0, "eight-GPU board", Notes, &from::RUBIN_NVL8)] }),
            fp4: rubin(35_000.0)
                .note("The dense rate.")
                .others(const { &[other(50_000.0, "as advertised for inference", Reported, &from::RUBIN_SPECIFICATIONS)] }),
            hbm: stands_in(298.0, "That of GB300, which is sold with the same 288 GB.").others(
                const {
                    &[
                        other(288.0, "as sold", Reported, &from::RUBIN_SPECIFICATIONS),
                        other(250.0, "eight-GPU board", Notes, &from::RUBIN_NVL8),
                    ]
                },
            ),
            bandwidth: rubin(22.0).others(const { &[other(16.25, "eight-GPU board", Notes, &from::RUBIN_NVL8)] }),
            link: rubin(1800.0),
            domain: rubin(72.0),
            scale_out: network(200.0, NIC_1600),
            power: between(2640.0, 3333.0, 3660.0, Derived, &from::GTC_2026_GIGAWATT)
                .note("A gigawatt for 300,000 machines, from a slide. The range is a rack of 190 kW alone to one of 230 kW in a site of PUE 1.145, divided by 72.")
                .others(
                    const {
                        &[
                            other(2640.0, "rack of 190 kW, without cooling", Derived, &from::RUBIN_REPORTS),
                            other(3190.0, "rack of 230 kW, without cooling", Derived, &from::RUBIN_REPORTS),
                            other(1400.0, "rack of 101 kW, lowest report", Derived, &from::RUBIN_REPORTS),
                            other(3330.0, "rack of 240 kW, highest report", Derived, &from::RUBIN_REPORTS),
                            other(
                                3360.0,
                                "5.4 times the tokens of GB200 for a watt beside 5 times for a dollar, at $3.57 and $1.84 an hour and 1.87 kW",
                                Derived,
                                &from::INFERENCEX_RUBIN,
                            ),
                        ]
                    },
                ),
            price: between(108_400.0, 108_400.0, 133_000.0, Derived, &from::RUBIN_REPORTS)
                .note("A rack at $7.8M, divided by 72.")
                .others(
                    const {
                        &[other(133_000.0, "implied by NVIDIA's $40B a gigawatt, with network", Derived, &from::NVIDIA_CALL)]
                    },
                ),
        },
    },
};

const fn rubin_ultra(value: f64) -> Datum {
    exact(value, Derived, &from::RUBIN_ULTRA_REPORTS)
        .note("A figure of the rack, divided by its 144 packages.")
}

pub(super) const RUBIN_ULTRA: Named<Machine> = Named {
    slug: "rubin-ultra",
    label: "Rubin Ultra",
    aliases: &["Rubin Ultra NVL144", "Rubin Ultra NVL576", "Kyber"],
    row: Machine {
        evidence: Evidence::Announced,
        row: Accelerator {
            rent: rental("rubin-ultra"),
            year: exact(2027.0, Reported, &from::RUBIN_ULTRA_REPORTS),
            bf16: stands_in(17_350.0, HALF_OF_FP8),
            fp8: rubin_ultra(34_700.0),
            fp4: exact(2.0 * RUBIN.row.row.fp4.value, Derived, &from::RUBIN_ULTRA_REPORTS)
                .note("Twice the dense rate of Rubin.")
                .others(const { &[other(104_000.0, "as advertised for inference", Derived, &from::RUBIN_ULTRA_REPORTS)] }),
            hbm: exact(1024.0, Reported, &from::RUBIN_ULTRA_REPORTS).note(NOMINAL),
            bandwidth: rubin_ultra(32.0),
            link: exact(5200.0, Recalled, &from::COMMON),
            domain: exact(144.0, Reported, &from::RUBIN_ULTRA_REPORTS),
            scale_out: network(200.0, NIC_1600),
            power: between(4170.0, 5000.0, 6000.0, Derived, &from::RUBIN_ULTRA_REPORTS)
                .note("A rack of about 600 kW, divided by 144, and a fifth more for cooling and network."),
            price: between(
                RUBIN.row.row.price.value,
                2.0 * RUBIN.row.row.price.value,
                RUBIN.row.row.price.value * 1024.0 / 288.0,
                Assumed,
                &from::RUBIN_REPORTS,
            )
            .note("No price is published. Twice Rubin: the same dollars for each dense FP4 operation. The range runs from Rubin's own price to the same dollars for each byte of memory."),
        },
        ..RUBIN.row
    },
};
