import { jest } from '@jest/globals'

// Tests that are slow by nature take longer still on a busy machine.
jest.setTimeout(15 * 60_000)
