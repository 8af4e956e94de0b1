'use strict';

const base = location.origin + '/v1';
document.getElementById('base').textContent = base;
document.getElementById('curl').textContent =
  `curl ${base}/chat/completions -H 'Content-Type: application/json' \\\n` +
  `  -d '{"model": "sandbox/echo", "messages": [{"role": "user", "content": "Hello"}]}'`;

function row(cells) {
  const tr = document.createElement('tr');
  for (const text of cells) {
    tr.appendChild(document.createElement('td')).textContent = text;
  }
  return tr;
}

async function showProviders() {
  const body = document.getElementById('providers');
  try {
    const answer = await fetch('api/v1/monitoring/providers');
    const json = await answer.json();
    const rows = answer.ok
      ? json.providers.map(p => row([p.id, p.available ? 'yes' : 'no', p.breaker.state, p.reason || '']))
      : [row([json.detail])];
    body.replaceChildren(...rows);
  } catch (e) {
    body.replaceChildren(row(['The server did not answer.']));
  }
}

showProviders();
