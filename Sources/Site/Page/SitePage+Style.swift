extension SitePage {
  /// How the page looks, in light and dark, wide, narrow and on paper.
  static let style = #"""
    :root {
      --ink: #1c2721; --soft: #55635a; --line: #dde3dc; --paper: #fff; --ground: #f5f6f2;
      --accent: #2c6a43; --on-accent: #fff; --amber: #8a5200; --map: #e4e8e1; --outline: #1c2721; --halo: #fff;
      color-scheme: light dark;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ink: #e6ece7; --soft: #a9b5ad; --line: #36413a; --paper: #1a211d; --ground: #111613;
        --accent: #7fc99a; --on-accent: #10251a; --amber: #f0b35c; --map: #242d27; --outline: #fff; --halo: #111613;
      }
    }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    html { -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.5 ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
      font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
    }
    header, main, footer { max-width: 1280px; margin: 0 auto; padding: 0 24px; }
    header { padding-top: 28px; }
    h1 { margin: 0; font-size: 30px; line-height: 1.2; letter-spacing: -.02em; }
    h2 { margin: 0 0 12px; font-size: 20px; line-height: 1.25; }
    h3 { margin: 20px 0 8px; font-size: 16px; }
    p { margin: 6px 0; }
    .soft { color: var(--soft); }
    section { margin: 20px 0; padding: 20px; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; min-width: 0; }
    .two { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 20px; align-items: start; }
    .two > section { margin: 0; }
    .skip { position: absolute; left: -999em; }
    .skip:focus { left: 8px; top: 8px; z-index: 2000; padding: 8px 14px; background: var(--paper); color: var(--accent); border-radius: 8px; }
    a { color: var(--accent); }
    .days { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; }
    .days input { flex: 1 1 160px; min-width: 0; }
    .days output { min-width: 9em; font-weight: 650; font-size: 18px; }
    .plain { list-style: none; margin: 10px 0 0; padding: 0; display: grid; gap: 6px; }
    .choices { display: flex; flex-wrap: wrap; gap: 8px 22px; align-items: center; margin-bottom: 12px; }
    fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 16px; }
    fieldset legend { float: left; padding: 0; margin: 2px 14px 0 0; color: var(--soft); }
    label { display: inline-flex; align-items: center; gap: 8px; min-height: 32px; }
    input, select, button { font: inherit; color: inherit; }
    input { accent-color: var(--accent); }
    input[type="checkbox"], input[type="radio"] { width: 18px; height: 18px; margin: 0; }
    input[type="search"], select { padding: 5px 8px; background: var(--ground); border: 1px solid var(--soft); border-radius: 7px; max-width: 100%; min-width: 0; }
    button { padding: 5px 11px; background: var(--ground); border: 1px solid var(--soft); border-radius: 7px; cursor: pointer; }
    button:hover:enabled { border-color: var(--accent); }
    button:disabled { opacity: .45; cursor: default; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
    h2:focus { outline: none; }
    #map { height: min(62vh, 620px); min-height: 300px; background: var(--map); border-radius: 8px; z-index: 0; }
    #map:focus-visible { outline-offset: 3px; }
    .leaflet-container { font: inherit; }
    .leaflet-container .leaflet-tile { image-rendering: pixelated; }
    .leaflet-bar a, .leaflet-bar a:hover, .leaflet-bar a.leaflet-disabled { background: var(--paper); color: var(--ink); border-color: var(--line); }
    .leaflet-bar a.leaflet-disabled { color: var(--soft); }
    .leaflet-control-scale-line, .leaflet-container .leaflet-control-attribution { background: var(--paper); color: var(--ink); border-color: var(--ink); opacity: .92; }
    .leaflet-interactive.outline { stroke: var(--outline); paint-order: stroke; filter: drop-shadow(0 0 1px var(--halo)) drop-shadow(0 0 1px var(--halo)); }
    .leaflet-tooltip.name { padding: 0 5px; background: var(--paper); color: var(--ink); border: 1px solid var(--line); box-shadow: none; font-weight: 600; font-size: 13px; }
    .leaflet-tooltip.name::before { display: none; }
    #legend { margin-top: 10px; }
    #legend ul, ul.swatches { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 20px; }
    .swatch { display: inline-block; width: 14px; height: 14px; margin-inline-end: 8px; border-radius: 3px; border: 1px solid var(--soft); vertical-align: -2px; }
    .ramp { display: grid; grid-template-columns: auto minmax(80px, 260px) auto; gap: 10px; align-items: center; }
    .ramp canvas { width: 100%; height: 16px; border-radius: 3px; border: 1px solid var(--soft); }
    .mark { display: inline-block; margin-inline-end: 8px; padding: 0 7px; border: 1px solid currentColor; border-radius: 9px; font-size: 13px; font-weight: 600; color: var(--amber); }
    .mark.unseen { color: var(--soft); }
    table { border-collapse: collapse; width: 100%; font-size: 14.5px; line-height: 21px; }
    caption { padding: 0 0 6px; text-align: start; font-weight: 600; }
    th, td { padding: 6px 10px; text-align: start; border-bottom: 1px solid var(--line); vertical-align: baseline; }
    thead th { color: var(--soft); font-size: 13px; border-bottom-color: var(--soft); white-space: nowrap; vertical-align: bottom; }
    .number { text-align: end; white-space: nowrap; }
    tbody th { font-weight: 600; min-width: 6.5em; }
    .two table { font-size: 13.5px; }
    .two tbody th { min-width: 0; }
    .two th, .two td { padding-inline: 5px; }
    .two th:last-child, .two td:last-child { padding-inline-end: 0; }
    .two th:first-child { padding-inline-start: 0; }
    .two th.coloured { padding-inline-start: 22px; text-indent: -22px; }
    .two .interval { white-space: normal; min-width: 4.6em; }
    tr.chosen > * { background: var(--ground); box-shadow: inset 0 -1px var(--accent); }
    .scroll { overflow-x: auto; overflow-wrap: normal; }
    th button, td button { padding: 2px 9px; text-align: start; }
    thead button { padding: 0; border: 0; background: none; font-weight: 600; color: inherit; }
    thead button::after { content: " ↕"; opacity: .5; }
    [aria-sort="ascending"] button::after { content: " ↑"; opacity: 1; }
    [aria-sort="descending"] button::after { content: " ↓"; opacity: 1; }
    .search { margin-bottom: 4px; flex-wrap: wrap; }
    .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(110px, 1fr)); gap: 8px 18px; margin: 10px 0; }
    .facts div { display: flex; flex-direction: column-reverse; }
    dd, dt { margin: 0; }
    .facts dd { font-size: 18px; font-weight: 600; }
    .facts dt { color: var(--soft); font-size: 13px; }
    .chart { display: block; width: 100%; height: auto; margin: 8px 0; }
    .chart text { fill: var(--soft); font-size: 13px; }
    .chart .grid { stroke: var(--line); }
    .chart .line { fill: none; stroke: var(--accent); stroke-width: 2; }
    .chart .whisker { stroke: var(--ink); stroke-width: 1.5; }
    .chart .dot { fill: var(--accent); stroke: var(--accent); stroke-width: 2; }
    .chart .dot.doubtful { fill: var(--paper); stroke: var(--amber); }
    .chart .now { stroke: var(--soft); stroke-dasharray: 4 4; }
    details { margin-top: 8px; }
    summary { cursor: pointer; color: var(--accent); }
    footer { padding-bottom: 28px; font-size: 14px; }
    @media (min-width: 901px) { .two > section:first-child { position: sticky; top: 12px; } }
    @media (max-width: 900px) {
      .two { grid-template-columns: minmax(0, 1fr); }
      header, main, footer { padding: 0 12px; }
      header { padding-top: 16px; }
      section { padding: 14px; }
      .days output { order: -1; flex-basis: 100%; }
    }
    @media (prefers-reduced-motion: reduce) { .leaflet-zoom-anim .leaflet-zoom-animated, .leaflet-fade-anim .leaflet-tile { transition: none; } }
    @media print { .choices, .days button, .search, .skip { display: none; } section { break-inside: avoid; } }

    """#
}
