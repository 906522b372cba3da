// Reads a JSON array of documents from standard input and writes, for each, the schema's complaints as an array
// of strings: empty for a document that the schema in the file named by the first argument accepts.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));
const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(schema);
const documents = JSON.parse(readFileSync(0, "utf8"));
const answers = documents.map((document) =>
  validate(document) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message}`));
process.stdout.write(JSON.stringify(answers));
