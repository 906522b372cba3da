// Runs the audits of GraphQL over HTTP against a server: node audits.mjs URL TOKEN. Prints their results as JSON.
import { auditServer } from 'graphql-http';

const [url, token] = process.argv.slice(2);
const withToken = (address, init = {}) => fetch(address, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
const results = await auditServer({ url, fetchFn: withToken });
console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason: reason ?? '' }))));
