/** What a process has used so far, from /proc (Linux). */
import { readFileSync } from 'node:fs'

export interface Usage {
  cpuSeconds(): number
  peakMemoryMb(): number
  memoryMb(): number
}

export function usageOf(pid: number | undefined): Usage {
  const status = (field: string): number => {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024
  }
  return {
    cpuSeconds() {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      // Clock ticks are 10 ms on Linux: man 5 proc.
      return (Number(stat[11]) + Number(stat[12])) / 100
    },
    peakMemoryMb: () => status('VmHWM'),
    memoryMb: () => status('VmRSS'),
  }
}
