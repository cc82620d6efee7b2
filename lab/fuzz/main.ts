import { report } from './report.ts'
import { readOptions } from './options.ts'
import { runFuzz } from './run.ts'

const { seed, requests } = readOptions(process.env)
console.log(`FUZZ_SEED=${seed} FUZZ_REQUESTS=${requests}`)
const result = await runFuzz({ seed, requests, say: console.log })
console.log(report(result))
process.exitCode = result.findings.length + result.afterwards.faults.length === 0 ? 0 : 1
