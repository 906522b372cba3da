// Reads {sdl, documents} and answers what the reference makes of them, so that a test can compare.
import { buildSchema, printSchema, parse, validate, validateSchema, print, buildClientSchema, getIntrospectionQuery } from 'graphql';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { sdl, documents, sources, introspection, wantsQuery } = JSON.parse(text);

const shown = (errors) => errors.map(({ message, locations }) => ({
  message, locations: (locations ?? []).map(({ line, column }) => `${line}:${column}`).join(' '),
}));
const answer = {};
if (sdl !== undefined) {
  const schema = buildSchema(sdl);
  answer.faults = shown(validateSchema(schema));
  answer.sdl = printSchema(schema);
  answer.documents = (documents ?? []).map((document) => {
    let parsed;
    try { parsed = parse(document); } catch (error) { return shown([error]); }
    return shown(validate(schema, parsed));
  });
}
if (sources) answer.sources = sources.map((source) => {
  try { return print(parse(source)); } catch (error) { return `${error.message} ${error.locations[0].line}:${error.locations[0].column}`; }
});
if (introspection) answer.client = printSchema(buildClientSchema(introspection));
if (wantsQuery) answer.query = getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true });
process.stdout.write(`${JSON.stringify(answer, null, 1)}\n`);
