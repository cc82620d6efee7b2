import { test } from '@jest/globals'

/** Whether services under test run long work on the real Durable extension, by `DURABLE=extension`. */
export const onExtension = process.env['DURABLE'] === 'extension'

/** For what only the embedded engine can do; the test says why beside it. */
export const testEmbedded = onExtension ? test.skip : test

export const testExtension = onExtension ? test : test.skip
