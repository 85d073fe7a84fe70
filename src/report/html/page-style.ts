/** The look of a page: light and dark, for a screen of any width and for paper. Colours are OKLCH, of one lightness, so that none shouts. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: oklch(99% 0.003 250); --card: oklch(100% 0 0); --ink: oklch(25% 0.02 255); --faint: oklch(50% 0.02 255); --line: oklch(91% 0.008 255); --accent: oklch(48% 0.12 245); --cell-l: 80%; --cell-c: 0.085; --cell-ink: oklch(24% 0.03 255); --grey: oklch(88% 0.006 255); --waste: oklch(72% 0.13 60); --bad: oklch(52% 0.17 27); --good: oklch(50% 0.11 155); --row: oklch(97.5% 0.004 255); }
@media (prefers-color-scheme: dark) { :root { --paper: oklch(19% 0.015 255); --card: oklch(22.5% 0.016 255); --ink: oklch(92% 0.01 255); --faint: oklch(70% 0.02 255); --line: oklch(31% 0.018 255); --accent: oklch(78% 0.1 240); --cell-l: 46%; --cell-c: 0.075; --cell-ink: oklch(96% 0.01 255); --grey: oklch(36% 0.012 255); --waste: oklch(72% 0.13 65); --bad: oklch(73% 0.14 27); --good: oklch(76% 0.12 155); --row: oklch(25% 0.017 255); } }
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 15px/1.5 ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 1240px; padding: 2.5rem 1.5rem 3rem; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 2; }
.kicker { margin: 0; color: var(--faint); font-size: .8rem; letter-spacing: .09em; text-transform: uppercase; }
h1 { margin: .1rem 0 1.4rem; font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { margin: 0 0 .2rem; font-size: 1.15rem; font-weight: 650; }
dl { margin: 0; } dd { margin: 0; }
.figures { display: flex; flex-wrap: wrap; gap: .8rem 2.6rem; margin-bottom: 1.2rem; }
.figures div { display: flex; flex-direction: column-reverse; }
.figures dd { font-size: 1.5rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
.figures dt, .facts dt { color: var(--faint); font-size: .82rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .5rem 2rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.facts dd { overflow-wrap: anywhere; font-size: .93rem; line-height: 1.4; }
section { margin-top: 2.2rem; }
.note { margin: 0 0 .7rem; color: var(--faint); font-size: .9rem; }
button, input, select { font: inherit; color: inherit; }
button { background: none; border: 0; padding: 0; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.bar { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; margin: .5rem 0; }
.crumbs { flex: 1 1 16rem; min-width: 0; overflow-wrap: anywhere; font-size: .93rem; }
.crumbs ol { display: inline; margin: 0; padding: 0; list-style: none; }
.crumbs li { display: inline; }
.crumbs li + li::before { content: "/"; color: var(--faint); padding: 0 .3em; }
.crumbs button { color: var(--accent); }
.crumbs [aria-current] { color: var(--ink); font-weight: 600; cursor: default; }
.modes { display: inline-flex; border: 1px solid var(--line); border-radius: 7px; overflow: hidden; font-size: .88rem; }
.modes label { padding: .22rem .8rem; cursor: pointer; color: var(--faint); }
.modes label + label { border-left: 1px solid var(--line); }
.modes input { position: absolute; opacity: 0; pointer-events: none; }
.modes label:has(:checked) { background: var(--row); color: var(--ink); font-weight: 600; }
.modes label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: -2px; }
.map { display: block; width: 100%; border-radius: 6px; overflow: hidden; user-select: none; }
.map .cell { cursor: pointer; outline: none; }
.map rect { fill: var(--grey); stroke: var(--paper); stroke-width: 1; }
.map .hued > rect { fill: oklch(var(--cell-l) var(--cell-c) var(--hue)); }
.map .group > rect { fill-opacity: .38; }
.map text { fill: var(--cell-ink); font-size: 11.5px; pointer-events: none; }
.map .group > text { font-weight: 600; }
.map .sub { opacity: .72; font-size: 10.5px; }
.map .cell:hover > rect { stroke: var(--ink); }
.map .cell:focus > rect { stroke: var(--accent); stroke-width: 3; }
.told { min-height: 1.5em; margin: .45rem 0 0; font-size: .9rem; color: var(--faint); overflow-wrap: anywhere; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .6rem 0 0; padding: 0; list-style: none; font-size: .85rem; color: var(--faint); }
.legend li { display: flex; align-items: center; gap: .45em; max-width: 100%; overflow-wrap: anywhere; }
.swatch { flex: none; width: .85em; height: .85em; border-radius: 3px; background: var(--grey); }
.swatch.hued { background: oklch(var(--cell-l) var(--cell-c) var(--hue)); }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .42rem .8rem; text-align: left; vertical-align: top; }
th { color: var(--faint); font-weight: 500; font-size: .82rem; white-space: nowrap; border-bottom: 1px solid var(--line); }
th button { color: inherit; }
th button::after { content: ""; display: inline-block; width: 1em; text-align: center; }
th[aria-sort=ascending] button::after { content: "\\2191"; }
th[aria-sort=descending] button::after { content: "\\2193"; }
th[aria-sort=ascending], th[aria-sort=descending] { color: var(--ink); }
tbody tr + tr td { border-top: 1px solid var(--line); }
tbody tr:hover { background: var(--row); }
td { overflow-wrap: anywhere; min-width: 5.8rem; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; min-width: 4.5rem; }
td.code, .instruction, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .84em; }
td.code, td.instruction { min-width: 13rem; }
td.fixed { white-space: nowrap; }
.tag { margin-left: .45em; color: var(--faint); font-size: .85em; }
td button { color: var(--accent); text-align: left; font: inherit; }
.severity-critical, .severity-high { color: var(--bad); font-weight: 600; }
.severity-medium { color: var(--waste); font-weight: 600; }
.severity-low, .severity-info { color: var(--faint); }
.filter { width: 18rem; max-width: 100%; padding: .3rem .7rem; border: 1px solid var(--line); border-radius: 7px; background: var(--card); }
.count { color: var(--faint); font-size: .88rem; }
.more { margin: .6rem 0 0; color: var(--accent); }
.strip { display: flex; height: 1.6rem; gap: 2px; margin: .6rem 0 .9rem; border-radius: 5px; overflow: hidden; }
.strip span { min-width: 2px; background: oklch(var(--cell-l) var(--cell-c) var(--hue)); position: relative; }
.strip i { position: absolute; right: 0; top: 0; bottom: 0; background: var(--waste); opacity: .85; }
pre { margin: 0; padding: 1rem 1.2rem; overflow-x: auto; line-height: 1.55; tab-size: 4; }
details > summary { cursor: pointer; color: var(--accent); font-size: .9rem; margin: .7rem 0 .5rem; }
footer { margin-top: 3rem; color: var(--faint); font-size: .82rem; }
@media (max-width: 40rem) { body { padding: 1.4rem 1rem 2rem; } h1 { font-size: 1.35rem; } .figures { gap: .7rem 1.6rem; } .figures dd { font-size: 1.2rem; } .filter { width: 100%; } table { width: max-content; min-width: 100%; } td { max-width: 16rem; } td.code, td.instruction { max-width: 20rem; } th, td { padding: .4rem .55rem; } }
@media (prefers-reduced-motion: no-preference) { .map .cell > rect { transition: stroke .12s; } }
@media print { html { background: #fff; font-size: 11px; } body { max-width: none; padding: 0; } .filter, .more, .skip, .told, .modes { display: none; } section { break-inside: auto; } h2 { break-after: avoid; } tr, .map, .strip { break-inside: avoid; } .scroll { overflow: visible; border: 0; } .map rect, .swatch, .strip span, .strip i { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
