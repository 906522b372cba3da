// One JSON value a line. First the schema's SDL; then requests, each answered by one line: what the reference makes of it.
// The data are computed from path and arguments as Differential/Wilds.cs computes them.
import { createInterface } from 'node:readline';
import * as graphql from 'graphql';

const { buildSchema, executeSync, parse, validate, isNonNullType, isListType, isEnumType, isAbstractType, isObjectType } = graphql;
let schema;

const hash = (text) => {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619) >>> 0;
  return (h ^ (h >>> 15)) >>> 0;
};

const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
};

const valueOf = (type, seed) => {
  if (seed % (isNonNullType(type) ? 41 : 11) === 0) return null;
  const plain = isNonNullType(type) ? type.ofType : type;
  if (isListType(plain)) return Array.from({ length: seed % 4 }, (_, i) => valueOf(plain.ofType, hash(`${seed}[${i}]`)));
  if (isEnumType(plain)) return plain.getValues()[seed % 3].value;
  if (isAbstractType(plain)) {
    const names = schema.getPossibleTypes(plain).map((type) => type.name).sort();
    return { __typename: names[seed % names.length], seed };
  }
  if (isObjectType(plain)) return { __typename: plain.name, seed };
  return { Int: (seed % 1000) - 500, Float: (seed % 1000) / 8, Boolean: seed % 2 === 1 }[plain.name] ?? `t${seed}`;
};

const fieldResolver = (source, args, context, info) => {
  const definition = info.parentType.getFields()[info.fieldName];
  const given = definition.args.filter(({ name }) => name in args).map(({ name }) => `${name}:${canonical(args[name])}`);
  const seed = hash(`${source.seed}.${info.fieldName}(${given.join(',')})`);
  if (seed % 37 === 0) throw new Error(`No ${info.fieldName} today.`);
  return valueOf(info.returnType, seed);
};

const shown = (errors) => errors.map(({ message, locations, path }) => ({
  message, locations: (locations ?? []).map(({ line, column }) => `${line}:${column}`).join(' '), ...(path && { path }),
}));

const answer = ({ document, variables, operation, rule }) => {
  let parsed;
  try { parsed = parse(document, { allowEmptySelectionSets: false }); } catch (error) { return { errors: shown([error]) }; }
  const errors = validate(schema, parsed);
  if (rule) return { errors: shown(errors), broken: validate(schema, parsed, [graphql[`${rule}Rule`]]).length };
  if (errors.length > 0) return { errors: shown(errors) };
  const result = executeSync({
    schema, document: parsed, variableValues: variables, operationName: operation, rootValue: { seed: 1 }, fieldResolver,
  });
  return { ...(result.errors && { errors: shown(result.errors) }), ...('data' in result && { data: result.data }) };
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  if (typeof question === 'string') schema = buildSchema(question);
  else process.stdout.write(`${JSON.stringify(answer(question))}\n`);
}
