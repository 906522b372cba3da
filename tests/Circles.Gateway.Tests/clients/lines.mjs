// A test talks to these programs in lines of JSON: commands in, what happened out.
import { createInterface } from 'node:readline';

export const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

export const given = JSON.parse(process.argv[2]);

export const obey = async (commands) => {
  for await (const line of createInterface({ input: process.stdin })) {
    const { do: name, ...rest } = JSON.parse(line);
    await commands[name](rest);
  }
  process.exit(0);
};
