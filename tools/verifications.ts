import { randomInt } from 'node:crypto'
import type { Verification } from './run-verifications.ts'

/** What `npm run verify` runs, in this order: the quick ones first. `docs/verification.md` says more about each. */
export const verifications: readonly Verification[] = [
  {
    name: 'package',
    proves: 'what is deployed is complete: on Node.js 24 and 22 it starts five times and does the tutorial',
    command: 'node tools/package.ts .data/verify/package && node tools/try-package.ts .data/verify/package',
    minutes: 2,
  },
  {
    name: 'install',
    proves: 'the lock file installs with the npm of Node.js 20 and of 24, and runs no install script',
    command: 'node tools/verify-install.ts 10.8.2 11.3.0',
    minutes: 5,
  },
  {
    name: 'func',
    proves: 'the tutorial and a list of requests hold in the Functions host of Azure, by Core Tools',
    command: 'node tools/verify-func.ts',
    minutes: 5,
  },
  {
    name: 'images',
    proves: 'each block of docs/images.md whose tool is at hand brings the images into the local storage',
    command: 'node tools/run-images.ts',
    minutes: 2,
  },
  {
    name: 'infra',
    proves: 'the templates compile, each setting creates what its file lists, wrong values are refused',
    command: 'node tools/verify-infra.ts',
    minutes: 3,
  },
  {
    name: 'contract',
    proves: 'no change of the OpenAPI document breaks clients of the last release, unless it is declared',
    command: 'node tools/verify-contract.ts',
    minutes: 2,
  },
  {
    name: 'clients',
    proves: 'clients made of the OpenAPI document in five languages do the whole labeling job',
    command: 'node tools/verify-clients.ts',
    minutes: 5,
  },
  {
    name: 'readers',
    proves:
      'fourteen Python packages open each export unchanged and find what the API says, if Python is there',
    command: 'node tools/verify-readers.ts',
    minutes: 5,
  },
  {
    name: 'slow',
    proves: 'tests too slow for each change: kills again and again, outages, the whole demo on both stores',
    command: 'jest --selectProjects verify',
    minutes: 5,
  },
  {
    name: 'web',
    proves: 'the app holds WCAG 2.2 AA on each screen, in each language, by keys alone, and under faults',
    command: 'jest --config jest.config.mjs --selectProjects web',
    minutes: 10,
  },
  {
    name: 'fuzz',
    proves: 'no request gets an answer that the OpenAPI document does not allow',
    command: 'npm run --silent fuzz',
    env: () => ({ FUZZ_REQUESTS: '5000' }),
    minutes: 3,
  },
  {
    name: 'bench',
    proves: 'under load no item is lost, labeled twice or counted wrongly',
    command:
      'npm run --silent bench -- --synthetic --items 50000 --label 20000 --json .data/verify/bench.json',
    minutes: 3,
  },
  {
    name: 'soak',
    proves: 'crashes, outages, full disks, wrong clocks and lagging replicas lose and double nothing',
    command: 'npm run --silent soak -- --minutes 1 && npm run --silent soak -- --minutes 1 --instances 2',
    minutes: 6,
  },
  {
    name: 'durable',
    proves:
      'on the real Durable extension, long work survives kills, failures, stops and upgrades, and the soak',
    command: 'node tools/verify-durable.ts',
    minutes: 9,
  },
  {
    name: 'properties',
    proves: 'each property holds for 100 times as many cases, and for other ones each time',
    command:
      'jest --config jest.config.mjs --selectProjects unit integration --findRelatedTests tests/support/property.ts',
    env: () => ({ PROPERTY_FACTOR: '40', PROPERTY_SEED: String(randomInt(2 ** 31)) }),
    minutes: 8,
  },
  {
    name: 'mutants',
    proves: 'unit tests notice a change of the rules of items, labels, leases, labeling and review',
    command: 'stryker run',
    apart: true,
    minutes: 25,
  },
]
