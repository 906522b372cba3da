// One JSON value a line. First the schema's SDL; then requests, each answered by one line: what the reference makes of it.
// The data are computed from path and arguments as Differential/Wilds.cs computes them.
import { createInterface } from 'node:readline';
import * as graphql from 'graphql';

const { buildSchema, executeSync, subscribe, parse, validate, getOperationAST, isNonNullType, isListType, isEnumType, isAbstractType, isObjectType } = graphql;
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

// Differential/Wilds.cs has the same scalars.
const moment = (text, node) => {
  if (typeof text === 'string' && /^m[0-9]{1,6}$/.test(text)) return text;
  throw new graphql.GraphQLError('Moment must be m and a number, as in m12.', { nodes: node });
};

const giveScalars = () => {
  const type = schema.getType('Moment');
  type.coerceInputValue = (value) => moment(value);
  type.coerceInputLiteral = (node) => moment(node.kind === 'StringValue' ? node.value : undefined, node);
  schema.getType('Anything').coerceInputLiteral = (node) => graphql.valueFromASTUntyped(node, {}); // Its variables are filled in by now.
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

const seedOf = (source, args, info) => {
  const definition = info.parentType.getFields()[info.fieldName];
  const given = definition.args.filter(({ name }) => name in args).map(({ name }) => `${name}:${canonical(args[name])}`);
  const seed = hash(`${source.seed}.${info.fieldName}(${given.join(',')})`);
  if (seed % 37 === 0) throw new Error(`No ${info.fieldName} today.`);
  return seed;
};

const fieldResolver = (source, args, context, info) => valueOf(info.returnType, seedOf(source, args, info));

const subscribeFieldResolver = (source, args, context, info) => {
  const seed = seedOf(source, args, info);
  return (async function* events() {
    for (let i = 0; i < seed % 4; i++) {
      const event = hash(`${seed}[${i}]`);
      if (event % 7 === 0) throw new Error(`Lost event ${i}.`);
      yield { seed: event };
    }
  })();
};

const shown = (errors) => errors.map(({ message, locations, path }) => ({
  message, locations: (locations ?? []).map(({ line, column }) => `${line}:${column}`).join(' '), ...(path && { path }),
}));

const response = ({ errors, data }) => ({ ...(errors && { errors: shown(errors) }), ...(data !== undefined && { data }) });

// Every response of the stream, and why it ended where its source broke.
const streamed = async (stream) => {
  if (!(Symbol.asyncIterator in stream)) return response(stream);
  const responses = [];
  try {
    for await (const one of stream) responses.push(response(one));
  } catch (error) {
    return { responses, ended: error.message };
  }
  return { responses };
};

const answer = async ({ document, variables, operation, rule }) => {
  let parsed;
  try { parsed = parse(document, { allowEmptySelectionSets: false }); } catch (error) { return { errors: shown([error]) }; }
  const errors = validate(schema, parsed);
  if (rule) return { errors: shown(errors), broken: validate(schema, parsed, [graphql[`${rule}Rule`]]).length };
  if (errors.length > 0) return { errors: shown(errors) };
  const request = {
    schema, document: parsed, variableValues: variables, operationName: operation, rootValue: { seed: 1 }, fieldResolver, subscribeFieldResolver,
  };
  const chosen = getOperationAST(parsed, operation);
  return chosen?.operation === 'subscription' ? streamed(await subscribe(request)) : response(executeSync(request));
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  if (typeof question === 'string') {
    schema = buildSchema(question);
    giveScalars();
  } else process.stdout.write(`${JSON.stringify(await answer(question))}\n`);
}
