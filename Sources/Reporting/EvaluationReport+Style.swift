extension EvaluationReport {
  /// What the page adds to the style of flight reports.
  static let style = """
    .range { display: block; color: var(--soft); font-size: 12.5px; line-height: 16px; font-weight: 400; letter-spacing: 0; white-space: nowrap; }
    .headlines div { justify-content: flex-end; }
    .headlines + .diagrams { margin-top: 32px; }
    .headlines dd .range { font-size: 14px; line-height: 20px; }
    .note { max-width: 74ch; margin: 0 0 20px; color: var(--soft); font-size: 15px; }
    .scroll + .note { margin-top: 16px; }
    .bars { display: grid; gap: 14px; margin: 0 0 36px; }
    .bars div { display: grid; grid-template-columns: minmax(96px, 180px) 1fr 64px; gap: 16px; align-items: center; }
    .bars dt { color: var(--ink); font-size: 15px; font-weight: 600; }
    .bars dd { min-width: 0; }
    .bars dd.number { font-weight: 600; }
    svg.score { width: 100%; height: 24px; overflow: visible; }
    svg.score .track { fill: var(--ground); }
    svg.score path { fill: none; }
    svg.score .halo { stroke: #fff; stroke-width: 4.5; }
    svg.score .whisker { stroke: var(--ink); stroke-width: 1.75; }
    td > svg.score { width: 120px; height: 16px; }
    .confusion td { position: relative; min-width: 92px; padding: 10px; text-align: right; border: 1px solid var(--paper); border-radius: 6px; }
    .confusion td.none { color: var(--soft); }
    .confusion td.deep { color: #fff; }
    .confusion td b { display: block; font-weight: 600; }
    .confusion td small { font-size: 12.5px; opacity: .85; }
    .confusion td:last-child { padding-right: 10px; }
    .confusion thead th { padding: 8px 10px; }
    .confusion tbody th { border-bottom: 0; }
    .confusion { width: auto; max-width: 100%; }
    .diagrams { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 340px)); gap: 28px 56px; }
    .frame { display: grid; grid-template-columns: 34px 1fr; grid-template-rows: 1fr 22px; margin: 10px 0 22px; }
    .frame svg.square { width: 100%; height: auto; aspect-ratio: 1; overflow: visible; border: solid var(--soft); border-width: 0 0 1px 1px; fill: var(--accent); }
    svg.square path { fill: none; }
    svg.square .grid { stroke: var(--line); stroke-width: 1; }
    svg.square .equal { stroke: var(--ink); stroke-width: 1.25; stroke-dasharray: 5 4; }
    svg.square .level { stroke: var(--amber); stroke-width: 2.5; }
    svg.square .points { stroke: var(--accent); stroke-width: 8; stroke-linecap: round; opacity: .75; }
    .frame span { white-space: nowrap; }
    .frame .up { position: relative; font-size: 13px; color: var(--soft); }
    .frame .up span { position: absolute; right: 6px; transform: translateY(50%); }
    .frame .along { grid-column: 2; position: relative; font-size: 13px; color: var(--soft); }
    .frame .along span { position: absolute; top: 3px; transform: translateX(-50%); }
    .diagrams h3 { margin: 0; }
    .diagrams .key b { color: var(--ink); font-weight: 600; }
    .places { list-style: none; margin: 0; padding: 0; display: grid; gap: 32px; }
    .places h3 { margin: 0 0 4px; }
    .places p { margin: 0 0 12px; color: var(--soft); font-size: 14.5px; }
    .triple { display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; }
    .triple img { display: block; width: 100%; height: auto; border-radius: 6px; background: var(--line); image-rendering: pixelated; }
    .triple figcaption { padding-top: 4px; font-size: 13px; }
    .places + .legend { margin-top: 24px; }
    @media (max-width: 640px) {
      .bars div { grid-template-columns: 1fr 56px; gap: 2px 12px; }
      .bars dd:not(.number) { grid-column: 1 / -1; grid-row: 2; }
      .confusion td { min-width: 76px; padding: 8px; }
      .triple { gap: 6px; }
      .triple figcaption { font-size: 12px; }
    }
    @media print {
      .range { font-size: 7pt; line-height: 1.3; }
      .bars { gap: 4pt; margin-bottom: 12pt; }
      svg.score { height: 11pt; }
      .note { font-size: 9.5pt; margin-bottom: 8pt; }
      .diagrams { grid-template-columns: repeat(2, 66mm); }
      .confusion td { min-width: 0; }
      .places li, .diagrams figure, .bars div { break-inside: avoid; }
    }
    """
}
