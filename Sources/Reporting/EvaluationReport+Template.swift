extension EvaluationReport {
  /// The whole page; tables come from the template of flight reports.
  static let pageTemplate = """
    {{% CONTENT_TYPE: SCALAR-HTML}}
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
    <title>{{title}}, {{day}} – evaluation</title>
    <style>
    {{{style}}}
    </style>
    </head>
    <body>
    <header>
    <p class="over">Evaluation<span>/</span>{{context}}</p>
    <h1>{{title}}</h1>
    <p class="day"><time datetime="{{date}}">{{day}}</time></p>
    {{#hasFacts}}
    <dl class="facts">
    {{#facts}}
    <div><dt>{{label}}</dt><dd>{{value}}</dd></div>
    {{/facts}}
    </dl>
    {{/hasFacts}}
    </header>
    <main>
    {{#hasNotices}}
    <section aria-labelledby="notices">
    <h2 id="notices">Read this first</h2>
    <ul class="notices">
    {{#notices}}
    <li class="{{kind}}"><span class="kind">{{kindLabel}}</span> <span><b>{{subject}}</b> {{message}}</span></li>
    {{/notices}}
    </ul>
    </section>
    {{/hasNotices}}
    <section aria-labelledby="summary">
    <h2 id="summary">Summary</h2>
    {{#foldNotes}}
    <p class="note">{{.}}</p>
    {{/foldNotes}}
    <dl class="headlines">
    {{#summary}}
    <div><dt>{{name}}</dt><dd>{{value}}{{#hasRange}}<span class="range">{{range}}</span>{{/hasRange}}</dd></div>
    {{/summary}}
    </dl>
    </section>
    <section aria-labelledby="classes">
    <h2 id="classes">Classes</h2>
    <p class="note">{{classNote}}</p>
    <dl class="bars">
    {{#bars}}
    <div><dt><span class="swatch" style="background:{{color}}"></span>{{name}}</dt><dd>{{{chart}}}</dd>\
    <dd class="number">{{value}}</dd></div>
    {{/bars}}
    </dl>
    {{#classTable}}
    {{> table}}
    {{/classTable}}
    {{#objects}}
    {{> table}}
    {{/objects}}
    </section>
    <section aria-labelledby="confusion">
    <h2 id="confusion">What was taken for what</h2>
    <p class="note">{{confusionNote}}</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix">
    <table class="confusion">
    <caption>Per cent of each true class, and pixels</caption>
    <thead><tr><th scope="col">Truth</th>{{#columns}}<th scope="col" class="number">as {{name}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#confusion}}
    <tr><th scope="row"><span class="swatch" style="background:{{color}}"></span>{{name}}</th>\
    {{#cells}}<td class="{{tone}}" style="background:{{shade}}"><b>{{percent}}</b><small>{{count}}</small></td>{{/cells}}</tr>
    {{/confusion}}
    </tbody>
    </table>
    </div>
    </section>
    {{#calibration}}
    <section aria-labelledby="calibration">
    <h2 id="calibration">How honest the confidence is</h2>
    <p class="note">{{note}}</p>
    <div class="diagrams">
    {{#diagrams}}
    {{> diagram}}
    {{/diagrams}}
    </div>
    </section>
    {{/calibration}}
    {{#hasGroups}}
    <section aria-labelledby="groups">
    <h2 id="groups">Where it does well and where not</h2>
    {{#groups}}
    {{> table}}
    {{/groups}}
    </section>
    {{/hasGroups}}
    {{#hasPlaces}}
    <section aria-labelledby="worst">
    <h2 id="worst">The worst places</h2>
    <ol class="places">
    {{#places}}
    <li>
    <h3>{{name}}</h3>
    <p>{{message}}</p>
    <div class="triple">
    {{#pictures}}
    <figure><img src="{{uri}}" alt="{{alt}}"><figcaption>{{caption}}</figcaption></figure>
    {{/pictures}}
    </div>
    </li>
    {{/places}}
    </ol>
    <ul class="legend">
    {{#entries}}
    <li><span class="swatch" style="background:{{color}}"></span>{{name}}</li>
    {{/entries}}
    </ul>
    </section>
    {{/hasPlaces}}
    {{#hasAreas}}
    <section aria-labelledby="areas">
    <h2 id="areas">Areas</h2>
    <p class="note">{{areaNote}}</p>
    {{#areas}}
    {{> table}}
    {{/areas}}
    </section>
    {{/hasAreas}}
    {{#severity}}
    <section aria-labelledby="severity">
    <h2 id="severity">Severity of disease</h2>
    <dl class="headlines">
    {{#figures}}
    <div><dt>{{name}}</dt><dd>{{value}}{{#hasRange}}<span class="range">{{range}}</span>{{/hasRange}}</dd></div>
    {{/figures}}
    </dl>
    {{#hasPairs}}
    <div class="diagrams">
    {{#diagrams}}
    {{> diagram}}
    {{/diagrams}}
    </div>
    {{/hasPairs}}
    </section>
    {{/severity}}
    {{#hasMethod}}
    <section class="method" aria-labelledby="method">
    <h2 id="method">How this was made</h2>
    <div class="lists">
    {{#lists}}
    <div>
    <h3>{{title}}</h3>
    <dl class="pairs">
    {{#pairs}}
    <div><dt>{{label}}</dt><dd>{{value}}</dd></div>
    {{/pairs}}
    </dl>
    </div>
    {{/lists}}
    </div>
    </section>
    {{/hasMethod}}
    </main>
    <script>
    {{{script}}}
    </script>
    </body>
    </html>

    """

  /// A square diagram with its scales.
  static let diagramTemplate = """
    {{% CONTENT_TYPE: SCALAR-HTML}}
    <figure>
    <h3>{{title}}</h3>
    <div class="frame">
    <div class="up" aria-hidden="true">{{#ticks}}<span style="bottom:{{place}}%">{{label}}</span>{{/ticks}}</div>
    {{{svg}}}
    <div class="along" aria-hidden="true">{{#ticks}}<span style="left:{{place}}%">{{label}}</span>{{/ticks}}</div>
    </div>
    <figcaption>{{caption}}</figcaption>
    </figure>

    """
}
