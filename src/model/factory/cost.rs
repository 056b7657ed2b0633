//! What an accelerator costs by the hour: machines, building, electricity, running.

use super::memory::Accelerator;
use super::plan::{Basis, Plan};
use super::site::Site;
use crate::outputs;
use crate::quantity::unit::*;

outputs! {
    /// Cost of one accelerator, whether it works or not.
    Cost from (machine: Accelerator, site: Site, plan: Plan, basis: Basis) {
        /// Price paid for an accelerator with its share of the rack: as published or as the reader set it, by the machine
        /// price factor, and storage for the cache.
        price: "Price paid per GPU", USD, machine.price * (plan.gpu_price / basis.listed) * plan.machine_price
            * (N::from(1.0) + plan.storage);
        /// Price paid for the accelerators that one scale-up link joins: a server of 8, a rack of 72, a pod of more.
        domain_price: "Price per link domain", USD, price * machine.domain;
        /// Price of electricity that the site pays by itself: none where machines are rented, for the rent includes it.
        energy: "Electricity price paid", USD_PER_KWH, plan.tenure.choose(N::from(0.0) * plan.electricity,
            plan.electricity);
        /// Demand charge of the grid that the site pays by itself.
        charge: "Demand charge paid", USD_PER_KW_YEAR, plan.tenure.choose(N::from(0.0) * plan.demand_charge,
            plan.demand_charge);
        /// Machine life as a number of years.
        years: "Years of machine life", ONE, plan.life / basis.year;
        /// What one dollar at the end of the machine's life is worth today.
        discount: "Discount at end of life", ONE, (N::from(1.0) + plan.interest).pow(N::from(0.0) - years);
        /// Tokens that a dollar of new machines serves, against a year before. The better new machines are for their
        /// price, the less old ones are worth.
        progress: "Progress per dollar", TIMES, plan.efficiency / plan.machine_growth;
        /// Share of its value that a machine keeps in a year, after wear and the progress of new ones.
        kept: "Value kept in a year", PERCENT, (N::from(1.0) - plan.wear)
            * progress.pow(N::from(0.0) - plan.pass_through);
        /// Share of its price that a machine still sells for at the end of its life; scrap at least.
        residual: "Residual value", PERCENT, kept.pow(years).max(basis.scrap);
        /// Yearly payment that pays back one dollar with interest over the life of a machine (annuity).
        annuity: "Annuity of machines", PERCENT, plan.interest / (N::from(1.0) - discount);
        /// Building life as a number of years.
        building_years: "Years of building life", ONE, plan.building_life / basis.year;
        /// Yearly payment that pays back one dollar with interest over the life of the building.
        building_annuity: "Annuity of the building", PERCENT, plan.interest / (N::from(1.0)
            - (N::from(1.0) + plan.interest).pow(N::from(0.0) - building_years));
        /// Capital cost of a machine: its price less what the resale brings, spread over its life. Of a rented machine, its
        /// rent, by the machine price factor.
        machines: "Machines", USD_PER_GPU_HOUR, plan.tenure.choose(plan.rent.choose(plan.rent, machine.rent)
            * plan.machine_price, price * (N::from(1.0) - residual * discount) * annuity / basis.year);
        /// Capital cost of the building with power and cooling, for the power of one accelerator. Rent includes it.
        building: "Building", USD_PER_GPU_HOUR, plan.tenure.choose(N::from(0.0) * plan.rent, plan.building
            * site.power_per_gpu * building_annuity / basis.year);
        /// Electricity of one accelerator at full power, around the clock, with the demand charge of the grid.
        electricity: "Electricity", USD_PER_GPU_HOUR, site.power_per_gpu * (energy + charge);
        /// Straight-line write-off of machine and building over their lives, without interest: the base for upkeep. What is
        /// rented is not written off.
        write_off: "Write-off", USD_PER_GPU_HOUR, plan.tenure.choose(N::from(0.0) * plan.rent, price / plan.life
            + plan.building * site.power_per_gpu / plan.building_life);
        /// Repair, insurance and network, staff and licences, for one accelerator. Of a rented one, licences alone.
        running: "Running", USD_PER_GPU_HOUR, plan.running * write_off + plan.tenure.choose(N::from(0.0) * plan.rent,
            plan.staff * site.power_per_gpu) + plan.licence;
        /// What one accelerator costs per hour at full power: machines, building, electricity and running.
        total: "Cost of a GPU-hour", USD_PER_GPU_HOUR, machines + building + electricity + running;
        /// Capital cost of one watt of the site: machine and building. Who rents invests in neither.
        per_watt: "Investment per watt", USD_PER_W, plan.tenure.choose(N::from(0.0) * plan.building,
            price / site.power_per_gpu + plan.building);
    }
}
