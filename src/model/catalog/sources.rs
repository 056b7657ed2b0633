//! Every document that was read, once. A primary document quoted in a report is cited under the report.

use super::{Grade, Other, Source, cited};
use crate::quantity::explanation;

/// When everything here was read.
pub const READ: &str = "2026-11-23";

const fn document(
    title: &'static str,
    publisher: &'static str,
    published: &'static str,
    url: &'static str,
) -> Source {
    Source { title, publisher, url: explanation(url), published, read: READ }
}

/// Another published value, in one line.
pub(crate) const fn other(value: f64, label: &'static str, grade: Grade, source: &'static Source) -> Other {
    Other { value, label: explanation(label), grade, source: cited(source) }
}

/// Declares each document once and lists them all in [`ALL`].
macro_rules! documents {
    ($( $(#[doc = $doc:literal])+ $NAME:ident = $title:literal, $publisher:literal, $published:literal, $url:literal; )+) => {
        $( $(#[doc = $doc])+ pub static $NAME: Source = document($title, $publisher, $published, $url); )+
        /// Every document, in the order of declaration.
        pub static ALL: &[&Source] = &[$(&$NAME),+];
        /// Their names here, in the same order.
        static NAMES: &[&str] = &[$(stringify!($NAME)),+];
    };
}

/// The name of a document in texts and addresses: `gtc-2026` for [`GTC_2026`]. Never changed once it is cited.
pub fn slug(source: &Source) -> Option<String> {
    let place = ALL.iter().position(|known| *known == source)?;
    Some(NAMES[place].to_ascii_lowercase().replace('_', "-"))
}

/// The document of that name, as [`slug`] gives it.
pub fn named(name: &str) -> Option<&'static Source> {
    let is = |known: &&str| known.len() == name.len() && known.to_ascii_lowercase().replace('_', "-") == name;
    NAMES.iter().position(is).map(|place| ALL[place])
}

documents! {
    // Machines and factories, as their makers present them.

    /// The keynote that presented the token factory in five tiers.
    GTC_2026 = "GTC 2026 keynote: notes on its slides and speech", "NVIDIA", "2026-03-16", "https://www.youtube.com/watch?v=jw_o0xr8MWU";
    /// Points of the throughput slide of that keynote, read by eye.
    GTC_2026_POINTS = "Values read by eye off the slide \"Inference performance and efficiency drive company results\"", "Third-party notes", "2026-08-26", "";
    /// The slide that compares a gigawatt of Hopper with one of Rubin.
    GTC_2026_GIGAWATT = "GTC 2026 keynote: slide on one gigawatt of Hopper and of Vera Rubin, in notes", "NVIDIA", "2026-03-16", "";
    /// Reports on statements about a trillion dollars of orders.
    GTC_2026_ORDERS = "Reports on \"at least $1 trillion\" of demand through 2027", "techflowpost.com, connect.cfauk.org, aiwire.ai", "2026-03", "https://www.techflowpost.com/en-US/article/30704";
    /// The keynote that presented a factory of 100 MW.
    GTC_2025 = "GTC 2025 keynote: transcript and notes", "NVIDIA", "2025-03-18", "https://www.datasor.no/jensen-huang-gtc-keynote-speech-transcript/";
    /// The keynote at which a gigawatt was put at 80 to 100 billion dollars.
    GTC_TAIPEI_2026 = "GTC Taipei 2026 keynote, in reports", "NVIDIA", "2026-06-01", "";
    /// The low-latency rack sold alongside Rubin.
    LPX_BLOG = "NVIDIA Groq 3 LPX", "NVIDIA developer blog", "2026-03-16", "https://developer.nvidia.com/blog/inside-nvidia-groq-3-lpx-the-low-latency-inference-accelerator-for-the-nvidia-vera-rubin-platform/";
    /// Cost per token of Hopper and Blackwell Ultra.
    TCO_BLOG = "Rethinking AI TCO", "NVIDIA", "2026-04-15", "https://blogs.nvidia.com/blog/lowest-token-cost-ai-factories/";
    /// Tokens per megawatt of Mistral Large 3.
    MISTRAL_BLOG = "Mistral Large 3 on GB200 NVL72", "NVIDIA", "", "https://developer.nvidia.com/blog/nvidia-accelerated-mistral-3-open-models-deliver-efficiency-accuracy-at-any-scale/";
    /// Specifications of Vera Rubin.
    RUBIN_SPECIFICATIONS = "NVIDIA Vera Rubin specifications, as quoted in notes", "NVIDIA", "2026", "https://www.nvidia.com/en-us/data-center/vera-rubin-nvl72/";
    /// Specifications of the eight-GPU Rubin board.
    RUBIN_NVL8 = "HGX Rubin NVL8 page, as quoted in notes", "NVIDIA", "2026", "";
    /// Rack powers of Rubin and the price of its rack.
    RUBIN_REPORTS = "Reports on Vera Rubin NVL72: power of 101 to 240 kW, price by Morgan Stanley", "regantih.github.io, girlswars.com", "2026", "";
    /// The rack that follows it.
    RUBIN_ULTRA_REPORTS = "Reports on Rubin Ultra and its Kyber rack", "Tom's Hardware, aiwiki.ai, gpu.name", "2025", "";
    /// Power of an eight-GPU server.
    LENOVO_GUIDE = "Lenovo product guides for B300 and GB300", "Lenovo", "2025", "https://lenovopress.lenovo.com/lp2357-lenovo-nvidia-gb300-nvl72-rack-scale-ai";
    /// Price of a rack of GB300.
    AWESOME_AGENTS = "Prices of GB300 and figures of AMD Helios", "awesomeagents.ai, jaredwatkins.com", "2026", "";
    /// Figures of TPU 8i.
    TPU8I_PAGE = "Google TPU 8i", "awesomeagents.ai", "2026-04", "https://awesomeagents.ai/hardware/google-tpu-v8i/";
    /// Prices of H100 and of a GB200 rack.
    FETCHLOGIC = "Street and list prices of NVIDIA accelerators", "fetchlogic.net", "2026", "";
    /// An estimate of the price of B200.
    DIGITERIA = "Estimate of the B200 price", "digiterialabs", "2026", "";
    /// A table of AMD's next machine.
    TOMS_HARDWARE_AMD = "Table of AMD MI455X figures", "Tom's Hardware", "2025", "";
    /// Notes on Google's machines.
    TPU_NOTES = "TPU notes", "brendanjameslynskey.github.io", "", "";
    /// Google's own documentation of Ironwood.
    TPU7X_DOCUMENTATION = "Cloud TPU documentation: TPU7x, as quoted in notes", "Google", "2026-04-22", "https://docs.cloud.google.com/tpu/docs/tpu7x";
    /// Amazon's own documentation of Trainium.
    NEURON_DOCUMENTATION = "AWS Neuron documentation: Trainium2 and Trainium3, as quoted in reports", "AWS", "2025-12", "https://awsdocs-neuron.readthedocs-hosted.com/en/latest/about-neuron/arch/neuron-hardware/trainium3.html";
    /// DeepSeek's figures for one day of serving.
    DEEPSEEK_DAY = "Day 6, one more thing: DeepSeek-V3/R1 inference system overview", "DeepSeek", "2025-03-01", "https://github.com/deepseek-ai/open-infra-index/blob/56d8685/202502OpenSourceWeek/day_6_one_more_thing_deepseekV3R1_inference_system_overview.md";

    // Measurements and costs of machines.

    /// Specifications, all-in power and owner's cost of each machine.
    INFERENCEX = "InferenceX app: gpu-specs.ts and constants.ts, April 2026", "SemiAnalysis", "2026-04-03", "https://github.com/SemiAnalysisAI/InferenceX-app/blob/77ca49a/packages/app/src/lib/gpu-specs.ts";
    /// The same four months later: costs 10 to 15 % lower, power about 20 %.
    INFERENCEX_AUGUST = "InferenceX app: constants of August 2026", "SemiAnalysis", "2026-08", "https://github.com/vngcloud/InferenceX-app/tree/7fe6d62";
    /// First article of the benchmark.
    INFERENCEX_V1 = "InferenceMAX v1", "SemiAnalysis", "2025-10", "https://github.com/SemiAnalysisAI/InferenceX-app/tree/77ca49a/packages/app/content/blog";
    /// Second article of the benchmark.
    INFERENCEX_V2 = "InferenceX v2", "SemiAnalysis", "2026-02-16", "https://github.com/SemiAnalysisAI/InferenceX-app/tree/77ca49a/packages/app/content";
    /// An independent analysis of the operator's run on Rubin, the first to be published.
    INFERENCEX_RUBIN = "Vera Rubin NVL72 vs GB200 NVL72: inference TCO and architecture analysis", "SemiAnalysis", "2026-07-23", "https://newsletter.semianalysis.com/p/vera-rubin-nvl72-vs-gb200-nvl72-inference";
    /// First measurement of Rubin by an operator.
    COREWEAVE_RUBIN = "NVIDIA Vera Rubin NVL72 on CoreWeave: 10x more tokens per megawatt than Blackwell", "CoreWeave", "2026-07-21", "https://www.coreweave.com/blog/nvidia-vera-rubin-nvl72-on-coreweave-10x-more-tokens-per-megawatt-than-blackwell";
    /// The throughput model of this program and the 3,619 measurements it was fitted and tested on.
    INFERENCE_FIT = "Fit of the throughput model to published measurements", "This project, from TensorRT-LLM, InferenceX and aiconfigurator tables", "2026-11", "";
    /// Maximum throughput of the first months of 2025: Ampere, Ada and Hopper.
    TENSORRT_LLM_017 = "TensorRT-LLM performance overview, version 0.17", "NVIDIA", "2025", "https://github.com/NVIDIA/TensorRT-LLM/blob/258c7540c03517def55d9a5aadfa9288af474e1b/docs/source/performance/perf-overview.md";
    /// Maximum throughput of the autumn of 2025: Hopper and Blackwell.
    TENSORRT_LLM_10 = "TensorRT-LLM performance overview, version 1.0", "NVIDIA", "2025", "https://github.com/NVIDIA/TensorRT-LLM/blob/00f37686aa854010d68bcbd0f4ab000221541ca6/docs/source/performance/perf-overview.md";
    /// Maximum throughput around the turn of the year to 2026.
    TENSORRT_LLM_12 = "TensorRT-LLM performance overview, about version 1.2", "NVIDIA", "", "https://github.com/NVIDIA/TensorRT-LLM/tree/03e27c7";
    /// The latest run of each configuration, with its date.
    INFERENCEX_API = "InferenceX app: snapshot of the latest run of each configuration", "SemiAnalysis", "2026-06", "https://github.com/vngcloud/InferenceX-app/tree/7fe6d62/packages";
    /// Tables in articles on the benchmark.
    INFERENCEX_TABLE = "InferenceX articles: tables of runs", "SemiAnalysis", "2026", "https://github.com/vngcloud/InferenceX-app/tree/7fe6d62/packages/app/content/blog";
    /// DeepSeek V4 Pro on two kinds of racks with separate prefill; tokens in and out, per accelerator over all of
    /// them.
    INFERENCEX_V4 = "GB300 NVL72 vs GB200 NVL72 on DeepSeek-V4-Pro", "SemiAnalysis", "2026-05-26", "https://inferencex.semianalysis.com/blog/gb300-nvl72-vs-gb200-nvl72-dsv4-pro-vllm-fp4";
    /// Runs of the same benchmark that NVIDIA tests its own predictions with.
    INFERENCEX_EXPORT = "Silicon sample of aiconfigurator: export of InferenceX", "SemiAnalysis, in NVIDIA aiconfigurator", "2026", "https://github.com/ai-dynamo/aiconfigurator/tree/095f58a51";
    /// NVIDIA's own runs in the same sample.
    AICONFIGURATOR_SAMPLE = "Silicon sample of aiconfigurator: NVIDIA's own runs", "NVIDIA aiconfigurator", "2026", "https://github.com/ai-dynamo/aiconfigurator/tree/095f58a51/tests";
    /// Split of the cost of an H100 cluster.
    CLUSTER_SPLIT = "H100 cluster: 71 % capital, 29 % operating cost", "SemiAnalysis, from notes", "", "";

    /// Counts of weights of recent models.
    INFERENCEX_BLOG = "InferenceX blog posts on DeepSeek V4 and Kimi K3", "SemiAnalysis", "2026", "";
    /// Rents of H100 on contract.
    RENTAL_CONTRACTS = "H100 one-year contract prices, 2025-10 to 2026-03", "SemiAnalysis", "2026-03", "";
    /// Rents of accelerators on the spot market.
    RENTAL_SPOT = "Spot prices of accelerators, 2026-04-18, labels inferred", "gpumarkets", "2026-04-18", "";
    /// Indices of rents of accelerators.
    RENTAL_INDEX = "Rental indices of accelerators, as quoted by Does the grid bind", "Silicon Data", "2026-09", "https://www.silicondata.com/blog/h100-price-spike";
    /// Cash and full cost of an H100.
    H100_SCRIPT = "Analysis script on the cost of an H100-hour", "Third-party notes", "", "";

    // Sites, electricity and finance.

    /// A study that quotes NVIDIA, EIA, LBNL, EPRI and SEC filings with links.
    GRID = "Does the grid bind: data/parameters.yaml", "copyleftdev", "2026", "https://github.com/copyleftdev/does-the-grid-bind/blob/5be31788/data/parameters.yaml";
    /// NVIDIA's results for the quarter to July 2026.
    NVIDIA_CALL = "NVIDIA second quarter of fiscal 2027: results and call", "NVIDIA, SEC 8-K", "2026-08-26", "https://www.sec.gov/Archives/edgar/data/1045810/000104581026000073/q2fy27pr.htm";
    /// NVIDIA's yearly reports.
    NVIDIA_10K = "NVIDIA annual reports, fiscal 2024 to 2026, as quoted", "NVIDIA", "2026-02", "https://www.sec.gov/Archives/edgar/data/1045810/000104581026000021/nvda-20260125.htm";
    /// NVIDIA's call a year before.
    NVIDIA_CALL_2025 = "NVIDIA second quarter of fiscal 2026: call, in reports", "NVIDIA via livemint and investing.com", "2025-08", "";
    /// Cost of a gigawatt, item by item.
    BERNSTEIN = "Cost of a gigawatt of AI data center", "Bernstein via investing.com", "2025-10", "";
    /// Cost of a kilowatt.
    IEA = "Cost of AI data centers per kilowatt, as quoted by Does the grid bind", "IEA", "2026-04", "https://iea.blob.core.windows.net/assets/3179f7f8-01f6-4dd6-bffa-c9f7b73f1dc9/KeyQuestionsonEnergyandAI.pdf";
    /// Cost of a building.
    JLL = "Global data center outlook 2026", "JLL via newslink.mba.org", "2026", "https://newslink.mba.org/mba-newslinks/2026/january//jll-data-center-market-continues-to-grow";
    /// Range of the cost of a building.
    CUSHMAN = "Data center development cost, as quoted", "Cushman & Wakefield via theagenttimes.com", "2025", "";
    /// Cost of a building by city.
    TURNER_TOWNSEND = "Data centre construction cost index 2025-26", "Turner & Townsend via cremediaeurope", "2025", "";
    /// Electricity prices of the United States.
    EIA = "Electric Power Monthly, table 5.6.A, and state tables", "EIA", "2026-06", "https://www.eia.gov/electricity/monthly/";
    /// Electricity prices of Europe.
    EUROSTAT = "Electricity prices for non-household consumers 2024", "Eurostat", "2024", "https://ec.europa.eu/eurostat/statistics-explained/index.php?title=Electricity_price_statistics";
    /// Electricity prices of China.
    CHINA_ELECTRICITY = "Industrial electricity prices in China", "prometheusgroup.xyz, wifitalents", "", "";
    /// Price of a solar plant in Saudi Arabia.
    SHUAIBAH = "Price of Saudi solar electricity at the plant", "The Economist via livemint", "2025-12-17", "";
    /// Efficiency of AI sites, and their demand.
    LBNL = "United States data center energy usage, as quoted by Does the grid bind", "LBNL", "2026", "https://doi.org/10.71468/P1RP4F";
    /// Efficiency of the average site.
    UPTIME = "Global data center survey 2024", "Uptime Institute", "2024", "https://uptimeinstitute.com/resources/research-and-reports/uptime-institute-global-data-center-survey-results-2024";
    /// Load factors of sites.
    EPRI = "Load factors of data centers, as quoted by Does the grid bind", "EPRI", "2026", "https://restservice.epri.com/publicattachment/97025";
    /// Efficiencies of single operators.
    OPERATORS = "Operators' own reports on power usage effectiveness", "Google, Equinix and others", "2024", "https://datacenters.google/efficiency/";
    /// Service lives over which servers are depreciated.
    SERVER_LIVES = "Server lives in company filings", "Company filings via wiresift.com and realclear.ai", "2026", "https://wiresift.com/ai-server-depreciation";
    /// Resale prices of used machines.
    RESALE = "Resale prices of used accelerators, as quoted by Does the grid bind", "CCIR", "2026", "https://ccir.io/hardware";
    /// Revenue and power in use of a firm that rents out machines, third quarter of 2025.
    COREWEAVE_QUARTER = "CoreWeave: results of the third quarter of 2025", "CoreWeave via stocktitan.net", "2025-11", "";
    /// Cost of a neocloud's loans.
    COREWEAVE_FILINGS = "CoreWeave: SEC filing R41 and 8-K on its loans", "CoreWeave", "2026-03", "https://www.sec.gov/Archives/edgar/data/1769628/000114036125032095/R41.htm";
    /// Utilisation of a research cluster.
    META_CLUSTER = "Utilization of the RSC-1 cluster", "Meta via datacenterknowledge.com", "", "https://www.datacenterknowledge.com/infrastructure/ai-demand-surges-as-billions-in-compute-remain-locked";
    /// Utilisation of ordinary clusters.
    CAST_AI = "Utilization of enterprise Kubernetes", "Cast AI via venturebeat.com", "", "https://venturebeat.com/infrastructure/5-gpu-utilization-the-401-billion-ai-infrastructure-problem-enterprises-cant-keep-ignoring";
    /// Yield of a neocloud.
    NEBIUS = "Second quarter of 2026", "Nebius", "2026-08", "https://group.nebius.com/investors";

    // Prices of tokens.

    /// List prices of models.
    LLM_PRICES = "llm-prices", "Simon Willison", "2026-08-05", "https://github.com/simonw/llm-prices/tree/723ef0b";
    /// List prices of models, another collection.
    MODELS_DEV = "models.dev", "anomalyco", "2026-07-02", "https://github.com/anomalyco/models.dev/tree/f3fc692";
    /// Prices of late 2026.
    ANTHROPIC_PRICES = "Claude prices of November 2026, batch and cache discounts", "Anthropic via dev.to", "2026-11", "";
    /// DeepSeek's prices by hour of the day.
    DEEPSEEK_PRICES = "Models and pricing", "DeepSeek", "2026-10-27", "https://api-docs.deepseek.com/quick_start/pricing";
    /// The first prices by hour, as a reseller passed them on.
    DEEPSEEK_PEAK_NEWS = "DeepSeek moves to peak and off-peak billing", "APIYI", "2026-08-15", "https://docs.apiyi.com/en/live/2026-08/deepseek-price-peak-tier.md";
    /// Prices of Claude models.
    CLAUDE_PRICES = "Claude documentation: pricing", "Anthropic", "2026-11", "https://platform.claude.com/docs";
    /// Release notes of two tools that quote the price pages of the makers of closed models.
    PRICE_NOTES = "Release notes of TokenMeter 0.17.0 and PromptFuel 1.0.17 to 1.0.23, which quote the makers' prices", "iyulab, TheKrush", "2026-11", "https://github.com/TheKrush/PromptFuel/releases";
    /// Price of Kimi K3.
    KIMI_K3_PRICE = "Reports on the list price of Kimi K3", "Moonshot, in reports", "2026-07-16", "";
    /// Price of Mixtral 8x7B.
    OPENROUTER_MIXTRAL = "Mixtral 8x7B Instruct: price and context", "OpenRouter", "2026", "https://openrouter.ai/mistralai/mixtral-8x7b-instruct";
    /// Context of Llama 2 70B, which is no longer sold there.
    OPENROUTER_LLAMA_2 = "Llama 2 70B Chat: context, no price", "OpenRouter", "2025", "https://openrouter.ai/meta-llama/llama-2-70b-chat/api";
    /// Prices of models in early 2024.
    MODEL_COSTS_2024 = "Table of model costs, 5 February 2024", "bards.ai on Hugging Face", "2024-02-05", "https://huggingface.co/spaces/bardsai/performance-llm-board";
    /// Discount for batches.
    OPENAI_PRICES = "Batch and priority processing", "OpenAI", "2026", "https://developers.openai.com/api/docs/guides/batch";
    /// Prices of 294 models.
    OPENROUTER_PRICES = "Data set of OpenRouter prices", "Hugging Face", "", "";
    /// Decline of prices, task by task.
    EPOCH = "LLM inference prices have fallen rapidly but unequally across tasks", "Epoch AI", "2025-03-12", "https://epoch.ai/data-insights/llm-inference-price-trends";
    /// Decline of prices at one quality.
    A16Z = "Welcome to LLMflation", "a16z.com", "2024-11-12", "https://a16z.com/llmflation-llm-inference-cost";
    /// Decline of prices at the quality of GPT-4.
    PRICE_PAPER = "arXiv 2603.21690", "arXiv", "2026-03", "https://arxiv.org/abs/2603.21690";
    /// Share and discount of open weights.
    TUNGUZ = "The thriving ecosystem of open models", "tomtunguz.com", "2026-06-02", "https://www.tomtunguz.com/the-thriving-ecosystem-of-open-models/";

    // Demand and markets.

    /// Estimate of the tokens served in the world.
    GATT = "Global AI token tracker", "gf691271/gatt", "2026-05", "https://github.com/gf691271/gatt";
    /// Forecast of the tokens served in the world.
    GOLDMAN = "Forecast of tokens served, 2026 to 2030", "Goldman Sachs via corenewsdaily.com", "2026-05", "https://corenewsdaily.com/finance/120-quadrillion-tokens-monthly-by-2030-goldmans-deep-dive-into-the-coming-agenti";
    /// Tokens served by Google.
    GOOGLE_TOKENS = "Google I/O and earnings calls: tokens served per month", "Google", "2026-05", "https://blog.google/innovation-and-ai/sundar-pichai-io-2026/";
    /// Tokens served by OpenAI's API.
    OPENAI_TOKENS = "DevDay: six billion tokens a minute", "OpenAI via a16z", "2025-10", "";
    /// Tokens served in China.
    CHINA_TOKENS = "Tokens served in China per day", "National Data Administration", "2026-03", "";
    /// Tokens served by Doubao.
    BYTEDANCE_TOKENS = "Tokens served by Doubao per day", "ByteDance", "2026-04", "";
    /// Tokens served by Microsoft.
    MICROSOFT_TOKENS = "Tokens served in a quarter of 2025", "Microsoft", "2025", "";
    /// Tokens served by a marketplace of models.
    OPENROUTER_TOKENS = "Tokens served by OpenRouter", "OpenRouter", "2026-06", "";
    /// A study of a hundred trillion tokens.
    OPENROUTER_STUDY = "State of AI: an empirical 100-trillion-token study", "OpenRouter and a16z", "2025-12-04", "https://arxiv.org/abs/2601.10088";
    /// Traces of nine million calls of a coding agent.
    COPILOT_TRACES = "GitHub Copilot trace study", "arXiv 2608.00101", "2026-08", "https://arxiv.org/abs/2608.00101";
    /// Traces of another coding agent.
    TRACELAB = "TraceLab coding-agent traces", "arXiv 2606.30560", "2026-06", "https://arxiv.org/abs/2606.30560";
    /// Traces of a chat service.
    AZURE_TRACES = "Azure LLM inference traces 2023 and 2024", "Microsoft Azure", "2024", "https://github.com/Azure/AzurePublicDataset";
    /// Tokens of agents against chat.
    ANTHROPIC_AGENTS = "How we built our multi-agent research system", "Anthropic", "2025-06-13", "https://www.anthropic.com/engineering/multi-agent-research-system";
    /// Cost of a coding agent for a developer.
    CLAUDE_CODE = "Claude Code documentation: costs", "Anthropic", "2026", "https://code.claude.com/docs/en/costs";
    /// Revenue of AI laboratories.
    LAB_REVENUE = "Revenue of Anthropic, OpenAI and Microsoft's AI", "Press reports", "2026-04", "";
    /// Spending of cloud firms.
    HYPERSCALER_CALLS = "Capital expenditure of the five largest cloud firms: calls, Zacks, CreditSights", "Press reports, itaura.tech", "2026-04", "";
    /// Spending by kind.
    GARTNER = "AI spending forecast, first quarter 2026", "Gartner via techinsyte.com", "2026", "https://techinsyte.com/gartner-forecasts-47-rise-in-global-ai-spending-to-2026/";
    /// Data centers of 2030.
    MCKINSEY = "The cost of compute: a $7 trillion race to scale data centers", "McKinsey", "2025-04", "https://www.mckinsey.com/industries/technology-media-and-telecommunications/our-insights/the-cost-of-compute-a-7-trillion-dollar-race-to-scale-data-centers";
    /// Infrastructure of 2030.
    HUANG_2030 = "Statements on AI infrastructure by 2030", "NVIDIA", "2025-08", "";
    /// Wafers of chip packaging.
    PACKAGING = "Trade press on chip packaging capacity", "Trade press", "2026", "https://www.trendforce.com/news/2026/09/14/news-tsmc-reportedly-targets-22-2nm-16-3nm-capacity-boost-by-mid-2027-cowos-to-double-by-2028";
    /// The article that this program follows.
    ARTICLE = "The Era of Token Factories: How Jensen Huang Is Redefining the AI Production Function and the Trillion-Dollar Compute Market", "Gate Learn", "2026-03-17", "";
    /// How many chips were sold, by kind and quarter, and their power.
    EPOCH_CHIPS = "AI chip counts", "Epoch AI", "2026-04-22", "https://github.com/epoch-research/ai-chip-counts/tree/d1b1bc3";
    /// OpenAI's spending on serving and on training in 2024.
    OPENAI_SPLIT_2024 = "OpenAI spent $7B on compute in 2024, most went to experiments", "Epoch AI via thetradable.com", "2025", "https://thetradable.com/ai/openai-spent-7b-on-compute-in-2024-most-went-to-experiments-ig--m";
    /// The same for 2025.
    OPENAI_SPLIT_2025 = "OpenAI's cost of serving and of training in 2025", "ai.gptproto.com; The Wall Street Journal via aiafterhours.substack.com", "2026-02", "";
    /// Gross margins of OpenAI and Anthropic, and their spending on training.
    LAB_MARGINS = "Gross margins of OpenAI and Anthropic in 2025", "The Wall Street Journal via aiafterhours.substack.com", "2026", "https://aiafterhours.substack.com/p/openai-vs-anthropic-the-121-billion";
    /// Margin of OpenAI on the compute of paying users.
    OPENAI_COMPUTE_MARGIN = "OpenAI's compute margin on paying users", "The Information via 5iter.com", "2025-12", "";
    /// OpenAI's revenue and the power of its machines, year by year.
    OPENAI_FRIAR = "OpenAI's CFO on its revenue and its compute", "S. Friar, OpenAI", "2026-01-18", "https://openai.com/index/a-business-that-scales-with-the-value-of-intelligence/";
    /// Share of compute that serves.
    INFERENCE_SHARE = "Share of inference in AI compute", "Epoch AI via news.warptechlab.com", "2026", "";
    /// Share of their machines' compute that laboratories use.
    TRAINING_MFU = "Utilization of accelerators at xAI, Meta and Google", "The Information via cloudnews.tech", "2026", "";
    /// Annualized revenue of Anthropic.
    ANTHROPIC_RUN_RATE = "Anthropic's annualized revenue, 2024 to May 2026", "Press reports", "2026-05", "";
    /// Spending of the five largest cloud firms, forecast to 2027.
    MORGAN_STANLEY = "Hyperscaler capital expenditure to 2027", "Morgan Stanley via thetradable.com", "2026-05", "https://thetradable.com/signals/wall-street-keeps-raising-ai-spending-forecasts-that-may-be-the-real-signal";
    /// Cost of a gigawatt of each machine.
    MORGAN_STANLEY_GW = "AI data center cost per gigawatt", "Morgan Stanley via gate.com", "2026-05-08", "https://www.gate.com/post/status/21206536";
    /// Spending of large cloud firms in 2027, three cases.
    GOLDMAN_CAPEX = "More AI capex, more volatility", "Goldman Sachs via allweatherfinance.com", "2026-06-12", "https://allweatherfinance.com/ai-ammunition-is-far-from-exhausted-goldman-sachs-predicts-that-tech-giants-capital-expenditures-will-reach-1-4-trillion-by-2027/";
    /// How the use of a model changes with its price.
    INTELLIGENCE_MARKET = "The emerging market for intelligence", "NBER, via aione.chat", "2025-12", "https://www.nber.org/papers/w34608";
    /// How many more tokens are bought when they are cheaper.
    COST_ESTIMATOR = "Elasticity of token demand", "ai-cost-estimator.com", "2026-06", "";
    /// Share of the sales of a laboratory's models that a cloud keeps.
    RESELLERS = "Share of OpenAI's and Anthropic's revenue kept by the clouds", "Bank of America via type0.ai", "2026", "";
    /// Price of capacity on the grid of the eastern United States.
    PJM_CAPACITY = "PJM base residual auctions, 2024/25 to 2027/28", "PJM via realclear.ai and rtowww.com", "2026", "";
    /// All-in price of electricity on that grid.
    PJM_WHOLESALE = "PJM all-in wholesale price, first quarter of 2026", "Monitoring Analytics via particlenews.com", "2026", "";
    /// Carbon of the electricity that data centers use.
    GRID_CARBON = "arXiv 2606.05420", "arXiv", "2026-06", "https://arxiv.org/abs/2606.05420";
    /// Tokens of Doubao, year by year.
    DOUBAO_TOKENS = "Tokens served by Doubao, as stated at Volcano Engine's FORCE conferences", "ByteDance via dn.com", "2026-06", "";
    /// Tokens per minute served by the APIs of Google and OpenAI.
    INTERFACE_TOKENS = "Tokens per minute on the Gemini and OpenAI APIs, earnings calls and reports", "Google, OpenAI, in reports", "2026-05", "";
    /// What is commonly known, with no document at hand.
    COMMON = "General knowledge", "no document at hand", "", "";

    // Values that are not from a document.

    /// Chosen by this program, because nothing is published.
    CHOICE = "Assumption of this site", "Token Factory", "2026", "";
    /// Results of the program's own search and baseline scenario.
    SEARCH = "Computed by this site", "Token Factory", "2026", "";
    /// Set by the reader.
    READER = "Set by the reader", "The reader", "", "";

    // Configuration files of language models, in a collection of them.

    /// The collection as a whole.
    CONFIG_FILES = "Configuration files of language models", "NVIDIA aiconfigurator", "2026", "https://github.com/ai-dynamo/aiconfigurator/tree/095f58a51/aic-core/src/aiconfigurator_core/model_configs";
    /// Parts of configuration files that the collection does not contain.
    PUBLIC_CODE = "Serving code that quotes the configuration of DeepSeek V4, Kimi K3 and Nemotron 3 Super", "Public repositories", "2026", "";
    /// Shape of Llama 3.1 8B.
    LLAMA_8B = "Llama 3.1 8B: config.json", "Meta, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/meta-llama--Meta-Llama-3.1-8B_config.json";
    /// Shape of Llama 3.1 70B.
    LLAMA_70B = "Llama 3.1 70B: config.json", "Meta, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/meta-llama--Meta-Llama-3.1-70B_config.json";
    /// Shape of Llama 3.1 405B.
    LLAMA_405B = "Llama 3.1 405B: config.json", "Meta, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/meta-llama--Meta-Llama-3.1-405B_config.json";
    /// Shape of Qwen3 32B.
    QWEN3_32B = "Qwen3 32B: config.json", "Alibaba, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/Qwen--Qwen3-32B_config.json";
    /// Shape of Qwen3 30B A3B.
    QWEN3_30B = "Qwen3 30B A3B: config.json", "Alibaba, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/Qwen--Qwen3-30B-A3B_config.json";
    /// Shape of Qwen3 235B A22B.
    QWEN3_235B = "Qwen3 235B A22B: config.json", "Alibaba, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/Qwen--Qwen3-235B-A22B_config.json";
    /// Shape of Qwen3.5 397B A17B.
    QWEN35_397B = "Qwen3.5 397B A17B: config.json", "Alibaba, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/Qwen--Qwen3.5-397B-A17B_config.json";
    /// Shape of Mixtral 8x7B.
    MIXTRAL_8X7B = "Mixtral 8x7B: config.json", "Mistral, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/mistralai--Mixtral-8x7B-v0.1_config.json";
    /// Shape of Mixtral 8x22B.
    MIXTRAL_8X22B = "Mixtral 8x22B: config.json", "Mistral, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/mistralai--Mixtral-8x22B-v0.1_config.json";
    /// Shape of gpt-oss 120b.
    GPT_OSS_120B = "gpt-oss-120b: config.json", "OpenAI, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/openai--gpt-oss-120b_config.json";
    /// Shape of gpt-oss 20b.
    GPT_OSS_20B = "gpt-oss-20b: config.json", "OpenAI, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/openai--gpt-oss-20b_config.json";
    /// Shape of Llama 4 Scout.
    LLAMA4_SCOUT = "Llama 4 Scout: config.json", "Meta, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/meta-llama--Llama-4-Scout-17B-16E-Instruct_config.json";
    /// Shape of Llama 4 Maverick.
    LLAMA4_MAVERICK = "Llama 4 Maverick: config.json", "Meta, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/meta-llama--Llama-4-Maverick-17B-128E-Instruct_config.json";
    /// Shape of DeepSeek V3 and R1.
    DEEPSEEK_V3 = "DeepSeek-V3: config.json", "DeepSeek, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/deepseek-ai--DeepSeek-V3_config.json";
    /// Shape of DeepSeek V3.2.
    DEEPSEEK_V32 = "DeepSeek-V3.2: config.json", "DeepSeek, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/deepseek-ai--DeepSeek-V3.2_config.json";
    /// Shape of DeepSeek V4 Pro.
    DEEPSEEK_V4_PRO = "DeepSeek-V4-Pro: config.json", "DeepSeek, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/deepseek-ai--DeepSeek-V4-Pro_config.json";
    /// Shape of DeepSeek V4 Flash.
    DEEPSEEK_V4_FLASH = "DeepSeek-V4-Flash: config.json", "DeepSeek, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/deepseek-ai--DeepSeek-V4-Flash_config.json";
    /// Shape of Kimi K2 and K2.5.
    KIMI_K2 = "Kimi K2: config.json", "Moonshot, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/moonshotai--Kimi-K2-Instruct_config.json";
    /// Shape of Kimi K3.
    KIMI_K3 = "Kimi K3: config.json", "Moonshot, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/moonshotai--Kimi-K3_config.json";
    /// Shape of GLM-5.
    GLM_5 = "GLM-5: config.json", "Zhipu, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/zai-org--GLM-5-FP8_config.json";
    /// Shape of MiniMax M2.5.
    MINIMAX_M25 = "MiniMax M2.5: config.json", "MiniMax, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/MiniMaxAI--MiniMax-M2.5_config.json";
    /// Shape of MiniMax M3.
    MINIMAX_M3 = "MiniMax M3: config.json", "MiniMax, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/MiniMaxAI--MiniMax-M3_config.json";
    /// Shape of MiMo V2 Flash.
    MIMO_V2_FLASH = "MiMo-V2-Flash: config.json", "Xiaomi, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/XiaomiMiMo--MiMo-V2-Flash_config.json";
    /// Shape of Nemotron 3 Super.
    NEMOTRON_3_SUPER = "Nemotron 3 Super 120B A12B: config.json", "NVIDIA, in NVIDIA aiconfigurator", "", "https://github.com/ai-dynamo/aiconfigurator/blob/095f58a51/aic-core/src/aiconfigurator_core/model_configs/nvidia--NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4_config.json";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Empty, `2026`, `2026-03` or `2026-03-16`, with a month and a day that exist.
    fn is_date(text: &str) -> bool {
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |part: &str, length, low, high| {
            part.len() == length && part.parse::<u32>().is_ok_and(|n| (low..=high).contains(&n))
        };
        match parts.as_slice() {
            [""] => true,
            [year] => digits(year, 4, 2000, 2099),
            [year, month] => digits(year, 4, 2000, 2099) && digits(month, 2, 1, 12),
            [year, month, day] => {
                digits(year, 4, 2000, 2099) && digits(month, 2, 1, 12) && digits(day, 2, 1, 31)
            }
            _ => false,
        }
    }

    #[test]
    fn a_title_names_one_document() {
        let titles: BTreeSet<&str> = ALL.iter().map(|source| source.title).collect();
        assert_eq!(titles.len(), ALL.len());
    }

    #[test]
    fn dates_have_one_of_the_documented_forms_and_precede_the_reading() {
        for source in ALL {
            assert!(is_date(source.published), "{}: {}", source.title, source.published);
            assert!(is_date(source.read) && source.read.len() == 10, "{}", source.title);
            assert!(source.published <= source.read, "{}", source.title);
        }
    }

    #[test]
    fn addresses_are_whole_or_absent_and_belong_to_one_document() {
        let mut seen = BTreeSet::new();
        for source in ALL.iter().filter(|source| !source.url.is_empty()) {
            assert!(source.url.starts_with("https://") && !source.url.contains(' '), "{}", source.url);
            assert!(seen.insert(source.url), "{} twice", source.url);
        }
    }

    #[test]
    fn a_document_is_found_by_its_name_and_by_no_other() {
        assert_eq!(named("gtc-2026"), Some(&GTC_2026));
        assert_eq!(named("GTC_2026"), None);
        for source in ALL {
            let slug = slug(source).unwrap_or_default();
            assert_eq!(named(&slug), Some(*source), "{slug}");
        }
    }

    #[test]
    fn every_document_says_who_published_it() {
        for source in ALL {
            assert!(!source.title.is_empty() && !source.publisher.is_empty(), "{source:?}");
        }
    }
}
