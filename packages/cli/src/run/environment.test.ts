import type { RunningSandbox } from '@chaoskit/sandbox';
import { expect, test } from 'vitest';
import { activityEnvironment, runEnvironment } from './environment.js';

const sandbox: RunningSandbox = {
  kubeconfig: '/s/kubeconfig',
  context: 'chaoskit-sandbox',
  server: 'https://127.0.0.1:1',
  pixie: { server: 'localhost:2', apiKey: 'key', clusterId: 'id', rootsFile: '/s/roots.pem' },
  httpProxy: 'http://127.0.0.1:3',
};
const parts = { overrides: {}, distFolder: '/dist' };

test("the sandbox's Pixie, where the variables are not set", () => {
  expect(runEnvironment({ ...parts, process: { PATH: '/bin' }, sandbox })).toEqual({
    PATH: '/bin:/dist/stand-ins',
    PIXIE_API_KEY: 'key',
    PIXIE_CLUSTER_ID: 'id',
    PIXIE_SERVER_URL: 'localhost:2',
    GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: '/s/roots.pem',
  });
  const own = { PIXIE_API_KEY: 'mine', PIXIE_SERVER_URL: 'work.example.com' };
  const env = runEnvironment({ ...parts, process: { ...own, PIXIE_CLUSTER_ID: '' }, sandbox });
  expect(env).toMatchObject({ ...own, PIXIE_CLUSTER_ID: 'id' });
  expect(env).not.toHaveProperty('GRPC_DEFAULT_SSL_ROOTS_FILE_PATH');
});

test("a throw-away sandbox is the run's cluster, that of the folder only where the user says so", () => {
  const env = (throwAway: boolean) =>
    runEnvironment({ ...parts, process: { KUBECONFIG: '/mine' }, sandbox, throwAway }).KUBECONFIG;
  expect(env(true)).toBe('/s/kubeconfig');
  expect(env(false)).toBe('/mine');
});

test("process activities find the cluster's names; loopback stays direct", () => {
  expect(activityEnvironment({ NO_PROXY: 'a.example' }, sandbox)).toEqual({
    HTTP_PROXY: 'http://127.0.0.1:3',
    http_proxy: 'http://127.0.0.1:3',
    NO_PROXY: 'a.example,localhost,127.0.0.1,::1',
    no_proxy: 'a.example,localhost,127.0.0.1,::1',
  });
  const env = { HTTP_PROXY: 'http://mine' };
  expect(activityEnvironment(env, undefined)).toBe(env);
});
