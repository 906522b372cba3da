// The token comes from the address (#token=...) or the form, and is kept for this tab only.
const access = {
  get token() { return sessionStorage.getItem('circles.token') ?? ''; },
  set token(value) { sessionStorage.setItem('circles.token', value); },
  get network() { return sessionStorage.getItem('circles.network') ?? ''; },
  set network(value) { sessionStorage.setItem('circles.network', value); },
};

const given = new URLSearchParams(location.hash.slice(1));
if (given.has('token')) access.token = given.get('token');
if (given.has('network')) access.network = given.get('network');
// Out of the address, so that it is neither copied along nor left in the history.
if (location.hash) history.replaceState(null, '', location.pathname);

const starter = `# Ctrl-Enter runs this query.
query FirstLook {
  network {
    name
    languages
  }
  people(first: 5) {
    totalCount
    nodes {
      id
      name
    }
  }
}
`;

const headers = () => ({
  'Content-Type': 'application/json',
  Accept: 'application/graphql-response+json, application/json',
  ...(access.token && { Authorization: `Bearer ${access.token}` }),
  ...(access.network && { 'Circles-Network': access.network }),
});

const told = document.getElementById('told');

const tell = (response) => {
  told.textContent = response.status !== 401 ? '' : access.token ? 'This token is not known here.' : 'Enter a token.';
};

// The answers of a subscription, from server-sent events: "event: next" and its data, until "event: complete".
async function* answers(request, options, signal) {
  const response = await fetch('graphql', {
    method: 'POST',
    headers: { ...headers(), Accept: 'text/event-stream', ...options?.headers },
    body: JSON.stringify(request),
    signal,
  });
  tell(response);
  if (!response.headers.get('Content-Type').startsWith('text/event-stream')) {
    yield await response.json();
    return;
  }
  let text = '';
  for await (const part of parts(response.body.pipeThrough(new TextDecoderStream()))) {
    const events = (text + part).split('\n\n');
    text = events.pop();
    for (const event of events) {
      if (event.startsWith('event: complete')) return;
      const data = event.split('\n').find((line) => line.startsWith('data: '));
      if (data) yield JSON.parse(data.slice('data: '.length));
    }
  }
}

// GraphiQL's stop button must not wait for the next event, as a generator's own return would.
function follow(request, options) {
  const stop = new AbortController();
  const source = answers(request, options, stop.signal);
  const next = () => source.next().catch((error) => {
    if (stop.signal.aborted) return { done: true };
    throw error;
  });
  const halt = async () => {
    stop.abort();
    return { done: true };
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: halt }) };
}

async function* parts(stream) {
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

const isSubscription = (request, document) => document?.definitions.some(
  (definition) => definition.operation === 'subscription' && (!request.operationName || definition.name?.value === request.operationName));

async function ask(request, options) {
  const response = await fetch('graphql', {
    method: 'POST',
    headers: { ...headers(), ...options?.headers },
    body: JSON.stringify(request),
  });
  const answer = await response.json();
  tell(response);
  return answer;
}

const fetcher = (request, options) => (isSubscription(request, options?.documentAST) ? follow(request, options) : ask(request, options));

const root = ReactDOM.createRoot(document.getElementById('graphiql'));
let shown = 0;

// A new key makes GraphiQL read the schema again, as the new token sees it.
function show() {
  root.render(React.createElement(GraphiQL, {
    key: shown++, fetcher, defaultQuery: starter, shouldPersistHeaders: false, forcedTheme: 'light',
  }));
}

const form = document.getElementById('access');
form.token.value = access.token;
form.network.value = access.network;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  access.token = form.token.value.trim();
  access.network = form.network.value.trim();
  show();
});
show();
