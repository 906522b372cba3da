// The first line is a document as a JSON string; each later one says how often to parse it and is answered with microseconds for one.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { parse } = await import(pathToFileURL(process.argv[2]));
let document;
for await (const line of createInterface({ input: process.stdin })) {
  if (document === undefined) {
    document = JSON.parse(line);
    console.log('ready');
    continue;
  }

  const times = Number(line);
  const began = process.hrtime.bigint();
  for (let i = 0; i < times; i++) parse(document);
  console.log(Number(process.hrtime.bigint() - began) / 1000 / times);
}
