// A graph of two subgraphs behind a real gateway: Circles, which runs already, and a library of materials that points at its things.
// Reads one line of JSON, {circles, network, token, materials}, writes one, {urls}, and serves until its input ends.
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { composeServices } from '@apollo/composition';
import { composeServices as composeWithHive } from '@theguild/federation-composition';
import { ApolloServerPluginInlineTraceDisabled as noTraces } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createInterface } from 'node:readline';
import { parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { startStandaloneServer } from '@apollo/server/standalone';

const lines = createInterface({ input: process.stdin });
const { circles, network, token, materials } = JSON.parse((await lines[Symbol.asyncIterator]().next()).value);
const listen = { host: '127.0.0.1', port: 0 };

// The library is the one that the guide proposes, so that the guide is right.
const guide = readFileSync(new URL('../../../docs/federation.md', import.meta.url), 'utf8');
const libraryTypes = parse([...guide.matchAll(/```graphql\n(.*?)```/gs)].map(([, block]) => block).find((block) => block.includes('@key')));
const ofCircle = ({ id }) => materials.filter((material) => material.circle?.id === id);
const pageInfo = { hasNextPage: false, hasPreviousPage: false };
const library = new ApolloServer({
  plugins: [noTraces()],
  schema: buildSubgraphSchema([{
    typeDefs: libraryTypes,
    resolvers: {
      Query: { materials: () => ({ nodes: materials, pageInfo }) },
      Circle: { materials: ofCircle },
    },
  }]),
});
const { url: libraryUrl } = await startStandaloneServer(library, { listen });

const answer = await fetch(circles, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'circles-network': network },
  body: JSON.stringify({ query: '{ _service { sdl } }' }),
});
const { sdl } = (await answer.json()).data._service;
const parts = [
  { name: 'circles', url: circles, typeDefs: parse(sdl) },
  { name: 'library', url: libraryUrl, typeDefs: libraryTypes },
];
const composed = [composeServices, composeWithHive].map((compose) => {
  const { errors, supergraphSdl } = compose(parts);
  if (errors?.length) throw new Error(`The subgraphs do not compose:\n${errors.map(({ message }) => message).join('\n')}`);
  return supergraphSdl;
});

// The caller's token is for Circles alone; the library learns nothing of it.
class Circles extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    for (const name of ['authorization', 'circles-network', 'accept-language']) {
      if (context.headers?.[name]) request.http.headers.set(name, context.headers[name]);
    }
  }
}
const servers = [library];
const urls = [];
for (const supergraphSdl of composed) {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url }) => (name === 'circles' ? new Circles({ url }) : new RemoteGraphQLDataSource({ url })),
  });
  const server = new ApolloServer({ gateway });
  const { url } = await startStandaloneServer(server, { listen, context: async ({ req }) => ({ headers: req.headers }) });
  servers.push(server);
  urls.push(url);
}
process.stdout.write(`${JSON.stringify({ urls })}\n`);
lines.on('close', () => Promise.all(servers.map((server) => server.stop())).then(() => process.exit(0)));
