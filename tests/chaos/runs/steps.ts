/** The steps of which a run consists. */
import type { Act } from './acts.ts'

export type Step =
  | { readonly do: 'act'; readonly device: number; readonly act: Act }
  | { readonly do: 'pause'; readonly ms: number }
  | { readonly do: 'offline'; readonly ms: number }
  | { readonly do: 'send-now' | 'woke'; readonly device: number }
  /** Ends and starts again in order, after one attempt to send. */
  | { readonly do: 'restart'; readonly device: number }
  /** SIGKILL for the process of all devices, while these acts run in it. */
  | {
      readonly do: 'kill-devices'
      readonly acts: readonly Act[]
      readonly device: number
      readonly ms: number
    }
  | { readonly do: 'kill-collector'; readonly ms: number }
  | { readonly do: 'restart-collector' }
  | { readonly do: 'back-up-collector' }
  | { readonly do: 'restore-collector' }
  | { readonly do: 'copy-device'; readonly device: number }
  | { readonly do: 'restore-device'; readonly device: number }
  | { readonly do: 'clone-device'; readonly device: number }
  | { readonly do: 'device-clock'; readonly device: number; readonly hours: number }
  | { readonly do: 'collector-clock'; readonly hours: number }
  | { readonly do: 'policy'; readonly customerComparison: boolean }
  | { readonly do: 'revoke'; readonly device: number }
  | { readonly do: 'enrol-again'; readonly device: number }
  | { readonly do: 'lose-token'; readonly device: number }
  /** Another computer of the same agent. */
  | { readonly do: 'transfer'; readonly device: number }
  | { readonly do: 'erase'; readonly device: number; readonly here: boolean }
  | { readonly do: 'leave'; readonly device: number }
  /** These acts happen while the disk is full. */
  | { readonly do: 'fill-device-disk'; readonly device: number; readonly acts: readonly Act[] }
  | { readonly do: 'fill-collector-disk'; readonly ms: number }
  /** Another process has the database locked for a while, in which this act happens. */
  | { readonly do: 'lock-device'; readonly device: number; readonly ms: number; readonly act: Act }
  | { readonly do: 'lock-collector'; readonly ms: number }
