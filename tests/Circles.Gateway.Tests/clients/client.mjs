// The libraries that front ends use, each asked for the same: to follow operations, and to tell what comes.
import { given, obey, say } from './lines.mjs';

const { url, token, network } = given;
const headers = { Authorization: `Bearer ${token}`, 'Circles-Network': network };
const socketUrl = url.replace(/^http/, 'ws');

const socketClient = async () => {
  const [{ createClient }, { WebSocket }] = [await import('graphql-ws'), await import('ws')];
  return createClient({
    url: socketUrl,
    webSocketImpl: WebSocket,
    connectionParams: headers,
    keepAlive: given.keepAlive,
    retryAttempts: 1000,
    // By default it gives up where nobody listens, as while a server starts anew.
    shouldRetry: () => true,
    retryWait: () => new Promise((go) => { setTimeout(go, 100); }),
    on: {
      connected: (socket, payload, again) => say({ connected: again }),
      closed: ({ code, reason }) => say({ closed: code, reason }),
      ...(given.keepAlive && { pong: (received) => received && say({ pong: true }) }),
    },
  });
};

const failure = (error) => say({ failed: Array.isArray(error) ? error.map(({ extensions }) => extensions?.code) : error?.message ?? JSON.stringify(error) });

const follow = {
  'graphql-ws': async () => {
    const client = await socketClient();
    return (name, operation) => client.subscribe(operation, {
      next: (result) => say({ of: name, next: result }), error: failure, complete: () => say({ of: name, complete: true }),
    });
  },
  'graphql-sse': async () => {
    const { createClient } = await import('graphql-sse');
    const client = createClient({
      url, headers, retryAttempts: 1000, retry: () => new Promise((go) => { setTimeout(go, 100); }), on: { connected: (again) => say({ connected: again }) },
    });
    return (name, operation) => client.subscribe(operation, {
      next: (result) => say({ of: name, next: result }), error: failure, complete: () => say({ of: name, complete: true }),
    });
  },
  apollo: async () => {
    const { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } = await import('@apollo/client/core');
    const { OperationTypeNode } = await import('graphql');
    const { GraphQLWsLink } = await import('@apollo/client/link/subscriptions');
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: ApolloLink.split(
        ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
        new GraphQLWsLink(await socketClient()),
        new HttpLink({ uri: url, headers }),
      ),
    });
    return (name, { query, variables }) => {
      const document = gql(query);
      if (!query.startsWith('subscription')) {
        const answered = (result) => say({ of: name, next: { data: result.data } });
        (query.startsWith('mutation') ? client.mutate({ mutation: document, variables }) : client.query({ query: document, variables })).then(answered, failure);
        return undefined;
      }
      const following = client.subscribe({ query: document, variables }).subscribe({
        next: (result) => say({ of: name, next: { data: result.data } }), error: failure, complete: () => say({ of: name, complete: true }),
      });
      return () => following.unsubscribe();
    };
  },
  urql: async () => {
    const { Client, fetchExchange, subscriptionExchange } = await import('@urql/core');
    const socket = await socketClient();
    const client = new Client({
      url,
      preferGetMethod: false,
      fetchOptions: { headers },
      exchanges: [
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: (request) => ({
            subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query: request.query ?? '', variables: request.variables }, sink) }),
          }),
        }),
      ],
    });
    return toUrql(client);
  },
  'urql-sse': async () => {
    const { Client, fetchExchange } = await import('@urql/core');
    return toUrql(new Client({
      url, preferGetMethod: false, fetchSubscriptions: true, fetchOptions: { headers }, exchanges: [fetchExchange],
    }));
  },
};

const toUrql = (client) => (name, { query, variables }) => {
  const kind = query.split(/\W/, 1)[0];
  const source = kind === 'subscription' ? client.subscription(query, variables) : kind === 'mutation' ? client.mutation(query, variables) : client.query(query, variables);
  const following = source.subscribe((result) => (result.error ? failure(result.error) : say({ of: name, next: { data: result.data } })));
  return () => following.unsubscribe();
};

const library = await follow[given.library]();
const ends = {};

await obey({
  follow: ({ name, query, variables }) => { ends[name] = library(name, { query, variables }); },
  stop: ({ name }) => ends[name](),
});
