/** What processes use, from /proc (man 5 proc): Linux only. */
import { readdirSync, readFileSync } from 'node:fs'

export interface Usage {
  readonly wakeUps: number
  readonly cpuMs: number
  readonly memoryMb: number
  readonly renderers: number
}

/** What a process and its descendants have used so far, from /proc (man 5 proc). */
export function usage(root: number): Usage {
  const total = { wakeUps: 0, cpuMs: 0, memoryMb: 0, renderers: 0 }
  for (const pid of family(root)) {
    try {
      for (const task of readdirSync(`/proc/${pid}/task`)) {
        const status = readFileSync(`/proc/${pid}/task/${task}/status`, 'utf8')
        total.wakeUps += Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1] ?? 0)
      }
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      // Clock ticks are 10 ms on Linux.
      total.cpuMs += (Number(stat[11]) + Number(stat[12])) * 10
      const memory = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
      total.memoryMb += Number(/^Pss:\s+(\d+)/m.exec(memory)?.[1] ?? 0) / 1024
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) total.renderers += 1
    } catch {
      // It ended while we looked.
    }
  }
  return total
}

function family(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .map((pid) => [pid, parentOf(pid)] as const)
  const found = [root]
  for (const pid of found)
    found.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child))
  return found
}

function parentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
  } catch {
    return -1
  }
}
