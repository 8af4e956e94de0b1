'use strict';

const base = location.origin + '/v1';
document.getElementById('base').textContent = base;
document.getElementById('curl').textContent =
  `curl ${base}/chat/completions \\\n` +
  `  -H 'Content-Type: application/json' \\\n` +
  `  -d '{"model": "sandbox/echo", "messages": [{"role": "user", "content": "Hello"}]}'`;

function row(cells) {
  const tr = document.createElement('tr');
  for (const text of cells) {
    tr.appendChild(document.createElement('td')).textContent = text;
  }
  return tr;
}

// A breaker that was closed again has nothing to tell.
function trouble(breaker) {
  const probe = breaker.next_probe ? `asked again at ${new Date(breaker.next_probe).toLocaleTimeString()}` : '';
  return breaker.failures > 0 || probe ? [breaker.last_failure, probe].filter(Boolean).join('; ') : '';
}

async function showProviders() {
  const body = document.getElementById('providers');
  try {
    const answer = await fetch('api/v1/monitoring/providers');
    const json = await answer.json();
    const rows = answer.ok
      ? json.providers.map(p => row([p.id, p.available ? 'yes' : 'no', p.breaker.state, p.reason || trouble(p.breaker)]))
      : [row([json.detail])];
    body.replaceChildren(...rows);
  } catch (e) {
    body.replaceChildren(row(['The server did not answer.']));
  }
}

showProviders();
