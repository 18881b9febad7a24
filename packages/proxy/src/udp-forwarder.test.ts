import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { UdpForwarder } from './udp-forwarder.js';

const open: { close(): void }[] = [];

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function socket(): Promise<Socket> {
  const made = createSocket('udp4');
  open.push(made);
  made.bind(0, '127.0.0.1');
  await once(made, 'listening');
  return made;
}

async function echo(name: string) {
  const server = await socket();
  server.on('message', (data, from) => server.send(`${name} ${data}`, from.port, from.address));
  return { address: '127.0.0.1', port: server.address().port, name };
}

async function ask(client: Socket, port: number, text: string): Promise<string> {
  const answer = once(client, 'message');
  client.send(text, port, '127.0.0.1');
  return String((await answer)[0]);
}

test('each client stays with one endpoint, and gets its answers', async () => {
  const endpoints = [await echo('a'), await echo('b')];
  const forwarder = new UdpForwarder({ name: 'test', endpoints: () => endpoints });
  open.push(forwarder);
  const port = await forwarder.listen('127.0.0.1', 0);
  const [one, two] = [await socket(), await socket()];
  const answers = [
    await ask(one, port, '1'),
    await ask(two, port, '2'),
    await ask(one, port, '3'),
    await ask(two, port, '4'),
  ];
  expect(answers).toEqual(['a 1', 'b 2', 'a 3', 'b 4']);
});

test('after an endpoint is gone a client is led to another one', async () => {
  const gone = await socket();
  const dead = { address: '127.0.0.1', port: gone.address().port, name: 'dead' };
  gone.close();
  open.splice(open.indexOf(gone), 1);
  const live = await echo('live');
  let asked = 0;
  const endpoints = () => {
    asked += 1;
    return [asked === 1 ? dead : live];
  };
  const forwarder = new UdpForwarder({ name: 'test', endpoints });
  open.push(forwarder);
  const port = await forwarder.listen('127.0.0.1', 0);
  const client = await socket();
  const answer = once(client, 'message');
  const again = setInterval(() => client.send('hello', port, '127.0.0.1'), 5);
  open.unshift({ close: () => clearInterval(again) });
  expect(String((await answer)[0])).toBe('live hello');
});

test('an address that can not be had is named', async () => {
  const forwarder = new UdpForwarder({ name: 'default/dns:53', endpoints: () => [] });
  await expect(forwarder.listen('192.0.2.1', 53)).rejects.toThrow(
    "default/dns:53: can't listen on 192.0.2.1:53",
  );
});
