/**
 * The page's only script: filter, search, open and close. Without it all is readable and only the filter is missing.
 * It builds no markup: it hides and opens what is there.
 */
export const script = `
'use strict';
(() => {
  const form = document.getElementById('filter');
  const status = document.getElementById('count');
  const entries = [...document.querySelectorAll('.f')].map((node) => ({
    node, severity: node.dataset.s, effect: node.parentNode.parentNode.dataset.effect,
    rule: node.parentNode.dataset.rule, text: '',
  }));
  const holders = [...document.querySelectorAll('.rule, .effect')];
  if (!form || entries.length === 0) return;
  form.hidden = false;
  const field = (name) => form.elements.namedItem(name).value;
  const apply = () => {
    const words = field('text').toLowerCase().split(' ').filter(Boolean);
    const [effect, severity, check, rule] = ['effect', 'severity', 'check', 'rule'].map(field);
    let shown = 0;
    for (const entry of entries) {
      if (words.length > 0 && entry.text === '') {
        entry.text = (entry.rule + ' ' + entry.node.textContent).toLowerCase();
      }
      const ok = (!effect || entry.effect === effect) && (!severity || entry.severity === severity) &&
        (!rule || entry.rule === rule) && (!check || entry.rule.startsWith(check + '/')) &&
        words.every((word) => entry.text.includes(word));
      entry.node.hidden = !ok;
      if (ok) shown += 1;
    }
    for (const holder of holders) holder.hidden = holder.querySelector('.f:not([hidden])') === null;
    status.textContent = shown.toLocaleString('en') + ' of ' + entries.length.toLocaleString('en') + ' findings shown';
  };
  let timer = 0;
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(apply, 120); });
  form.addEventListener('submit', (event) => { event.preventDefault(); apply(); });
  form.addEventListener('reset', () => setTimeout(apply));
  const opener = document.getElementById('open');
  opener.addEventListener('click', () => {
    const open = opener.getAttribute('aria-pressed') !== 'true';
    for (const { node } of entries) if (!node.hidden) node.open = open;
    opener.setAttribute('aria-pressed', String(open));
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest('input, select')) return;
    event.preventDefault();
    form.elements.namedItem('text').focus();
  });
  const reveal = () => {
    const node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (node instanceof HTMLDetailsElement) { node.open = true; node.scrollIntoView(); }
  };
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', () => { for (const { node } of entries) node.open = true; });
  apply();
  if (location.hash) reveal();
})();
`;
