/** The page's only style sheet. System fonts, sixteen named colours, both schemes at WCAG AA contrast. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --line: #d9dee5; --text: #1b2430; --soft: #556070; --code: #f0f2f5; --link: #0b57b0;
  --red: #b3202c; --red-bg: #fdebec; --amber: #8a5300; --amber-bg: #fdf3dc; --green: #1a6b3c; --green-bg: #e5f5ea;
  --blue: #24568f; --blue-bg: #e8f0fa; --mark: #ffe2a8; --mark-text: #3d2600;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2029; --line: #303946; --text: #e6eaf0; --soft: #a3aebc; --code: #222a35; --link: #8cbcff;
    --red: #ff9a9f; --red-bg: #41191d; --amber: #f3c46b; --amber-bg: #3a2c10; --green: #85d9a2; --green-bg: #15351f;
    --blue: #a3c8f5; --blue-bg: #1b2e47; --mark: #6b4c0d; --mark-text: #fff1d0;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main, .banner > div, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.3rem; }
h3 { margin: 0; font-size: 1.05rem; }
h2 .n, h3 .n { color: var(--soft); font-weight: 400; }
p, li { overflow-wrap: anywhere; }
p { margin: .35rem 0; max-width: 46rem; }
a { color: var(--link); }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; }
.banner { padding: 2rem 0 1.75rem; border-bottom: 1px solid var(--line); border-top: .5rem solid var(--accent); background: var(--card); }
.banner.block { --accent: var(--red); } .banner.warn, .banner.incomplete { --accent: var(--amber); } .banner.pass { --accent: var(--green); }
.banner .tool { color: var(--soft); font-size: .9rem; } .banner h1 { color: var(--accent); }
.banner ul { margin: .5rem 0 0; padding-left: 1.2rem; }
.soft { color: var(--soft); font-size: .92rem; }
.tiles { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1.5rem 0 0; padding: 0; list-style: none; }
.tiles li { flex: 1 1 auto; min-width: 5.4rem; max-width: 14rem; white-space: nowrap; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .65rem .75rem; font-size: .88rem; color: var(--soft); }
.tiles b { display: block; font-size: 1.5rem; line-height: 1.2; font-weight: 650; color: var(--text); font-variant-numeric: tabular-nums; }
.tiles .red b { color: var(--red); } .tiles .amber b { color: var(--amber); } .tiles .green b { color: var(--green); }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1.75rem 0 0; padding: .9rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; position: sticky; top: 0; z-index: 1; }
form[hidden] { display: none; }
form label { font-size: .82rem; color: var(--soft); display: grid; gap: .2rem; flex: 1 1 8rem; min-width: 0; }
form label.wide { flex: 3 1 14rem; }
form input, form select, form button { font: inherit; font-size: .95rem; color: var(--text); background: var(--page); border: 1px solid var(--soft); border-radius: .4rem; padding: .35rem .5rem; width: 100%; min-width: 0; }
form button { width: auto; cursor: pointer; }
form output { flex: 1 1 100%; font-size: .88rem; color: var(--soft); }
.rule { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: 0 0 1rem; overflow: clip; }
.rule > header { padding: .85rem 1rem .7rem; }
.rule > header code { color: var(--soft); }
.tag { display: inline-block; border-radius: .35rem; padding: 0 .5rem; font-size: .8rem; font-weight: 600; line-height: 1.6; vertical-align: .08em; background: var(--blue-bg); color: var(--blue); }
.critical, .high { background: var(--red-bg); color: var(--red); } .medium { background: var(--amber-bg); color: var(--amber); }
details > summary { cursor: pointer; padding: .5rem 1rem; overflow-wrap: anywhere; }
details > summary:hover { background: var(--code); }
.advice > summary { color: var(--link); font-size: .92rem; }
.advice, .f { border-top: 1px solid var(--line); }
.f { scroll-margin-top: 9rem; content-visibility: auto; contain-intrinsic-size: auto 2.6rem; }
.f > summary b { font: 600 .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; margin-right: .5rem; }
.f > summary span { color: var(--soft); }
.in { padding: .1rem 1rem .9rem 2.1rem; }
.in pre { margin: .4rem 0; padding: .55rem .75rem; background: var(--code); border-radius: .4rem; white-space: pre-wrap; }
.in pre i { color: var(--soft); font-style: normal; user-select: none; margin-right: 1rem; }
mark { background: var(--mark); color: var(--mark-text); border-radius: .2rem; padding: 0 .1rem; }
.in ul { margin: .3rem 0; padding-left: 1.2rem; }
.endpoint { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: 0 0 .75rem; overflow: clip; }
.endpoint > summary { display: flex; gap: 1rem; align-items: center; padding: .75rem 1rem; list-style-position: outside; }
.endpoint > summary::after { content: '▸'; margin-left: auto; color: var(--soft); font-size: 1.1rem; } .endpoint[open] > summary::after { content: '▾'; }
.endpoint .who { display: grid; min-width: 0; } .endpoint .who b { font-size: 1.1rem; } .endpoint .who > span { color: var(--soft); font-size: .92rem; }
.grade { flex: none; min-width: 4.2rem; text-align: center; padding: .1rem .5rem; border-radius: .5rem; font-size: 2.1rem; line-height: 1.5; font-weight: 700; background: var(--blue-bg); color: var(--blue); }
.grade.good { background: var(--green-bg); color: var(--green); } .grade.weak, .grade.unknown { background: var(--amber-bg); color: var(--amber); } .grade.bad { background: var(--red-bg); color: var(--red); }
.q { font-weight: 700; } .q.good, .q.sufficient { color: var(--green); } .q.weak, .q.unknown { color: var(--amber); } .q.bad { color: var(--red); }
.chip { display: inline-block; margin: 0 1.1rem .1rem 0; }
.endpoint dl { margin: .6rem 0; display: grid; gap: .45rem; } .endpoint dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 1rem; }
.endpoint dt { color: var(--soft); } .endpoint dd { margin: 0; min-width: 0; overflow-wrap: anywhere; } .endpoint dd p { margin: 0 0 .2rem; max-width: none; }
.endpoint ol { margin: .2rem 0 .8rem; padding-left: 1.4rem; } .endpoint li { margin-bottom: .3rem; } .endpoint li p { margin: .3rem 0 0; }
.suites > summary { padding: .4rem 0; color: var(--link); } .suites table { font-size: .9rem; } .suites td { padding-top: .2rem; padding-bottom: .2rem; } .suites .wide { overflow-x: auto; }
.id { color: var(--soft); font-size: .85rem; }
.panel { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .4rem 1rem; overflow-x: auto; }
.panel.amber { border-left: .4rem solid var(--amber); }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-top: 1px solid var(--line); overflow-wrap: break-word; }
tbody:first-child tr:first-child > * { border-top: 0; }
thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: .85rem; }
tbody th { font-weight: 500; width: 11rem; }
footer { margin-top: 3rem; padding-bottom: 2.5rem; color: var(--soft); font-size: .9rem; }
[hidden] { display: none; }
@media (max-width: 40rem) {
  table, thead, tbody, tr, td, tbody th { display: block; width: auto; } thead { position: absolute; left: -999rem; }
  tr { border-top: 1px solid var(--line); padding: .5rem 0; } tr:first-child, td, tbody th { border-top: 0; } td, tbody th { padding: .1rem 0; }
  .endpoint dl > div { grid-template-columns: 1fr; } .endpoint > summary { gap: .75rem; padding: .7rem; }
  form { position: static; } .in { padding-left: 1rem; } h1 { font-size: 1.5rem; }
}
@media print {
  :root { --page: #fff; --card: #fff; --text: #000; --soft: #444; --code: #f4f4f4; --line: #bbb; color-scheme: light; }
  body { font-size: 10.5pt; } form, .skip { display: none; }
  .f { content-visibility: visible; break-inside: avoid; } .rule > header { break-after: avoid; } h2, h3 { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
