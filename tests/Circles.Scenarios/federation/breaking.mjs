// Reads {before, after}, two schemas in their own language, and answers with the changes that break somebody, one sentence each.
import { buildSchema, findBreakingChanges } from 'graphql';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { before, after } = JSON.parse(text);
const changes = findBreakingChanges(buildSchema(before), buildSchema(after));
process.stdout.write(JSON.stringify(changes.map(({ description }) => description)));
