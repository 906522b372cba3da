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

async function fetcher(request, options) {
  const response = await fetch('graphql', {
    method: 'POST',
    headers: { ...headers(), ...options?.headers },
    body: JSON.stringify(request),
  });
  const answer = await response.json();
  told.textContent = response.status === 401 ? 'Enter a good token.' : '';
  return answer;
}

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
