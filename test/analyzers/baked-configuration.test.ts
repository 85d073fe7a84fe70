import { describe, expect, it } from 'vitest';
import { bakedConfiguration } from '../../analyzers/baked-configuration.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

const withEnv = (...Env: readonly string[]) => ({ layers: [], config: { Env } });

describe('baked-configuration', () => {
  it('tells the variable and what to do with it', async () => {
    expect(await findingsOf(bakedConfiguration, withEnv('NODE_ENV=development'))).toEqual([
      {
        code: 'baked-configuration/development-mode',
        severity: 'medium',
        summary: 'NODE_ENV=development is for developers',
        bytes: 0,
        evidence: [{ kind: 'config', field: 'Env', value: 'NODE_ENV=development' }],
        remedy: { kind: 'change-config', text: 'leave NODE_ENV out, or set it for production; developers set their own', field: 'Env' },
      },
    ]);
  });

  it.each([
    ['RAILS_ENV=staging', 'development-mode'],
    ['DEBUG=1', 'development-mode'],
    ['DB_HOST=10.1.2.3', 'environment-value'],
    ['API=http://192.168.0.7:8080/v1', 'environment-value'],
    ['API=https://orders.staging.acme.com', 'environment-value'],
    ['QUEUE=amqp://mq.prod.acme.com:5672', 'environment-value'],
    ['DB_HOST=db.internal', 'environment-value'],
    ['DB_HOST=orders.abc123.eu-west-1.rds.amazonaws.com', 'environment-value'],
    ['API=http://orders.default.svc.cluster.local', 'environment-value'],
  ])('finds %s', async (text, variant) => {
    expect(await seenBy(bakedConfiguration, withEnv(text))).toEqual([`${variant} Env=${text}`]);
  });

  it.each([
    'NODE_ENV=production',
    'DEBUG=',
    'DEBUG=false',
    'HOST=0.0.0.0',
    'DB_HOST=localhost',
    'DB_HOST=db',
    'REDIS_URL=redis://redis:6379',
    'PYTHON_VERSION=3.12.1',
    'VERSION=1.2.3-dev',
    'NGINX_VERSION=1.27.0',
    'PYTHON_GET_PIP_URL=https://github.com/pypa/get-pip/raw/main/public/get-pip.py',
    'PATH=/usr/local/bin:/usr/bin',
    'SUBNET=8.8.8.8',
    'LATEST=latest.example.com',
    'JAVA_OPTS=-Xmx1g -Dtest=1.2',
  ])('is silent about %s', async (text) => {
    expect(await seenBy(bakedConfiguration, withEnv(text))).toEqual([]);
  });

  it('finds what stands beside the settings for production, by layer', async () => {
    const layers = [
      { '/app/config/production.yml': 10, '/app/config/staging.yml': 20, '/srv/.env.production': 5 },
      { '/srv/.env.staging': 7, '/app/appsettings.json': 1, '/app/appsettings.Production.json': 1, '/app/appsettings.Development.json': 3 },
    ];
    expect((await findingsOf(bakedConfiguration, { layers })).map(({ bytes, evidence }) => [bytes, evidence.length])).toEqual([
      [20, 1],
      [10, 2],
    ]);
  });

  it.each([
    ['one environment', { '/app/config/production.yml': 10, '/app/config/default.yml': 1 }],
    ['no production', { '/app/test.js': 10, '/app/dev.js': 1 }],
    ['other directories', { '/a/production.yml': 10, '/b/staging.yml': 1 }],
    ['packages', { '/app/node_modules/x/production.js': 10, '/app/node_modules/x/development.js': 1 }],
    ['words that only begin so', { '/app/production.yml': 10, '/app/developers.yml': 1, '/app/contest.yml': 1 }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(bakedConfiguration, { layers: [layer] })).toEqual([]);
  });
});
