// Reads {sdl, documents} and answers what the reference makes of them, so that a test can compare.
import * as graphql from 'graphql';

const { buildSchema, printSchema, parse, validate, validateSchema, print, buildClientSchema, getIntrospectionQuery } = graphql;

// What the September 2025 edition says; the next one lets a selection set be empty.
const edition = { allowEmptySelectionSets: false };
let text = '';
for await (const chunk of process.stdin) text += chunk;
const { sdl, documents, rule, sources, introspection, wantsQuery, schemas } = JSON.parse(text);

const shown = (errors) => errors.map(({ message, locations }) => ({
  message, locations: (locations ?? []).map(({ line, column }) => `${line}:${column}`).join(' '),
}));
const answer = {};
if (sdl !== undefined) {
  const schema = buildSchema(sdl);
  if (!rule) Object.assign(answer, { faults: shown(validateSchema(schema)), sdl: printSchema(schema) });
  answer.documents = (documents ?? []).map((document) => {
    let parsed;
    try { parsed = parse(document, edition); } catch (error) { return shown([error]); }
    const errors = shown(validate(schema, parsed));
    return rule ? { errors, broken: validate(schema, parsed, [graphql[`${rule}Rule`]]).length > 0 } : errors;
  });
}
if (sources) answer.sources = sources.map((source) => {
  try { return print(parse(source, edition)); } catch (error) { return `${error.message} ${error.locations[0].line}:${error.locations[0].column}`; }
});
if (schemas) answer.schemas = schemas.map((text) => {
  try { return validateSchema(buildSchema(text)).map(({ message }) => message); } catch (error) { return error.message.split('\n\n'); }
});
if (introspection) answer.client = printSchema(buildClientSchema(introspection));
if (wantsQuery) answer.query = getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true });
process.stdout.write(`${JSON.stringify(answer, null, 1)}\n`);
