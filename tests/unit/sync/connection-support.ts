/** What the specs about enrolments share. */
import type { ModelCollector } from './model-collector.ts'

/** A policy file that enrols this computer, but for what is changed. */
export function managed(changes: object = {}) {
  return {
    sync: { endpoint: 'https://collector.example/', wire: 'aftercall' as const, code: 'CODE', ...changes },
  }
}

/** The device that has enrolled last. */
export function deviceOf(collector: ModelCollector): string {
  return [...collector.devices.values()].at(-1)?.deviceId ?? ''
}

/** Whatever was wrong with the collector has passed. */
export function worksAgain(collector: ModelCollector): void {
  collector.fault = (_, answer) => answer()
}
