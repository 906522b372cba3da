// A bare WebSocket of npm's ws: says whatever the test wants it to, and tells all that comes back.
import WebSocket from 'ws';
import { given, obey, say } from './lines.mjs';

let socket;

await obey({
  open: ({ protocol = given.protocol, headers = given.headers }) => {
    socket = new WebSocket(given.url, protocol ?? undefined, { headers });
    socket.on('open', () => say({ opened: socket.protocol }));
    socket.on('message', (data, isBinary) => say(isBinary ? { binary: data.length } : { message: JSON.parse(data) }));
    socket.on('close', (code, reason) => say({ closed: code, reason: String(reason) }));
    socket.on('error', (error) => say({ error: error.message }));
  },
  send: ({ text }) => socket.send(text),
  binary: ({ text }) => socket.send(Buffer.from(text), { binary: true }),
  long: ({ bytes }) => socket.send(`{"type":"ping","payload":{"of":"${'x'.repeat(bytes - 35)}"}}`),
  fragments: ({ parts }) => parts.forEach((part, i) => socket.send(part, { fin: i === parts.length - 1 })),
  broken: () => socket.send(Buffer.from([0x7b, 0xff, 0x7d]), { binary: false }),
  pause: () => socket.pause(),
  resume: () => socket.resume(),
  terminate: () => socket.terminate(),
  close: ({ code = 1000 }) => socket.close(code),
});
