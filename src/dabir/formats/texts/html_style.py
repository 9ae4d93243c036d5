"""The look of texts as web pages: on the screen by day and by night, and on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1d2421; --quiet: #5a6460; --paper: #fdfdfb;
  --line: #cfd5d1; --tint: #f1f4f1; --accent: #0b5c4a; --new: #0b5c3b; --gone: #9c1f1f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8e5; --quiet: #a3ada8; --paper: #161b19;
  --line: #3b4440; --tint: #1f2624; --accent: #7fcdb6; --new: #86d3a8; --gone: #f0a3a3; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.95 Vazirmatn, Tahoma, "Segoe UI", system-ui, sans-serif; }
main { max-width: 46rem; margin-inline: auto; padding: 2.5rem 1.25rem 4rem; }
main.wide { max-width: 78rem; }
:lang(en) { line-height: 1.7; }
header.head { border-block-end: 3px double var(--line); padding-block-end: 1rem;
  margin-block-end: 2rem; }
.particulars { display: flex; flex-wrap: wrap; gap: .1rem 1.6rem; margin: 0; font-size: .9rem; }
.particulars div { display: flex; gap: .45rem; }
.particulars dt { color: var(--quiet); } .particulars dd { margin: 0; }
.group { font-weight: 600; margin: 0 0 .4rem; }
h1 { font-size: 1.6rem; line-height: 1.5; margin: 1.4rem 0 .2rem; text-wrap: balance; }
h2, h3, h4, h5, h6 { line-height: 1.6; margin: 0; font-size: 1.0625rem; break-after: avoid; }
p { margin: 0; overflow-wrap: anywhere; } p + p { margin-block-start: .55rem; }
nav.contents { background: var(--tint); border-radius: .5rem; padding: .7rem 1.1rem;
  margin-block-end: 2rem; font-size: .95rem; }
nav.contents summary { font-weight: 600; cursor: pointer; }
nav.contents ol { list-style: none; margin: .4rem 0 0; padding: 0; }
nav.contents li.inner { padding-inline-start: 1.4rem; }
nav.contents a { color: var(--accent); text-decoration: none; }
nav.contents a:hover { text-decoration: underline; }
.clause { margin-block-start: 1.05rem; scroll-margin-block-start: 1rem; }
.side, .badge { margin-inline-start: calc(var(--depth) * 1.9rem); }
.clause:target { background: var(--tint); outline: .5rem solid var(--tint); }
.clause.title { text-align: center; margin-block: 2.6rem 1.4rem; }
.clause.title .mark { display: block; color: var(--quiet); font-size: .95rem; font-weight: 500; }
.clause.title h2 { font-size: 1.2rem; }
.clause.title p { text-align: start; margin-block-start: .8rem; }
.clause.article { margin-block-start: 1.5rem; }
.clause.headed { margin-block-start: 1.7rem; } .clause.headed .words { margin-block-start: .3rem; }
.mark { font-weight: 700; }
.hanging .side { display: grid; grid-template-columns: minmax(1.6rem, max-content) 1fr;
  column-gap: .5rem; }
.hanging .side > .mark { font-weight: 500; color: var(--accent); }
.sides { display: grid; gap: .6rem 2.5rem; }
@media (min-width: 48rem) { .sides { grid-template-columns: 1fr 1fr; } }
.line { display: block; }
.line[data-n]::before { content: attr(data-n); position: absolute; inset-inline-start: 1rem;
  color: var(--quiet); font-size: .75rem; user-select: none; }
main.numbered { position: relative; padding-inline-start: 3.6rem; }
main.numbered .sides > div { position: relative; padding-inline-start: 2rem; }
main.numbered .sides .line[data-n]::before { inset-inline-start: 0; }
.contest { font-weight: 600; } .contest sup { color: var(--accent); font-size: .7em; }
.contest .gone { color: var(--gone); } .contest .new { color: var(--new); }
.by { color: var(--quiet); font-size: .85em; font-weight: 400; }
.choices { margin: .7rem 0 0; padding: 0; list-style: none; border-inline-start: 3px solid
  var(--line); font-size: .95rem; }
.choices li { display: grid; grid-template-columns: minmax(3.2rem, max-content) 1fr minmax(0,
  max-content); gap: .1rem .9rem; padding: .3rem .9rem; align-items: baseline; }
.choices li + li { border-block-start: 1px solid var(--line); }
.choices li.base { background: var(--tint); } .choices .key { color: var(--accent);
  font-size: .85em; white-space: nowrap; }
.badge { display: inline-block; font-size: .85rem; border: 1px solid var(--line);
  border-radius: 1rem; padding: 0 .8rem; margin-block-start: .4rem; }
.badge.delete, .badge.move { color: var(--gone); }
.badge.add, .badge.moved_here { color: var(--new); }
.clause.added { border-inline-start: 3px solid var(--new); padding-inline-start: .6rem;
  margin-inline-start: -.75rem; }
footer { margin-block-start: 3rem; padding-block-start: .6rem; color: var(--quiet);
  border-block-start: 1px solid var(--line); font-size: .85rem; }
@media (max-width: 34rem) { main { padding-block-start: 1.5rem; }
  .side, .badge { margin-inline-start: calc(var(--depth) * 1rem); }
  .choices li { grid-template-columns: auto 1fr; } .choices .by { grid-column: 2; } }
@media print {
  :root { --ink: #000; --quiet: #444; --paper: #fff; --line: #999; --tint: #fff;
    --accent: #000; --new: #000; --gone: #000; }
  body { font-size: 10.5pt; } main, main.wide { max-width: none; padding: 0; }
  main.numbered { padding-inline-start: 12mm; } .clause { orphans: 3; widows: 3; }
  nav.contents { border: 1px solid var(--line); } .choices li, .badge { break-inside: avoid; }
}
"""
