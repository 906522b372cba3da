// Apollo Client as a front end uses it: what it is told on standard input is asked, and what came of it is printed.
// { address, network, token, manifest?, get, plain, clients, operation, variables? } -> { answers: [...], requests: [...] }
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { generatePersistedQueryIdsFromManifest } from "@apollo/persisted-query-lists";
import * as operations from "./front-end/operations.js";

const asked = JSON.parse(readFileSync(0, "utf8"));
const requests = [];

/** The platform's own fetch, with a note of what went over the wire. */
async function notedFetch(uri, options) {
  const url = new URL(uri);
  const sent = options.body ? JSON.parse(options.body) : Object.fromEntries(url.searchParams);
  // An object in a body, and its text in a URL.
  const extensions = typeof sent.extensions === "string" ? JSON.parse(sent.extensions) : sent.extensions;
  const response = await fetch(uri, options);
  requests.push({
    method: options.method,
    query: sent.query !== undefined,
    persistedQuery: extensions?.persistedQuery !== undefined,
    status: response.status,
  });
  return response;
}

function newClient() {
  const ids = asked.manifest
    ? generatePersistedQueryIdsFromManifest({ loadManifest: async () => JSON.parse(readFileSync(asked.manifest, "utf8")) })
    : { sha256: (text) => createHash("sha256").update(text).digest("hex") };
  const http = new HttpLink({
    uri: new URL("/graphql", asked.address).href,
    fetch: notedFetch,
    headers: { authorization: `Bearer ${asked.token}`, "circles-network": asked.network },
  });
  const links = asked.plain ? [http] : [new PersistedQueryLink({ ...ids, useGETForHashedQueries: asked.get }), http];
  return new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.from(links), defaultOptions: { query: { fetchPolicy: "network-only" } } });
}

const document = operations[asked.operation] ?? gql(asked.operation);
const isMutation = document.definitions.some((definition) => definition.operation === "mutation");
const answers = [];
for (let i = 0; i < asked.clients; i++) {
  const client = newClient();
  try {
    const { data } = isMutation
      ? await client.mutate({ mutation: document, variables: asked.variables })
      : await client.query({ query: document, variables: asked.variables });
    answers.push({ data });
  } catch (error) {
    const told = error.errors?.[0] ?? JSON.parse(error.bodyText ?? "{}").errors?.[0];
    answers.push({ code: told?.extensions?.code ?? String(error) });
  }
  client.stop();
}
console.log(JSON.stringify({ answers, requests }));
