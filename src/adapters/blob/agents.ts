import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

export type Agent = HttpAgent | HttpsAgent

export const pool = { keepAlive: true, maxSockets: 256, maxFreeSockets: 64, timeout: 60_000 }

const plain = { http: new HttpAgent(pool), https: new HttpsAgent(pool) }

/** For storage that the operator has set, the export account and the emulator: wherever it is, it is meant. */
export const operatorAgent = (url: string): Agent => (url.startsWith('https:') ? plain.https : plain.http)
