import { expect, test } from 'vitest';
import { proxyFromEnvironment } from './proxy-from-env.js';

const chosen = (url: string, env: Record<string, string>) => proxyFromEnvironment(env)(new URL(url))?.host;

test.each([
  ['http://mydomain.com/consumer', {}, undefined],
  ['http://mydomain.com/consumer', { HTTP_PROXY: 'http://127.0.0.1:3128' }, '127.0.0.1:3128'],
  ['http://mydomain.com/consumer', { http_proxy: '127.0.0.1:3128' }, '127.0.0.1:3128'],
  ['https://mydomain.com/', { HTTP_PROXY: 'http://127.0.0.1:3128' }, undefined],
  ['http://localhost:8080/', { HTTP_PROXY: 'http://127.0.0.1:3128' }, undefined],
  ['http://127.0.0.1/', { HTTP_PROXY: 'http://127.0.0.1:3128' }, undefined],
  ['http://[::1]/', { HTTP_PROXY: 'http://127.0.0.1:3128' }, undefined],
  ['http://a.example.com/', { HTTP_PROXY: 'http://p:1', NO_PROXY: 'example.com' }, undefined],
  ['http://example.com/', { HTTP_PROXY: 'http://p:1', NO_PROXY: '.example.com' }, 'p:1'],
  ['http://example.com/', { HTTP_PROXY: 'http://p:1', NO_PROXY: 'other, example.com:80' }, undefined],
  ['http://example.com/', { HTTP_PROXY: 'http://p:1', NO_PROXY: 'example.com:81' }, 'p:1'],
  ['http://notexample.com/', { HTTP_PROXY: 'http://p:1', NO_PROXY: 'example.com' }, 'p:1'],
  ['http://example.com/', { HTTP_PROXY: 'http://p:1', NO_PROXY: '*' }, undefined],
])('%s with %j', (url, env, expected) => {
  expect(chosen(url, env as Record<string, string>)).toBe(expected);
});
