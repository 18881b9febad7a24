import { expect, test } from 'vitest';
import { ClusterZone } from './cluster-zone.js';
import { recordTypes, responseCodes } from './dns-message.js';
import type { ServiceRoute } from './service-network.js';

const zone = new ClusterZone();
const base = { namespace: 'shop', sessionAffinity: 'None', addresses: [], ports: [] } as const;
const services: ServiceRoute[] = [
  {
    ...base,
    name: 'web',
    clusterIP: '10.96.0.20',
    ports: [{ name: 'http', protocol: 'TCP', port: 80, endpoints: [] }],
  },
  {
    ...base,
    name: 'db',
    addresses: [{ ip: '10.244.0.5', hostname: 'db-0', pod: 'db-0' }, { ip: '10.244.0.6' }],
    ports: [
      {
        name: 'sql',
        protocol: 'TCP',
        port: 5432,
        endpoints: [
          { ip: '10.244.0.5', port: 15_432, pod: 'shop/db-0' },
          { ip: '10.244.0.6', port: 5432, pod: 'shop/db-1' },
        ],
      },
    ],
  },
  { ...base, name: 'outside', externalName: 'Example.com.' },
  { ...base, name: 'empty' },
];
zone.set({ services });

/** The answer in short: its code where it is an error, else its records. */
function ask(name: string, type: keyof typeof recordTypes = 'A'): unknown {
  const { code, answers } = zone.answer({ name, type: recordTypes[type] });
  if (code !== responseCodes.noError) return code;
  return answers.map((record) => {
    switch (record.type) {
      case 'A':
        return record.address;
      case 'SRV':
        return `${record.port} ${record.target}`;
      case 'SOA':
        return record.server;
      default:
        return record.target;
    }
  });
}

test.each([
  ['web.shop.svc.cluster.local', ['10.96.0.20']],
  ['db.shop.svc.cluster.local', ['10.244.0.5', '10.244.0.6']],
  ['db-0.db.shop.svc.cluster.local', ['10.244.0.5']],
  ['10-244-0-6.db.shop.svc.cluster.local', ['10.244.0.6']],
  ['outside.shop.svc.cluster.local', ['example.com']],
  ['10-244-0-9.shop.pod.cluster.local', ['10.244.0.9']],
  ['ns.dns.cluster.local', ['10.96.0.10']],
  // There, but without an address.
  ['empty.shop.svc.cluster.local', []],
  ['shop.svc.cluster.local', []],
  ['svc.cluster.local', []],
  ['cluster.local', []],
  // Not there.
  ['web.other.svc.cluster.local', 3],
  ['other.svc.cluster.local', 3],
  ['x.web.shop.svc.cluster.local', 3],
  ['db-7.db.shop.svc.cluster.local', 3],
  ['a.b.web.shop.svc.cluster.local', 3],
  ['no-ip.shop.pod.cluster.local', 3],
  ['nothing.cluster.local', 3],
  ['web', 3],
  ['example.com', 3],
  ['', 3],
])('A %s', (name, expected) => {
  expect(ask(name)).toEqual(expected);
});

test('a name that is there has no IPv6 address, which is no error', () => {
  expect(ask('web.shop.svc.cluster.local', 'AAAA')).toEqual([]);
  expect(ask('nope.shop.svc.cluster.local', 'AAAA')).toBe(3);
});

test('ports are found by name, with addresses beside', () => {
  expect(ask('_http._tcp.web.shop.svc.cluster.local', 'SRV')).toEqual(['80 web.shop.svc.cluster.local']);
  expect(ask('_sql._tcp.db.shop.svc.cluster.local', 'SRV')).toEqual([
    '15432 db-0.db.shop.svc.cluster.local',
    '5432 10-244-0-6.db.shop.svc.cluster.local',
  ]);
  expect(ask('_sql._udp.db.shop.svc.cluster.local', 'SRV')).toBe(3);
  const { additional } = zone.answer({
    name: '_http._tcp.web.shop.svc.cluster.local',
    type: recordTypes.SRV,
  });
  expect(additional).toMatchObject([{ type: 'A', address: '10.96.0.20' }]);
});

test('addresses lead back to names', () => {
  expect(ask('20.0.96.10.in-addr.arpa', 'PTR')).toEqual(['web.shop.svc.cluster.local']);
  expect(ask('5.0.244.10.in-addr.arpa', 'PTR')).toEqual(['db-0.db.shop.svc.cluster.local']);
  expect(ask('1.1.1.1.in-addr.arpa', 'PTR')).toBe(3);
});

test('the zone names itself', () => {
  expect(ask('cluster.local', 'SOA')).toEqual(['ns.dns.cluster.local']);
  expect(ask('cluster.local', 'NS')).toEqual(['ns.dns.cluster.local']);
});
