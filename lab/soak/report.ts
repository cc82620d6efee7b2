import { faults as allFaults, type Fault } from './chaos/fault.ts'
import type { FaultMaker } from './chaos/make-faults.ts'
import type { Deployment } from './deployment/deployment.ts'
import type { Finding } from './check/evidence.ts'
import type { OpenWorld } from './open-world.ts'

const count = ({ tallies }: OpenWorld, key: string): number => tallies.get(key) ?? 0

const names: Readonly<Record<Fault, readonly [what: string, many: string]>> = {
  kill: ['kill -9', 'kills'],
  restart: ['SIGTERM and start', 'restarts'],
  outage: ['storage outages', 'outages'],
  stall: ['stalls (SIGSTOP)', 'stalls'],
  clock: ['clocks set wrong and right', 'wrong clocks'],
  full: ['full disks', 'full disks'],
}

export const progressLine = (elapsed: number, opened: OpenWorld, { counts }: FaultMaker): string =>
  [
    `${(elapsed / 1000).toFixed(0).padStart(5)} s`,
    `${opened.world.meter.seen().requests} requests`,
    `${count(opened, 'submitPage ok')} pages submitted`,
    ...allFaults.filter((fault) => counts[fault] > 0).map((fault) => `${counts[fault]} ${names[fault][1]}`),
    `${count(opened, 'refresh ok')} refreshes`,
    `${count(opened, 'collected export ok')} exports`,
    ...(opened.blamed.length > 0 ? [`${opened.blamed.length} WRONG`] : []),
  ].join(', ')

export interface Outcome {
  readonly rows: readonly (readonly [what: string, value: string])[]
  readonly findings: readonly Finding[]
  readonly problems: readonly string[]
}

interface Parts {
  readonly opened: OpenWorld
  readonly deployment: Deployment
  readonly faults: FaultMaker
  readonly findings: readonly Finding[]
  /** What the engine of long work has used. */
  readonly measured: Outcome['rows']
}

const reviews = ['rejectItems', 'approveItems', 'unapproveItems', 'acceptSkips', 'labelItem']
const labelers = ['takePage', 'renewPage', 'releasePage', 'submitPage']

export const summarize = ({ opened, deployment, faults, findings, measured }: Parts): Outcome => {
  const { meter } = opened.world
  const { requests, unanswered, refusals, unexpected } = meter.seen()
  const sum = (actions: readonly string[], event: string): number =>
    actions.reduce((total, action) => total + count(opened, `${action} ${event}`), 0)
  const all = [...labelers, ...reviews]
  const [page, submit] = [meter.percentiles('takePage'), meter.percentiles('submitPage')]
  const codes = [...refusals].toSorted(([, one], [, other]) => other - one)
  const looked = (rule: string): string => String(findings.find((one) => one.rule === rule)?.looked ?? 0)
  return {
    rows: [
      ['store', deployment.store.name],
      ['engine of long work', deployment.engine.name],
      ...allFaults.map((fault) => [names[fault][0], String(faults.counts[fault])] as const),
      ['requests sent', String(requests)],
      ['  without an answer', String(unanswered)],
      ['answers acknowledged', looked('every acknowledged answer is there')],
      ['pages submitted: acknowledged', String(count(opened, 'submitPage ok'))],
      ['review actions acknowledged', String(sum(reviews, 'ok'))],
      ['calls refused', String(sum(all, 'refused'))],
      ['calls of unknown outcome', String(sum(all, 'unknown'))],
      ['refusals seen', codes.map(([code, times]) => `${code} ${times}`).join(', ')],
      ['page p50 / p95, ms', `${page.p50.toFixed(1)} / ${page.p95.toFixed(1)}`],
      ['submit p50 / p95, ms', `${submit.p50.toFixed(1)} / ${submit.p95.toFixed(1)}`],
      ['refreshes ended', `${count(opened, 'refresh ok')}, failed ${count(opened, 'refresh refused')}`],
      ['exports checked', String(count(opened, 'collected export ok'))],
      ['  of these with since', String(count(opened, 'export with since ok'))],
      ['  read again after a URL of a wrong clock', String(count(opened, 'URL of a wrong clock refused'))],
      ['  read again after one of a moment ago', String(count(opened, 'export of a moment ago ok'))],
      ['exports canceled', String(count(opened, 'canceled export ok'))],
      [
        'peak memory of each instance, MB',
        deployment.instances.map(({ peak }) => (peak() / 2 ** 20).toFixed(0)).join(', '),
      ],
      ...measured,
    ],
    findings,
    problems: [...opened.blamed, ...unexpected, ...findings.flatMap(({ problems }) => problems)],
  }
}

const mostShown = 50

export const print = ({ rows, findings, problems }: Outcome): void => {
  const width = Math.max(...findings.map(({ rule }) => rule.length))
  console.log('')
  for (const [what, value] of rows) console.log(`${what.padEnd(width)}  ${value}`)
  console.log('')
  for (const { rule, looked, problems: found } of findings)
    console.log(
      `${rule.padEnd(width)}  ${String(looked).padStart(8)} looked at, ${found.length === 0 ? 'holds' : `${found.length} WRONG`}`,
    )
  for (const problem of problems.slice(0, mostShown)) console.error(`WRONG: ${problem}`)
  if (problems.length > mostShown) console.error(`WRONG: and ${problems.length - mostShown} more`)
  console.log(problems.length === 0 ? '\nNothing lost, nothing doubled, counters exact.' : '')
}
